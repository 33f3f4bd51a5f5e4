import { defineEntity } from '@entente/kit';

/** An old report of a facility's function says nothing about today. */
export const currentFunction =
  "case when t.valid_until <= now() then 'UNKNOWN' else t.function end";

const facility = defineEntity('Facility', { computed: { function: currentFunction } });

/** Everything else stands as the contract says. */
export const entities = [
  facility,
  defineEntity('DamageAssessment'),
  defineEntity('Project'),
  defineEntity('ProjectOverlap', { relations: { 'Project.overlaps': 'project' } }),
  defineEntity('MaterialRequest'),
  defineEntity('ServiceOutput'),
  defineEntity('DebrisTask'),
  defineEntity('HazardSurvey'),
];
