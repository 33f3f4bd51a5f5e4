import type { GraphQLSchema } from 'graphql';
import { invariant } from '../../lib/invariant.ts';
import type { Engine, ServerGateway } from './engine.ts';

export interface EngineSwitch {
  readonly serverGateway: ServerGateway;
  /** New requests go to this engine from now on; those under way end where they began. */
  readonly use: (engine: Engine) => void;
}

/**
 * One Apollo Server over changing supergraphs. Apollo Server captures its schema once per request;
 * the executor finds the engine by that schema, so no request sees two graphs. Old engines are
 * held by the requests under way alone and collected with the last of them.
 */
export function createEngineSwitch(first: Engine): EngineSwitch {
  type Listener = Parameters<ServerGateway['onSchemaLoadOrUpdate']>[0];
  const engines = new WeakMap<GraphQLSchema, Engine>();
  const listeners = new Set<Listener>();
  let current = first;
  const announce = (listener: Listener): void =>
    listener({ apiSchema: current.apiSchema, coreSupergraphSdl: current.supergraph.sdl });
  const use = (engine: Engine): void => {
    current = engine;
    engines.set(engine.apiSchema, engine);
    for (const listener of listeners) announce(listener);
  };
  use(first);
  return {
    use,
    serverGateway: {
      onSchemaLoadOrUpdate: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      load: async () => {
        for (const listener of listeners) announce(listener);
        return {
          executor: (requestContext) => {
            const engine = engines.get(requestContext.schema);
            invariant(engine !== undefined, 'every announced schema has its engine');
            return engine.execute(requestContext);
          },
        };
      },
      stop: async () => listeners.clear(),
    },
  };
}
