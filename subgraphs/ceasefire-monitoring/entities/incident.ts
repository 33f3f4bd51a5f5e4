import { defineEntity } from '@entente/kit';

/**
 * Looks at the assessments of one incident through the index `assessment_disagreement`: two
 * findings that contradict each other, or two parties held responsible.
 */
const assessmentsDisagree = `(
  select count(distinct a.finding) filter (where a.finding <> 'INCONCLUSIVE') > 1
    or count(distinct a.attributed_to) > 1
  from assessment a where a.incident_id = t.id and a.withdrawn_at is null)`;

export const incident = defineEntity('Incident', {
  computed: {
    verifiedAt: `case when t.standing = 'VERIFIED' then t.decided_at end`,
    hoursToDecision: '(extract(epoch from t.decided_at - t.opened_at) / 3600)::double precision',
    assessmentsDisagree,
  },
  relations: {
    'Zone.incidentSeries': { by: 'place', from: 'placeCodes' },
    // Duplicates are those that say so; groups are those that hold the report without owning it.
    'IncidentReport.groupedInto': {
      reads: ['id'],
      match: `t.groups_others and t.reports_of_others_id @> array[p.key ->> 'id']`,
    },
  },
});
