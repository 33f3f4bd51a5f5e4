import type { Embargo } from './entity.ts';
import { visibilitySettings } from './visibility-settings.ts';

/** Groups that every partner, or every active one, is in. */
export const everyone = ['PUBLIC', 'PARTNERS'] as const;

/**
 * SQL: to whom the record is released at present. While it is under embargo, to its owner and to
 * the partners that it names, as far as its marking lets them see it: never to more than that.
 *
 * Columns stand without a table: the text holds in a policy and in a statement over one table.
 */
export function releasableTo(embargo?: Embargo): string {
  if (embargo === undefined) return 'marking_releasable_to';
  const open = textArray(everyone);
  const named = embargo.exceptFor.map(
    (column) => `case when marking_releasable_to && (${open} || ${column}) then ${column} end`,
  );
  return `case when now() >= (${embargo.until}) then marking_releasable_to
    else array_remove(array[${['owner_code', ...named].join(', ')}], null) end`;
}

/**
 * SQL: whether a record is released to whom the settings name. The hub's release rule, as the
 * gateway holds it too (`docs/markings.md`).
 *
 * @param types record types that stand in the table: the agreement must cover them all
 */
export function isReleased(types: readonly string[], embargo?: Embargo): string {
  const { audience, purpose } = visibilitySettings;
  const list = types.length === 0 ? '' : ` or a -> 'types' ?& ${textArray(types)}`;
  // As a CASE, PostgreSQL expects half of the rows to pass. Of the bare conditions it expects nearly
  // none to, and then reads and sorts whole parents where the first few rows of an index would do.
  return `case when ${isOwn} then true else marking_originator = owner_code
    and marking_policy_id = any (array(
      select a ->> 'id'
      from jsonb_array_elements(${setting('agreements')}::jsonb) as a
      where a -> 'types' = 'null'::jsonb${list}))
    and (marking_review_at is null or now() < marking_review_at)
    and (${releasableTo(embargo)}) && (select ${settingOf(audience)}::text[])
    and not (marking_excluded && (select ${settingOf(audience)}::text[]))
    and (select ${settingOf(purpose)}) = any (marking_purposes) end`;
}

/** SQL: the partner that the settings name. */
export const callerPartner = `(select ${settingOf(visibilitySettings.partner)})`;

/** SQL: whether the record is that of whom the settings name, and marked by it. */
export const isOwn = `(marking_originator = owner_code and marking_policy_id is not null
    and owner_code = ${callerPartner})`;

/** SQL: the label is whole, and in the words of the contract, or there is none. */
export const isWholeMarking = `case when marking_policy_id is null
  then num_nonnulls(marking_classification, marking_sensitivity, marking_tlp, marking_originator,
    marking_releasable_to, marking_excluded, marking_purposes, marking_created_at) = 0
  else num_nulls(marking_classification, marking_sensitivity, marking_tlp, marking_originator,
    marking_releasable_to, marking_excluded, marking_purposes, marking_created_at) = 0
    and marking_classification in ('UNCLASSIFIED', 'RESTRICTED_SHARING')
    and marking_sensitivity in ('LOW', 'MODERATE', 'HIGH')
    and marking_tlp in ('CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT')
    and marking_purposes <@ array['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO']
  end`;

function setting(name: keyof typeof visibilitySettings): string {
  return settingOf(visibilitySettings[name]);
}

/** Of a setting that its transaction did not make, PostgreSQL may give an empty text. */
function settingOf(name: string): string {
  return `nullif(current_setting('${name}', true), '')`;
}

function textArray(values: readonly string[]): string {
  return `array[${values.map((value) => `'${value}'`).join(', ')}]`;
}
