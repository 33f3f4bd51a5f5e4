import { type Checked, defineWrites, type Problem, type Row, sql } from '@entente/kit';
import { issuers } from './roles.ts';

/** What has been issued is not altered: an update or a cancellation is an alert of its own. */
export const alertWrites = defineWrites('Alert', {
  create: {
    field: 'issueAlert',
    roles: issuers,
    defaults: (_input, { at, mode }) => ({
      sent: at,
      effectiveFrom: at,
      status: mode === 'exercise' ? 'EXERCISE' : 'ACTUAL',
    }),
  },
  check: async (checked) => [
    ...alertProblems(checked),
    ...(await statusProblems(checked)),
    ...(await referenceProblems(checked)),
  ],
});

function alertProblems({ row, at }: Checked): readonly Problem[] {
  const instant = (column: string) => Date.parse(String(row[column]));
  const problems: Problem[] = [];
  if (row['restriction'] != null && row['scope'] !== 'RESTRICTED') {
    problems.push({
      field: 'restriction',
      message: 'Only the scope RESTRICTED has a restriction.',
    });
  }
  for (const [field, column] of [
    ['categories', 'categories'],
    ['places', 'places_pcode'],
  ] as const) {
    if (list(row, column).length === 0) {
      problems.push({ field, message: 'An alert has at least one.' });
    }
  }
  if (instant('effective_to') <= Math.max(instant('effective_from'), Date.parse(at))) {
    problems.push({
      field: 'effectiveTo',
      message: 'The alert would have ended before it begins.',
      advice: 'Give an instant after `effectiveFrom` that lies ahead.',
    });
  }
  return problems;
}

async function statusProblems({ row, db }: Checked): Promise<readonly Problem[]> {
  if (row['status'] === 'EXERCISE') return [];
  const { rows } = await sql`select from deployment where mode = 'exercise'`.execute(db);
  if (rows.length === 0) return [];
  return [{ field: 'status', message: 'Every alert of an exercise says EXERCISE.' }];
}

/** CAP 1.2, section 3.2.1: whom an update or a cancellation takes the place of. */
async function referenceProblems({ row, db, caller }: Checked): Promise<readonly Problem[]> {
  const ids = list(row, 'references');
  const type = String(row['msg_type']);
  const problem = (message: string) => [{ field: 'references', message }];
  if (type === 'ALERT') {
    return ids.length === 0 ? [] : problem('A first ALERT refers to none; use UPDATE.');
  }
  if (ids.length === 0) return problem(`An alert of the type ${type} refers to an earlier one.`);
  const { rows } = await sql<{ id: string; owner: string }>`
    select id, owner_code as owner from alert where id = any(${ids}::text[])`.execute(db);
  const owners = new Map(rows.map(({ id, owner }) => [id, owner]));
  const replaces = type === 'UPDATE' || type === 'CANCEL';
  const wrong = ids.find(
    (id) => !owners.has(id) || (replaces && owners.get(id) !== caller.partner),
  );
  if (wrong === undefined) return [];
  return problem(
    replaces
      ? `There is no alert ${wrong} of one's own to update or cancel.`
      : `There is no alert ${wrong} to refer to.`,
  );
}

function list(row: Row, column: string): readonly string[] {
  return (row[column] ?? []) as readonly string[];
}
