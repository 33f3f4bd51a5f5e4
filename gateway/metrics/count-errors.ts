import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../http/request-context.ts';
import type { Counts } from './counts.ts';

/** Counts the errors that clients see. Their codes are those of the catalogue: a bounded set. */
export function countErrors(counts: Counts): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind !== 'single') return;
        for (const { extensions } of body.singleResult.errors ?? []) {
          counts.error(String(extensions?.['code']));
        }
      },
    }),
  };
}
