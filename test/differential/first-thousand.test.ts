import { it } from '@jest/globals';
import { expectAgreement } from './expect-agreement.ts';

it(
  'agrees with the oracle, healthy and with faults, in 1,000 operations over generated graphs',
  () => expectAgreement(1),
  300_000,
);
