import type { SubgraphSdl } from '../parsed-subgraph.ts';

/** A subgraph's schema while it is being made up. Type texts are SDL: `[Thing!]`, `(size: Int = 3)`. */
export interface SubgraphDraft {
  readonly name: string;
  readonly types: Map<string, TypeDraft>;
  /** How the subgraph writes the federation directives. */
  readonly style: 'imported' | 'namespaced' | 'renamed' | 'federation 1';
  readonly queryName: string;
}

export interface TypeDraft {
  readonly kind: 'type' | 'extend type' | 'interface' | 'union' | 'enum' | 'input' | 'scalar';
  readonly name: string;
  readonly directives: Set<string>;
  readonly implements: Set<string>;
  /** Of types, interfaces and inputs. */
  readonly fields: Map<string, FieldDraft>;
  /** Of unions and enums. */
  readonly members: Set<string>;
}

export interface FieldDraft {
  readonly args: string;
  readonly type: string;
  readonly directives: Set<string>;
}

export function addType(
  subgraph: SubgraphDraft,
  kind: TypeDraft['kind'],
  name: string,
  ...directives: string[]
): TypeDraft {
  const found = subgraph.types.get(name);
  if (found !== undefined) {
    for (const directive of directives) found.directives.add(directive);
    return found;
  }
  const type: TypeDraft = {
    kind,
    name,
    directives: new Set(directives),
    implements: new Set(),
    fields: new Map(),
    members: new Set(),
  };
  subgraph.types.set(name, type);
  return type;
}

/** Adds a field, or directives to the one that is there. */
export function addField(
  type: TypeDraft,
  name: string,
  text: string,
  directives: readonly string[] = [],
  args = '',
): void {
  const found = type.fields.get(name);
  if (found === undefined)
    type.fields.set(name, { args, type: text, directives: new Set(directives) });
  else for (const directive of directives) found.directives.add(directive);
}

/** These go on into the supergraph, where they can have one name only. */
const neverRenamed = ['inaccessible', 'tag', 'context'];

const federationDirectives = [
  'key',
  'requires',
  'provides',
  'external',
  'shareable',
  'override',
  'inaccessible',
  'tag',
  'interfaceObject',
  'context',
  'fromContext',
];

export function printSubgraph(draft: SubgraphDraft): SubgraphSdl {
  const body = [...draft.types.values()].map(printType).filter((text) => text !== '');
  if (draft.style === 'federation 1') return { name: draft.name, sdl: body.join('\n') };
  const used = federationDirectives.filter((name) =>
    body.some((text) => new RegExp(`@${name}\\b`).test(text)),
  );
  const rename = (text: string): string =>
    text.replaceAll(/@(\w+)/g, (whole, name: string) => {
      if (!federationDirectives.includes(name) || draft.style === 'imported') return whole;
      if (neverRenamed.includes(name)) return whole;
      return draft.style === 'namespaced' ? `@federation__${name}` : `@fed_${name}`;
    });
  const imports = used.flatMap((name) => {
    if (draft.style === 'imported' || neverRenamed.includes(name)) return [`"@${name}"`];
    return draft.style === 'namespaced' ? [] : [`{name: "@${name}", as: "@fed_${name}"}`];
  });
  const version = used.includes('context') ? 'v2.8' : 'v2.7';
  const link = `https://specs.apollo.dev/federation/${version}`;
  const head = `extend schema @link(url: "${link}", import: [${imports.join(', ')}])`;
  const roots =
    draft.queryName === 'Query'
      ? []
      : [
          `schema { query: ${draft.queryName}${draft.types.has('Mutation') ? ' mutation: Mutation' : ''} }`,
        ];
  const sdl = [head, ...roots, ...body.map(rename)].join('\n');
  return {
    name: draft.name,
    sdl: draft.queryName === 'Query' ? sdl : sdl.replace('type Query', `type ${draft.queryName}`),
  };
}

function printType(type: TypeDraft): string {
  const directives = [...type.directives].map((text) => ` ${text}`).join('');
  const head = `${type.kind} ${type.name}`;
  const over = [...type.implements].join(' & ');
  switch (type.kind) {
    case 'scalar':
      return `${head}${directives}`;
    case 'union':
      return `${head}${directives} = ${[...type.members].join(' | ')}`;
    case 'enum':
      return `${head}${directives} { ${[...type.members].join(' ')} }`;
    default: {
      if (type.fields.size === 0) return '';
      const fields = [...type.fields].map(
        ([name, field]) =>
          `  ${name}${field.args}: ${field.type}${[...field.directives].map((text) => ` ${text}`).join('')}`,
      );
      return `${head}${over === '' ? '' : ` implements ${over}`}${directives} {\n${fields.join('\n')}\n}`;
    }
  }
}
