import { callerPartner } from '../release-rule.ts';
import { seesRecord } from './sees-record.ts';

/** A table of the kit's with what follows `create policy "name" on "table"`. */
export interface TrailPolicies {
  readonly table: string;
  readonly policies: readonly { readonly name: string; readonly definition: string }[];
}

/** Roles, as they stand in SQL. */
export interface TrailRoles {
  readonly keeper: string;
  readonly serving: string;
  readonly writing: string;
}

/**
 * Policies of the kit's tables. What was done to a record is read by whom the record is released to,
 * and written by whom it is written.
 */
export function trailPolicies({ keeper, serving, writing }: TrailRoles): readonly TrailPolicies[] {
  const keep = {
    name: 'entente_keeper',
    definition: `for all to ${keeper} using (true) with check (true)`,
  };
  const read = {
    name: 'entente_release',
    definition: `for select to ${serving}, ${writing} using (${seesRecord})`,
  };
  const add = (condition: string) => ({
    name: 'entente_write',
    definition: `for insert to ${serving}, ${writing} with check (${condition})`,
  });
  const own = `by_partner = ${callerPartner} and ${seesRecord}`;
  const mine = `partner = ${callerPartner}`;
  return [
    { table: 'state_change', policies: [keep, read, add(own)] },
    { table: 'record_revision', policies: [keep, read, add(own)] },
    { table: 'outbox', policies: [keep, add(seesRecord)] },
    {
      table: 'idempotency',
      policies: [
        keep,
        {
          name: 'entente_write',
          definition: `for all to ${writing} using (${mine}) with check (${mine})`,
        },
      ],
    },
  ];
}
