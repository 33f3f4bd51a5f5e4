import type { TableRows } from '@entente/kit';
import { damageAssessments } from './infrastructure/damage-assessments.ts';
import { debrisTasks } from './infrastructure/debris-tasks.ts';
import { facilities } from './infrastructure/facilities.ts';
import { hazardSurveys } from './infrastructure/hazard-surveys.ts';
import { materialRequests } from './infrastructure/material-requests.ts';
import { projects } from './infrastructure/projects.ts';
import { serviceOutputs } from './infrastructure/service-outputs.ts';
import type { World } from './world.ts';

/** All rows of the infrastructure subgraph for an exercise. */
export function generateInfrastructure(world: World): TableRows {
  const facility = facilities(world);
  const project = projects(world, facility);
  return {
    facility,
    damage_assessment: damageAssessments(world),
    project,
    material_request: materialRequests(world, project),
    service_output: serviceOutputs(world),
    debris_task: debrisTasks(world),
    hazard_survey: hazardSurveys(world, project),
  };
}
