import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enginesUnderTest } from '../../differential/engines.ts';
import { createGraph, loadEngine } from '../../differential/graph.ts';
import { runHealthy } from '../../differential/run-healthy.ts';
import { type SubgraphServer, startSubgraphServer } from '../../differential/subgraph-server.ts';

interface Case {
  readonly title: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly query: string;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@requires", "@provides", "@external", "@shareable", "@override", "@interfaceObject", "@context", "@fromContext"])\n';

/** What each is about needs no other words than its schema's. */
const cases: readonly Case[] = [
  {
    title: 'a required field that itself requires a field of the asking subgraph',
    subgraphs: {
      a: 'type Thing @key(fields: "code") { code: ID! f2: [Boolean] f4: Boolean! @external f5: [Other!] @requires(fields: "f4") } type Other @key(fields: "id") { id: ID! }',
      b: 'type Query { b2: [Thing!] } type Thing @key(fields: "code") { code: ID! f2: [Boolean] @external f4: Boolean! @requires(fields: "f2") } type Other @key(fields: "id") { id: ID! note: String }',
    },
    query: '{ b2 { f5 { note } } }',
  },
  {
    title: 'a chain of three requirements through an object of the asking subgraph',
    subgraphs: {
      a: 'type Query { things: [Thing!] } type Thing @key(fields: "id nest { code }") { id: ID! nest: Nest! next: Thing f3: Float @external f5: String @requires(fields: "f3") } type Nest @shareable { code: ID! }',
      d: 'type Thing @key(fields: "id nest { code }") { id: ID! nest: Nest! f3: Float f4: [Value] } type Nest @shareable { code: ID! } type Value { label: String }',
      e: 'type Thing @key(fields: "id nest { code }") { id: ID! nest: Nest! f4: [Value] @external f5: String @external f6: Thing! @requires(fields: "f5 f4 { label }") } type Nest @shareable { code: ID! } type Value { label: String @external }',
    },
    query: '{ things { next { f6 { f5 } } } }',
  },
  {
    title: 'one type of an interface object that requires a field',
    subgraphs: {
      a: 'type Query { kinds: [Kind] } interface Kind @key(fields: "id") { id: ID! base: String } type A implements Kind @key(fields: "id") { id: ID! base: String } type B implements Kind @key(fields: "id") { id: ID! base: String }',
      b: 'type Query { kind: Kind } type Kind @key(fields: "id") @interfaceObject { id: ID! base: String @external from: String @requires(fields: "base") stand: Int link: Kind }',
    },
    query:
      '{ kinds { base stand ... on B { from } } kind { __typename stand link { ... on A { from base } } } }',
  },
  {
    title: 'objects of a union below fields of a union, nothing but their type asked',
    subgraphs: {
      a: 'type Query { a2: Thing } union Any = Thing | Value type Thing @key(fields: "id") { id: ID! f1: Any f2: [Any] f3: [Any] } type Value { n: Int }',
      b: 'type Thing @key(fields: "id") { id: ID! f5: String label: String }',
    },
    query:
      '{ a2 { f1 { ... on Thing { f3 { ... on Thing { f3 { ... on Thing { f5 label } } f2 { __typename } } } } } } }',
  },
  {
    title: 'one field required with different arguments, and asked by the client',
    subgraphs: {
      a: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! next(n: Int): Thing! use(year: Int): Int }',
      b: 'type Thing @key(fields: "id") { id: ID! next(n: Int): Thing! @external use(year: Int): Int @external f1: Int @requires(fields: "use(year: 1) next(n: 1) { id }") f2: Int @requires(fields: "use(year: 2) next { id }") }',
    },
    query: '{ thing { f1 f2 use(year: 3) next(n: 4) { f2 } } }',
  },
  {
    title: 'one field required with different arguments by two fields of the same entities',
    subgraphs: {
      a: 'type Query { thing: Thing! } type Thing @key(fields: "id") { id: ID! f1(size: Int): [[Float]] @external f2: [Thing!] f3: [Int!] @requires(fields: "f1(size: 7)") f4: Noted! @requires(fields: "f1(size: 1)") } interface Noted { note: String } type Value implements Noted { note: String }',
      c: 'type Thing @key(fields: "id") { id: ID! f1(size: Int): [[Float]] }',
    },
    query: '{ thing { f2 { f3 f4 { note } } } }',
  },
  {
    title: 'keys that are found by other keys, and one that resolves nothing',
    subgraphs: {
      a: 'type Query { thing: Thing } type Thing @key(fields: "id", resolvable: false) { id: ID! }',
      b: 'type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: Int! }',
      c: 'type Thing @key(fields: "code") @key(fields: "owner { name }") { code: Int! owner: Owner! } type Owner @shareable { name: ID! }',
      d: 'type Thing @key(fields: "owner { name }") { owner: Owner! weight: Int } type Owner @shareable { name: ID! }',
    },
    query: '{ thing { weight } }',
  },
  {
    title: 'an object without a key whose parts are in different subgraphs',
    subgraphs: {
      a: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! split: [Split] @shareable } type Split { a: Int }',
      b: 'type Thing @key(fields: "id") { id: ID! split: [Split] @shareable } type Split { b: Int }',
    },
    query: '{ thing { split { b a } } }',
  },
  {
    title: 'types of a union with fields that are nullable in one of them',
    subgraphs: {
      a: 'type Query { any: [Any] } union Any = A | B type A @key(fields: "id") { id: ID! f: Int! @shareable in: A! @shareable } type B @key(fields: "id") { id: ID! f: Int in: A }',
      b: 'type A @key(fields: "id") { id: ID! f: Int @shareable in: A @shareable g: Int }',
    },
    query: '{ any { ... on A { f in { g } } ... on B { f in { g } } } }',
  },
  {
    title: 'types that one subgraph does not have in a union',
    subgraphs: {
      a: 'type Query { any: [Any] @shareable } union Any = A | B type A @shareable { f: Int } type B { f: Int }',
      b: 'type Query { any: [Any] @shareable } union Any = A type A @shareable { f: Int }',
    },
    query: '{ any { __typename ... on A { f } ... on B { f } } }',
  },
  {
    title: 'what is provided on one way alone',
    subgraphs: {
      a: 'type Query { near: Thing @provides(fields: "name") far: Thing } type Thing @key(fields: "id") { id: ID! name: String @external }',
      b: 'type Thing @key(fields: "id") { id: ID! name: String @shareable }',
    },
    query: '{ near { name } far { name } }',
  },
  {
    title: 'what is provided for objects, and not for those below them',
    subgraphs: {
      a: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! f3: Int f4: [Thing]! @provides(fields: "f2") f2: Int @external f5: Thing @requires(fields: "f2") }',
      b: 'type Thing @key(fields: "id") { id: ID! f2: Int @shareable f3: Int @external f5: Thing @external f6: Int! @requires(fields: "f3 f5 { id }") }',
    },
    query: '{ thing { f4 { f5 { f6 } } } }',
  },
  {
    title: 'fields that a label moves, or does not',
    subgraphs: {
      a: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! f: Int g: Int n: Int @requires(fields: "m") m: Int @external }',
      b: 'type Thing @key(fields: "id") { id: ID! m: Int f: Int @override(from: "a", label: "percent(0)") g: Int @override(from: "a", label: "percent(100)") }',
    },
    query: '{ thing { f g n } }',
  },
  {
    title: 'root fields of a nested query',
    subgraphs: {
      a: 'type Query { hubs: [Hub] } type Hub { query: Query }',
      b: 'schema { query: Root } type Root { count: Int }',
    },
    query: '{ hubs { query { count hubs { query { t: __typename count } } } } }',
  },
  {
    title: 'a mutation that several subgraphs have runs once, and the next after it',
    subgraphs: {
      a: 'type Query { a: Int } type Mutation { add: Thing! @shareable } type Thing @key(fields: "id") { id: ID! a: Int }',
      b: 'type Mutation { add: Thing! @shareable close: Thing } type Thing @key(fields: "id") { id: ID! b: Int }',
    },
    query: 'mutation { close { a } add { a b } again: add { b } }',
  },
  {
    title: 'a context of a field that another subgraph has, which requires something',
    subgraphs: {
      a: 'type Query { camps: [Camp!] } type Camp @key(fields: "id") @context(name: "camp") { id: ID! lang: String @external wards: [Ward!] } type Ward @key(fields: "id") { id: ID! sign(size: Int, lang: String @fromContext(field: "$camp { lang }")): String next: [Ward!] }',
      b: 'type Camp @key(fields: "id") { id: ID! lang: String @requires(fields: "from") from: Int @external }',
      c: 'type Camp @key(fields: "id") { id: ID! from: Int }',
    },
    query: '{ camps { wards { sign again: sign(size: 2) next { next { sign } } } } }',
  },
  {
    title:
      'the nearest of several contexts, whose values are parts and stand under types of a union',
    subgraphs: {
      a: 'type Query { tops: [Top] } union Top = Camp | Site type Camp @key(fields: "id") @context(name: "around") { id: ID! part: Part! inner: [Ward] site: Site } type Part { lang: String! } type Site @key(fields: "id") @context(name: "around") { id: ID! lang: String between: Between } type Between { wards: [Ward] } type Ward @key(fields: "id") { id: ID! sign(lang: String @fromContext(field: "$around ... on Camp { part { lang } } ... on Site { lang }")): String! }',
      b: 'type Ward @key(fields: "id") { id: ID! beside: Int }',
    },
    query:
      '{ tops { ... on Camp { inner { sign beside } site { between { wards { sign } } } } ... on Site { between { wards { sign lang: beside } } } } }',
  },
  {
    title: 'objects behind a field that takes a value from a context, the variable taken already',
    subgraphs: {
      a: 'type Query { camp(n: Int): Camp } type Camp @key(fields: "id") @context(name: "camp") { id: ID! lang: Int ward: Ward } type Ward @key(fields: "id") { id: ID! sign(lang: Int @fromContext(field: "$camp { lang }")): Sign tag(of: Int @fromContext(field: "$camp { lang }"), n: Int = 1): Int } type Sign @key(fields: "id") { id: ID! text: String }',
      b: 'type Sign @key(fields: "id") { id: ID! colour: Int }',
    },
    query:
      'query ($context0: Int = 3) { camp(n: $context0) { ward { tag(n: $context0) sign { text colour } } } }',
  },
];

describe('what the staged planner plans is answered as by one schema', () => {
  let server: SubgraphServer;
  beforeAll(async () => {
    server = await startSubgraphServer();
  });
  afterAll(() => server.close());

  it.each(cases.flatMap((one) => ['hub-staged', 'hub'].map((name) => [name, one.title, one])))(
    '%s: %s',
    async (name, _, one) => {
      const { subgraphs, query } = one as Case;
      const sdls = Object.entries(subgraphs).map(([key, sdl]) => ({ name: key, sdl: link + sdl }));
      const under = enginesUnderTest.find((engine) => engine.name === name);
      for (const seed of [1, 2, 3, 4]) {
        const graph = createGraph(sdls, seed, server);
        if (under === undefined || graph === undefined) throw new Error('the case can be run');
        const engine = await loadEngine(under, graph.supergraph);
        if ('refused' in engine) throw new Error(engine.refused);
        expect(await runHealthy(graph, engine, { query, variables: {} })).toBeUndefined();
        graph.close();
      }
    },
  );
});
