import { defineEntity } from '@entente/kit';

export const incidentReport = defineEntity('IncidentReport', {
  computed: { duplicate: 't.duplicate_of_id is not null' },
  relations: { 'Partner.incidentReports': 'reporter' },
});
