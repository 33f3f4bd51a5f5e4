import { defineEntity } from '@entente/kit';

export const incidentReport = defineEntity('IncidentReport', {
  computed: { duplicate: 't.duplicate_of_id is not null' },
  relations: {
    'Partner.incidentReports': 'reporter',
    // What their owners linked to the incident, and what its owner groups of others'.
    'Incident.reports': {
      reads: ['id'],
      match: `(t.incident_id = p.key ->> 'id' or t.id = any (array(
        select unnest(i.reports_of_others_id) from incident i where i.id = p.key ->> 'id')))`,
    },
  },
});
