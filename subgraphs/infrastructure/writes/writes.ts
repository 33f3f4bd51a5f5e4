import { defineWrites } from '@entente/kit';
import { facilityStates } from '../states/facility.ts';
import { hazardSurveyStates } from '../states/hazard-survey.ts';
import { materialRequestStates } from '../states/material-request.ts';
import { projectStates } from '../states/project.ts';
import { checkDamageAssessment } from './check-damage-assessment.ts';
import { checkDebrisTask } from './check-debris-task.ts';
import { checkFacility } from './check-facility.ts';
import { checkHazardSurvey } from './check-hazard-survey.ts';
import { checkMaterialRequest } from './check-material-request.ts';
import { checkProject } from './check-project.ts';
import { units } from './units.ts';

const roles = ['reporter'];

/** How the records of this subgraph are written; what is not here is only imported. */
export const writes = [
  defineWrites('Facility', {
    create: {
      field: 'reportFacility',
      roles,
      defaults: (_input, { at }) => ({ functionChangedAt: at }),
    },
    advance: { field: 'reportFacilityFunction', states: facilityStates },
    correct: { field: 'correctFacility', roles },
    withdraw: { field: 'withdrawFacility', roles },
    check: checkFacility,
  }),
  defineWrites('DamageAssessment', {
    create: { field: 'publishDamageAssessment', roles },
    correct: { field: 'correctDamageAssessment', roles },
    withdraw: { field: 'withdrawDamageAssessment', roles },
    check: checkDamageAssessment,
  }),
  defineWrites('Project', {
    create: { field: 'registerProject', roles },
    advance: { field: 'advanceProject', states: projectStates },
    changes: [{ field: 'updateProgress', roles }],
    correct: { field: 'correctProject', roles },
    withdraw: { field: 'withdrawProject', roles },
    check: checkProject,
  }),
  defineWrites('MaterialRequest', {
    create: { field: 'requestMaterial', roles },
    advance: {
      states: materialRequestStates,
      fields: {
        decideMaterial: ['CLEARED', 'DENIED'],
        advanceMaterial: ['ENTERED', 'CONSUMED', 'AUDITED'],
      },
    },
    correct: { field: 'correctMaterialRequest', roles },
    withdraw: { field: 'withdrawMaterialRequest', roles },
    check: checkMaterialRequest,
    limits: { quantity: { min: Number.MIN_VALUE }, unit: { oneOf: units } },
  }),
  defineWrites('ServiceOutput', {
    create: { field: 'reportServiceOutput', roles, bulk: 'reportServiceOutputs' },
    correct: { field: 'correctServiceOutput', roles },
    withdraw: { field: 'withdrawServiceOutput', roles },
    limits: { gridHoursPerDay: { max: 24 } },
  }),
  defineWrites('DebrisTask', {
    create: { field: 'reportDebrisTask', roles },
    changes: [{ field: 'reportDebrisRemoval', roles }],
    correct: { field: 'correctDebrisTask', roles },
    withdraw: { field: 'withdrawDebrisTask', roles },
    check: checkDebrisTask,
  }),
  defineWrites('HazardSurvey', {
    create: { field: 'reportHazardSurvey', roles },
    advance: { field: 'advanceHazardSurvey', states: hazardSurveyStates },
    correct: { field: 'correctHazardSurvey', roles },
    withdraw: { field: 'withdrawHazardSurvey', roles },
    check: checkHazardSurvey,
    limits: { areaHectares: { min: Number.MIN_VALUE } },
  }),
];
