import { loadApolloEngine } from '../../gateway/execute/apollo-engine.ts';
import { loadHubEngine } from '../../gateway/hub-engine.ts';
import type { EngineUnderTest } from './graph.ts';

/** The default first: it must agree everywhere. The others have known defects. */
export const enginesUnderTest: readonly EngineUnderTest[] = Object.freeze([
  { name: 'hub', load: loadHubEngine },
  { name: 'hub-native', load: loadHubEngine, planner: 'native' },
  { name: 'hub-apollo', load: loadHubEngine, planner: 'apollo' },
  { name: 'hub-staged', load: loadHubEngine, planner: 'staged' },
  { name: 'stock', load: loadApolloEngine },
]);
