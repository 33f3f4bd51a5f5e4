import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { parse, print, visit } from 'graphql';
import { bytesPerCharacter, createDocumentStore } from '../../gateway/admit/document-store.ts';
import { createRecordings, type Recording } from '../../gateway/execute/recordings.ts';
import { createSharing } from '../../gateway/execute/sharing.ts';
import { createTally } from '../../gateway/metrics/tally.ts';
import { startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder } from '../support/hub-folder.ts';
import { readMetrics } from '../support/read-metrics.ts';
import { startTestGateway, until } from '../support/test-gateway.ts';

/** 100 bytes with a key of one character. */
const recording: Recording = {
  requests: ['r'.repeat(20)],
  answers: [Buffer.alloc(30)],
  text: 't'.repeat(49),
  until: Number.POSITIVE_INFINITY,
};

describe('recordings', () => {
  it('stay within their bytes: the least recently used go first', () => {
    const recordings = createRecordings(400);
    for (const key of ['a', 'b', 'c', 'd']) recordings.set(key, recording);
    expect(recordings.stats()[0]).toMatchObject({ entries: 4, bytes: 400, maxBytes: 400 });
    recordings.get('a');
    recordings.set('e', recording);
    expect(recordings.stats()[0]).toMatchObject({ entries: 4, bytes: 400 });
    expect(recordings.get('b')).toBeUndefined();
    for (const key of ['a', 'c', 'd', 'e']) expect(recordings.get(key)).toBe(recording);
  });

  it('count what is recorded anew once', () => {
    const recordings = createRecordings(400);
    for (let i = 0; i < 10; i += 1) recordings.set('a', recording);
    expect(recordings.stats()[0]).toMatchObject({ entries: 1, bytes: 100 });
  });

  it('take nothing that would drive out most others', () => {
    const recordings = createRecordings(400);
    recordings.set('a', recording);
    recordings.set('b', { ...recording, text: 't'.repeat(50) });
    expect(recordings.get('b')).toBeUndefined();
    expect(recordings.get('a')).toBe(recording);
  });

  it('remember a bounded number of keys as seen', () => {
    const recordings = createRecordings(400);
    const seen = () => recordings.stats()[1]?.entries ?? Number.NaN;
    const limit = recordings.stats()[1]?.maxEntries ?? Number.NaN;
    for (let i = 0; i < limit; i += 1) expect(recordings.isRepeated(String(i))).toBe(false);
    expect(seen()).toBe(limit);
    expect(recordings.isRepeated('0')).toBe(true);
    recordings.isRepeated('one more');
    expect(seen()).toBeLessThanOrEqual(limit);
  });
});

describe('documents', () => {
  const text = '{ a { b c } d }';
  const bytes = bytesPerCharacter * text.length;

  it('stay within their bytes: the least recently used go first', async () => {
    const documents = createDocumentStore(4 * bytes);
    for (const key of ['a', 'b', 'c', 'd']) await documents.set(key, parse(text));
    await documents.get('a');
    const last = parse(text);
    await documents.set('e', last);
    expect(documents.stats()).toMatchObject({ entries: 4, bytes: 4 * bytes });
    expect(await documents.get('b')).toBeUndefined();
    expect(await documents.get('e')).toBe(last);
    await documents.delete('a');
    expect(documents.stats()).toMatchObject({ entries: 3, bytes: 3 * bytes });
  });

  it('keep what they say and not where in the text it stood', async () => {
    const documents = createDocumentStore();
    const document = parse(
      `query Q($a: Int = 1) { a(a: $a) { ...F } } fragment F on A { b @skip(if: true) }`,
    );
    const said = print(document);
    await documents.set('a', document);
    expect(print((await documents.get('a')) ?? document)).toBe(said);
    visit(document, { enter: ({ loc }) => expect(loc).toBeUndefined() });
  });
});

describe('shared work', () => {
  it('is kept for as long as it takes, whether it succeeds or not', async () => {
    const sharing = createSharing<string>();
    const works = Array.from({ length: 100 }, () => Promise.withResolvers<string>());
    const joined = works.map(({ promise }, i) =>
      sharing.join(String(i), undefined, () => promise).catch(() => 'failed'),
    );
    expect(sharing.size()).toBe(100);
    for (const [i, { resolve, reject }] of works.entries()) {
      if (i % 2 === 0) resolve('done');
      else reject(new Error('not done'));
    }
    await Promise.all(joined);
    expect(sharing.size()).toBe(0);
  });

  it('is let go of with the last of those who want it', () => {
    const sharing = createSharing<string>();
    const clients = [new AbortController(), new AbortController()];
    for (const { signal } of clients) {
      void sharing.join('work', signal, () => new Promise(() => undefined));
    }
    clients[0]?.abort();
    expect(sharing.size()).toBe(1);
    clients[1]?.abort();
    expect(sharing.size()).toBe(0);
  });
});

describe('programs', () => {
  it('are kept for 64 sets of conditions of an operation', async () => {
    const sdl =
      'type Query { a: String b: String c: String d: String e: String f: String g: String }';
    const letters = [...'abcdefg'];
    const subgraph = await startFixtureSubgraph({ sdl });
    const folder = await createHubFolder([{ name: 'letters', url: subgraph.url, sdl }]);
    const gateway = await startTestGateway({ source: { kind: 'hub', path: folder.path } });
    const query = `query (${letters.map((letter) => `$${letter}: Boolean!`).join(' ')}) {
      __typename ${letters.map((letter) => `${letter} @include(if: $${letter})`).join(' ')}
    }`;
    const ask = (set: number) =>
      gateway.query(
        query,
        Object.fromEntries(letters.map((letter, i) => [letter, ((set >> i) & 1) === 1])),
      );
    const counts = async () => {
      const metrics = await readMetrics(gateway.origin);
      return {
        kept: metrics.get('entente_cache_entries{cache="programs"}'),
        planned: metrics.get('entente_planner_calls_total'),
      };
    };
    try {
      for (let set = 1; set <= 70; set += 1) expect(await ask(set)).toMatchObject({ status: 200 });
      expect(await counts()).toEqual({ kept: 64, planned: 70 });
      await ask(64);
      expect(await counts()).toEqual({ kept: 64, planned: 70 });
      expect(await ask(65)).toMatchObject({ data: { __typename: 'Query', a: null, g: null } });
      expect(await counts()).toEqual({ kept: 64, planned: 71 });
    } finally {
      await gateway.close();
      await Promise.all([subgraph.close(), folder.remove()]);
    }
  });

  it('are counted until their operation is forgotten', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const tally = createTally();
    const kept = {};
    tally.of(kept)(2);
    tally.of({})(3);
    expect(tally.total()).toBe(5);
    await until(() => {
      collectGarbage();
      return tally.total() < 5;
    });
    expect(tally.total()).toBe(2);
    expect(kept).toEqual({});
  });
});
