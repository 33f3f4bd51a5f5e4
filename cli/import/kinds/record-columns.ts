import { type Column, column } from './record-kind.ts';

const contract = 'hub';

/**
 * What every record may carry beside its facts: identity, time, provenance and marking. A file that
 * leaves the marking out is imported with the one that the command names.
 */
export const recordColumns: readonly Column[] = Object.freeze([
  column('id', '#meta+id', 'Id', { kind: 'text', longest: 200 }),
  column('owner', '#org+code+owner', 'Owner', { kind: 'partner' }, { target: 'owner_code' }),
  column('observed_at', '#date+observed', 'Observed', { kind: 'instant' }),
  column('as_of', '#date+updated', 'As of', { kind: 'instant' }),
  column('valid_until', '#date+expires', 'Valid until', { kind: 'instant' }),
  column(
    'source',
    '#meta+source',
    'Source',
    { kind: 'text', longest: 300 },
    { target: 'source_id' },
  ),
  column(
    'releasable_to',
    '#access+recipients',
    'Releasable to',
    { kind: 'recipients' },
    { target: 'marking_releasable_to' },
  ),
  column(
    'excluded',
    '#access+excluded',
    'Not to',
    { kind: 'recipients' },
    { target: 'marking_excluded' },
  ),
  column(
    'purposes',
    '#access+purposes',
    'Purposes',
    { kind: 'codes', contract, enum: 'Purpose' },
    { target: 'marking_purposes' },
  ),
  column(
    'classification',
    '#access+class',
    'Classification',
    { kind: 'code', contract, enum: 'Classification' },
    { target: 'marking_classification' },
  ),
  column(
    'sensitivity',
    '#access+sensitivity',
    'Sensitivity',
    { kind: 'code', contract, enum: 'Sensitivity' },
    { target: 'marking_sensitivity' },
  ),
  column(
    'tlp',
    '#access+tlp',
    'TLP',
    { kind: 'code', contract, enum: 'Tlp' },
    { target: 'marking_tlp' },
  ),
  column('exercise', '#meta+exercise', 'Exercise', { kind: 'flag' }),
]);
