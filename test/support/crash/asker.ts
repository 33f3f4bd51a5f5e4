import type { Row } from '@entente/kit';
import { Pool } from 'undici';
import type { TestSigner } from '../assertions.ts';
import { visibilityOf } from '../subgraph.ts';
import type { SubgraphProcess } from '../subgraph-process.ts';

/** Asks as a partner; null where nobody answers. */
export type Ask = (partner: string, query: string, variables: Row) => Promise<Row | null>;

export interface Asker {
  readonly ask: Ask;
  readonly close: () => Promise<void>;
}

/** Asks a subgraph's process as a gateway would, over up to so many connections. */
export function openAsker(
  target: SubgraphProcess,
  signer: TestSigner,
  provider: string,
  connections: number,
): Asker {
  const pool = new Pool(new URL(target.url).origin, { connections, pipelining: 1 });
  const assertion = assertions(signer, provider);
  return {
    ask: async (partner, query, variables) => {
      const headers = {
        'content-type': 'application/json',
        'x-entente-assertion': await assertion(partner),
      };
      const body = JSON.stringify({ query, variables });
      try {
        const answer = await pool.request({
          ...{ method: 'POST', path: '/graphql', headers, body },
          ...{ headersTimeout: 30_000, bodyTimeout: 30_000 },
        });
        return (await answer.body.json()) as Row;
      } catch {
        return null;
      }
    },
    close: () => pool.close(),
  };
}

/** Assertions as a gateway makes them: the same for half of their life. */
function assertions(signer: TestSigner, provider: string): (partner: string) => Promise<string> {
  const made = new Map<string, { readonly at: number; readonly text: Promise<string> }>();
  return (partner) => {
    const found = made.get(partner);
    if (found !== undefined && Date.now() - found.at < 30_000) return found.text;
    const roles = ['reporter', 'verifier', 'publisher'];
    const text = signer.sign(visibilityOf(partner, { roles, subject: 'writer' }), provider);
    made.set(partner, { at: Date.now(), text });
    return text;
  };
}
