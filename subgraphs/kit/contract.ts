import { readFileSync } from 'node:fs';
import { completeContract } from '../../schema/contract.ts';

const hubSdl = readFileSync(new URL('../../schema/hub.graphql', import.meta.url), 'utf8');

/**
 * Reads a contract (SDL) and completes it with the hub's own types and directives.
 *
 * @param file where the contract is, usually `new URL('./x.graphql', import.meta.url)`
 * @throws GraphQLError with the line where the file is not GraphQL
 */
export function readContract(file: URL): string {
  return completeContract(readFileSync(file, 'utf8'), hubSdl);
}
