import type { Row } from '@entente/kit';
import pg from 'pg';
import type { Ask } from './asker.ts';
import type { CrashDomain } from './domains.ts';
import { partners } from './writers.ts';

/** A copy of what a partner sees, kept up by asking for what has changed. */
export interface Follower {
  /** Asks for all that has changed; stops where nobody answers. */
  readonly follow: () => Promise<void>;
  /** What the copy has otherwise than the outbox tells. */
  readonly differences: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

interface Changes {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const changes = (list: string) => `query($since: DateTime!, $after: String, $owner: [ID!]) {
  page: ${list}(changedSince: $since, after: $after, first: 500, orderBy: CHANGED_AT_ASC,
    filter: { owner: $owner }) {
    nodes { id revision changedAt } pageInfo { hasNextPage endCursor }
  }
}`;

/** Follows the records over the API, and the outbox by its numbers, both from the beginning. */
export function openFollower({ types }: CrashDomain, ask: Ask, url: string): Follower {
  const client = new pg.Pool({ connectionString: url, max: 1, application_name: 'test' });
  const copy = new Map<string, number>();
  const newest = new Map<string, string>();
  const events = new Map<string, number>();
  const told = { seq: '0' };
  /** As the guide says: cursors within what is told, and only at its end a new instant. */
  const followList = async (partner: string, list: string): Promise<void> => {
    const key = `${partner} ${list}`;
    const since = newest.get(key) ?? '1970-01-01T00:00:00Z';
    let last = since;
    for (let after: string | null = null, more = true; more; ) {
      const answer = await ask(partner, changes(list), { since, after, owner: [partner] });
      const page = (answer?.['data'] as { page: Changes | null } | null | undefined)?.page;
      if (page == null) return;
      for (const { id, revision } of page.nodes) copy.set(String(id), Number(revision));
      last = String(page.nodes.at(-1)?.['changedAt'] ?? last);
      ({ hasNextPage: more, endCursor: after } = page.pageInfo);
    }
    newest.set(key, last);
  };
  const followOutbox = async () => {
    const { rows } = await client.query(
      'select seq, record_id, revision from outbox where seq > $1 order by seq',
      [told.seq],
    );
    for (const { seq, record_id, revision } of rows) {
      told.seq = seq;
      events.set(record_id, revision);
    }
  };
  return {
    follow: async () => {
      await followOutbox();
      for (const partner of partners) {
        for (const { list } of types) await followList(partner, list);
      }
    },
    differences: async () => {
      const { rows } = await client.query(
        'select record_id, max(revision) as revision from outbox group by record_id',
      );
      const outbox = new Map(rows.map(({ record_id, revision }) => [record_id, revision]));
      return [...new Set([...outbox.keys(), ...copy.keys(), ...events.keys()])].flatMap((id) => {
        const [a, b, c] = [outbox.get(id), copy.get(id), events.get(id)];
        return a === b && a === c
          ? []
          : [`${id}: revision ${a} in the outbox, ${b} by changedSince, ${c} as it was followed`];
      });
    },
    close: () => client.end(),
  };
}
