import { releaseField } from '../../lib/release-text.ts';
import type { FieldModel, Model, ReferenceField, TypeModel } from './model.ts';

/** Root fields: each subgraph has some for every type that it knows. */
export interface RootField {
  readonly name: string;
  readonly type: string;
  readonly subgraph: string;
  readonly shape: 'lookup' | 'list' | 'connection' | 'change';
}

/** Owners have lookups, lists and connections; others have lists of references. */
export function rootFields({ types, subgraphs }: Model): readonly RootField[] {
  return types.flatMap(({ name, owner }): readonly RootField[] => {
    const low = name.toLowerCase();
    const others = subgraphs.filter((one) => one.name !== owner).slice(0, 1);
    return [
      { name: `${low}`, type: name, subgraph: owner, shape: 'lookup' },
      { name: `${low}s`, type: name, subgraph: owner, shape: 'list' },
      { name: `${low}Page`, type: name, subgraph: owner, shape: 'connection' },
      { name: `change${name}`, type: name, subgraph: owner, shape: 'change' },
      ...others.map(({ name: subgraph }): RootField => {
        return { name: `${low}Mentions`, type: name, subgraph, shape: 'list' };
      }),
    ];
  });
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11",
  import: ["@key", "@shareable", "@external", "@requires", "@inaccessible"])`;
const marking = `type Marking @shareable {
  policyId: String! originator: ID! releasableTo: [ID!]! excluded: [ID!]! purposes: [String!]!
  reviewAt: String
}
interface Marked { id: ID! marking: Marking }
type PageInfo @shareable { hasNextPage: Boolean! startCursor: String endCursor: String }`;

/** The SDL of one subgraph; undefined where it has nothing of its own. */
export function writeSdl(model: Model, subgraph: string): string {
  const known = new Set<string>();
  const pages = new Set<string>();
  const holders: string[] = [];
  const abstract = new Map<string, { kind: string; types: readonly string[] }>();
  const roots = rootFields(model).filter((root) => root.subgraph === subgraph);
  for (const root of roots) {
    known.add(root.type);
    if (root.shape === 'connection') pages.add(root.type);
  }
  for (const type of model.types) {
    if (type.owner === subgraph) known.add(type.name);
    for (const field of type.fields) {
      const external = field.kind === 'text' && field.subgraph === subgraph;
      if (field.subgraph !== subgraph) continue;
      known.add(type.name);
      if (external)
        for (const need of field.requires) {
          if (typeof need === 'string') continue;
          const reference = type.fields.find(({ name }) => name === need.reference);
          if (reference?.kind === 'reference') known.add(reference.target.name);
        }
      if (field.kind !== 'reference') continue;
      for (const name of field.target.types) known.add(name);
      if (field.target.kind !== 'object') abstract.set(field.target.name, field.target);
      if (field.shape === 'connection') pages.add(field.target.name);
      if (field.shape === 'holder') holders.push(holderOf(type, field));
    }
  }
  const thing = abstract.get('Thing') !== undefined;
  const types = model.types.filter(({ name }) => known.has(name));
  return [
    link,
    marking,
    ...types.map((type) => writeType(model, type, subgraph, thing)),
    ...holders,
    ...[...pages].map(
      (name) => `type ${name}Connection @shareable {
        edges: [${name}Edge] nodes: [${name}] pageInfo: PageInfo! totalCount: Int }
      type ${name}Edge @shareable { cursor: String! node: ${name} }`,
    ),
    ...[...abstract].map(([name, { kind, types: members }]) =>
      kind === 'union' ? `union ${name} = ${members.join(' | ')}` : `interface ${name} { id: ID! }`,
    ),
    `type Query { ping_${subgraph}: String\n${roots
      .filter(({ shape }) => shape !== 'change')
      .map(writeRoot)
      .join('\n')} }`,
    ...roots
      .filter(({ shape }) => shape === 'change')
      .map((root) => `extend type Mutation { ${writeRoot(root)} }`),
  ].join('\n');
}

export function holderName(type: string, field: string): string {
  return `${type}${field.toUpperCase()}Holder`;
}

function holderOf({ name }: TypeModel, { name: field, target }: ReferenceField): string {
  return `type ${holderName(name, field)} { label: String inner: ${target.name} inners: [${target.name}] }`;
}

function writeRoot({ name, type, shape }: RootField): string {
  switch (shape) {
    case 'lookup':
    case 'change':
      return `${name}(id: ID!): ${type}`;
    case 'list':
      return `${name}: [${type}]`;
    case 'connection':
      return `${name}: ${type}Connection`;
    default:
      return shape satisfies never;
  }
}

function writeType(model: Model, type: TypeModel, subgraph: string, thing: boolean): string {
  const owns = type.owner === subgraph;
  const lines = ['id: ID!'];
  if (owns && type.marked) lines.push('marking: Marking');
  if (owns && type.marked && type.asText) lines.push(`${releaseField}: String @inaccessible`);
  const externals = new Set<string>();
  for (const field of type.fields) {
    if (field.subgraph === subgraph) lines.push(writeField(type, field));
    if (field.kind !== 'text' || field.subgraph !== subgraph) continue;
    for (const need of field.requires) {
      externals.add(typeof need === 'string' ? need : need.reference);
    }
  }
  for (const other of model.types) {
    for (const field of other.fields) {
      if (field.kind !== 'text' || field.subgraph !== subgraph) continue;
      for (const need of field.requires) {
        if (typeof need === 'string') continue;
        const reference = other.fields.find(({ name }) => name === need.reference);
        if (reference?.kind === 'reference' && reference.target.name === type.name) {
          externals.add(need.text);
        }
      }
    }
  }
  for (const name of externals) {
    const field = type.fields.find((one) => one.name === name);
    if (field !== undefined && field.subgraph !== subgraph) {
      lines.push(`${writeField(type, { ...field, requires: [] } as FieldModel)} @external`);
    }
  }
  const interfaces = [...(owns && type.marked ? ['Marked'] : []), ...(thing ? ['Thing'] : [])];
  const implemented = interfaces.length === 0 ? '' : `implements ${interfaces.join(' & ')} `;
  return `type ${type.name} ${implemented}@key(fields: "id") { ${lines.join('\n')} }`;
}

function writeField(type: TypeModel, field: FieldModel): string {
  if (field.kind === 'text') {
    const needs = field.requires.map((need) =>
      typeof need === 'string' ? need : `${need.reference} { ${need.text} }`,
    );
    const requires = needs.length === 0 ? '' : ` @requires(fields: "${needs.join(' ')}")`;
    return `${field.name}: String${requires}`;
  }
  const { name } = field.target;
  const shapes = {
    one: name,
    list: `[${name}]`,
    'strict-list': `[${name}!]`,
    'nested-list': `[[${name}]]`,
    connection: `${name}Connection`,
    holder: holderName(type.name, field.name),
  };
  return `${field.name}: ${shapes[field.shape]}`;
}
