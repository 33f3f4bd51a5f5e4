import { it } from '@jest/globals';
import { expectAgreement } from './expect-agreement.ts';

it(
  'agrees with the oracle, healthy and with faults, in 1,000 more operations',
  () => expectAgreement(1_000_001),
  300_000,
);
