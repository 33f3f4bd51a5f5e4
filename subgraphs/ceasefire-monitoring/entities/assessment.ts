import { defineEntity } from '@entente/kit';

export const assessment = defineEntity('Assessment', {
  relations: { 'Partner.assessments': 'byPartner' },
});
