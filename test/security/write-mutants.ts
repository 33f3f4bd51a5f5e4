import type { Mutant } from './mutant.ts';

const withheld = 'test/subgraphs/kit/write/withheld.test.ts';
const governance = 'test/subgraphs/governance/writes-withheld.test.ts';
const sequences = 'test/leaks/writes/writes.test.ts';
const trail = 'subgraphs/kit/write/trail-policies.ts';
const rows = 'subgraphs/kit/row-policies.ts';

/** Every rule on what a write, and what is told of it, gives away. */
export const writeRules: readonly Mutant[] = [
  {
    name: 'what is withheld is not there to be written',
    file: rows,
    find: "policy('entente_create',",
    replace:
      "policy('all', 'for select to ' + writing + ' using (true)'), policy('entente_create',",
    test: sequences,
  },
  {
    name: 'nobody makes a record in another’s name',
    file: rows,
    find: "policy('entente_create',",
    replace:
      "policy('all', 'for insert to ' + writing + ' with check (true)'), policy('entente_create',",
    test: withheld,
  },
  {
    name: 'what was done to a record is told to whom it is released',
    file: trail,
    find: "name: 'entente_release',\n    definition:",
    replace: "name: 'entente_release',\n    definition: 'for select using (true)' ??",
    test: withheld,
  },
  {
    name: 'nobody tells of a change in another’s name',
    file: trail,
    find: 'by_partner = $',
    replace: 'true or by_partner = $',
    test: withheld,
  },
  {
    name: 'idempotency keys are their partner’s',
    file: trail,
    find: 'const mine = `partner',
    replace: 'const mine = `true or partner',
    test: withheld,
  },
  {
    name: 'revisions keep values that their reader may not have',
    file: 'subgraphs/kit/write/trail-fields.ts',
    find: 'if (!owns && (guarded.has(field) || isDerived(entity, field))) return null;',
    replace: '',
    test: withheld,
  },
  {
    name: 'revisions keep ids of withheld records, from the owner too',
    file: 'subgraphs/kit/write/told-ids.ts',
    find: 'all.every((one) => one === true)',
    replace: 'all.length >= 0',
    test: withheld,
  },
  {
    name: 'a withheld reference is refused before anything is said of it',
    file: 'subgraphs/kit/write/create-records.ts',
    find: 'if (wrong !== undefined) throw unknownReference(wrong);',
    replace: '',
    test: governance,
  },
  {
    name: 'a refusal names no withheld record',
    file: 'subgraphs/governance/writes/check-zone-transition.ts',
    find: "advice: 'Give the scheme of the zone, or a zone of this scheme.'",
    replace: "advice: 'Give ' + String(zone['scheme_id'])",
    test: governance,
  },
];
