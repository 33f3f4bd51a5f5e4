// Jest runs this once, after all tests.
import { closeBroker } from './postgres-broker.ts';

export default closeBroker;
