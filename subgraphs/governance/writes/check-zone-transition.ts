import { type Check, type Checked, type Problem, type Row, sql } from '@entente/kit';
import { endsAfter, notToCome } from './days.ts';
import { frozen } from './frozen.ts';
import { schemeOf } from './scheme-of.ts';

/** What partners endorsed. */
const endorsed = {
  scheme: 'scheme_id',
  zone: 'zone_id',
  fromClass: 'from_class',
  toClass: 'to_class',
  criteria: 'criteria',
};
const afterwards = ['ENDORSED', 'IN_EFFECT', 'REVERTED'];

/** A conversion goes along a path of its scheme, from the class that the zone is in. */
export const checkZoneTransition: Check = async (checked) => {
  const { row, before, at } = checked;
  const moved = (...columns: string[]) => columns.some((name) => row[name] !== before?.[name]);
  return [
    ...(moved('scheme_id', 'zone_id', 'from_class', 'to_class') ? await path(checked) : []),
    ...criteria(row),
    ...frozen(row, before, afterwards, endorsed),
    ...(moved('state') && row['state'] === 'ENDORSED' ? await endorsement(checked) : []),
    ...notToCome(row, 'proposed_on', 'proposedOn', at),
    ...endsAfter(row, 'in_effect_from', 'reverted_on', 'revertedOn'),
  ];
};

async function path({ row, db }: Checked): Promise<readonly Problem[]> {
  const { rows } = await sql<Row>`
    select scheme_id, class_code from zone where id = ${row['zone_id']}`.execute(db);
  const [zone] = rows;
  // A zone that cannot be read is refused as a reference, with the same words as an unknown id.
  if (zone === undefined) return [];
  if (zone['scheme_id'] !== row['scheme_id']) {
    return [
      {
        field: 'scheme',
        message: 'The zone is drawn after another scheme.',
        // Which one, the caller may not know: it can be withheld.
        advice: 'Give the scheme of the zone, or a zone of this scheme.',
      },
    ];
  }
  if (zone['class_code'] !== row['from_class']) {
    return [
      {
        field: 'fromClass',
        message: `The zone is in class ${zone['class_code']}.`,
        advice: 'Give the class that the zone is in.',
      },
    ];
  }
  const { paths } = await schemeOf(db, row['scheme_id']);
  const open = paths.filter(({ from }) => from === row['from_class']).map(({ to }) => to);
  if (open.includes(row['to_class'])) return [];
  return [
    {
      field: 'toClass',
      message: `The scheme has no path from ${row['from_class']} to ${row['to_class']}.`,
      advice: `Its paths from there lead to: ${open.join(', ') || 'nowhere'}.`,
    },
  ];
}

function criteria(row: Row): readonly Problem[] {
  const list = (row['criteria'] ?? []) as readonly Row[];
  const codes = new Set(list.map(({ code }) => code));
  if (codes.size < list.length) {
    return [
      {
        field: 'criteria.code',
        message: 'Two criteria have the same code.',
        advice: 'Give each criterion a code of its own.',
      },
    ];
  }
  const remaining = list.filter(({ status }) => status !== 'MET').map(({ code }) => code);
  if (row['state'] === 'PROPOSED' || remaining.length === 0) return [];
  return [
    {
      field: 'criteria',
      message: `Criteria are not MET: ${remaining.join(', ')}.`,
      advice: 'Give all criteria as they stand once every one is MET.',
    },
  ];
}

/** The last word of each partner counts, and the owner's own does not. Objections stay published. */
async function endorsement({ row, db }: Checked): Promise<readonly Problem[]> {
  const { rows } = await sql`
    select from (
      select distinct on (owner_code) verdict from transition_endorsement
      where transition_id = ${row['id']} and owner_code <> ${row['owner_code']}
        and withdrawn_at is null
      order by owner_code, stated_on desc, changed_at desc
    ) as last where verdict = 'ENDORSED' limit 1`.execute(db);
  if (rows.length > 0) return [];
  return [
    {
      field: null,
      message: 'No other partner endorses the conversion.',
      advice: 'Another partner says so with `endorseTransition`, released to you.',
    },
  ];
}
