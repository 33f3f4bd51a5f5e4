import {
  defineMutation,
  markingInputOf,
  type Row,
  refusal,
  sql,
  type WriteContext,
} from '@entente/kit';
import { issuers } from './roles.ts';

interface CancelArguments {
  readonly id: string;
  readonly reason: string;
  readonly expectedRevision: number;
}

/** What a cancellation has in common with the alert that it ends. */
const copied = [
  ...['sender', 'status', 'scope', 'restriction', 'incident_id', 'categories', 'event'],
  ...['response_types', 'urgency', 'severity', 'certainty', 'headline', 'instruction'],
  ...['onset', 'effective_to', 'area_desc', 'places_pcode', 'source_id'],
];

export const cancelAlert = defineMutation('cancelAlert', {
  roles: issuers,
  handle: async (write, { id, reason, expectedRevision }: CancelArguments) => {
    const { stored } = await write.lock('Alert', id, expectedRevision);
    await requireStanding(write, stored);
    const input = { msgType: 'CANCEL', references: [id], description: { en: reason } };
    const values = Object.fromEntries(copied.map((column) => [column, stored[column]]));
    // The cancellation goes to whom the alert went.
    const marking = markingInputOf(stored);
    const alert = await write.create('Alert', input, { marking, values });
    return { alert };
  },
});

/** Not ended already, by its own time or by a later alert, whoever was faster. */
async function requireStanding({ db }: WriteContext, { id, ...alert }: Row): Promise<void> {
  const { rows } = await sql<{ ended: boolean }>`
    select ${alert['effective_to']}::timestamptz <= clock_timestamp() or exists (
      select from alert where "references" @> array[${id}] and owner_code = ${alert['owner_code']}
        and msg_type in ('UPDATE', 'CANCEL')) as ended`.execute(db);
  const holds = alert['msg_type'] === 'ALERT' || alert['msg_type'] === 'UPDATE';
  if (holds && rows[0]?.ended === false) return;
  throw refusal('TRANSITION_NOT_ALLOWED', `${String(id)} is no alert in force.`, { field: 'id' });
}
