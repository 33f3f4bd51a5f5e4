import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyBaseLogger } from 'fastify';
import type { RequestContext } from '../http/request-context.ts';
import { errorCode } from './mask-error.ts';

/** Logs in full what clients see masked, and gives both the request's id. */
export function reportErrors(log: FastifyBaseLogger): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue: { requestId } }) => {
        for (const error of errors) {
          // What a subgraph reported was logged where it came in.
          const reported = typeof error.extensions['subgraph'] === 'string';
          if (reported || errorCode(error.extensions['code']) !== 'INTERNAL_SERVER_ERROR') continue;
          const cause = error.originalError ?? error;
          log.error({ requestId, path: error.path, err: cause }, 'a request met a defect');
        }
      },
      willSendResponse: async ({ response, contextValue: { requestId } }) => {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        if (singleResult.errors === undefined) return;
        singleResult.errors = singleResult.errors.map((error) =>
          error.extensions?.['code'] === 'INTERNAL_SERVER_ERROR'
            ? { ...error, extensions: { ...error.extensions, requestId } }
            : error,
        );
      },
    }),
  };
}
