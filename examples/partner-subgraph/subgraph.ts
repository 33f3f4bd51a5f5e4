import { defineEntity, defineSubgraph, readContract } from '@entente/kit';
import { exerciseHospitals } from './facts/exercise-hospitals.ts';
import { tables } from './migrations/001-tables.ts';

/** Field hospitals, and the hospitals of a place as a field of the hub's `Place`. */
export const fieldHospitals = defineSubgraph({
  name: 'field-hospitals',
  contract: readContract(new URL('./field-hospitals.graphql', import.meta.url)),
  migrations: { '001_tables': tables },
  entities: [defineEntity('FieldHospital')],
  facts: (mode) => (mode === 'exercise' ? { field_hospital: exerciseHospitals } : {}),
});
