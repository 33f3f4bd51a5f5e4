// Jest runs this once, before all tests.
import { openBroker } from './postgres-broker.ts';

export default openBroker;
