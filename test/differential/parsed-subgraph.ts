import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  type TypeDefinitionNode,
} from 'graphql';

/** A subgraph as its author wrote it. */
export interface SubgraphSdl {
  readonly name: string;
  readonly sdl: string;
}

/** A subgraph's schema with federation's directives under their own names and `Query` named so. */
export interface ParsedSubgraph extends SubgraphSdl {
  readonly types: ReadonlyMap<string, TypeDefinitionNode>;
  /** What the subgraph calls its root types: `{ RootQuery: 'Query' }`. */
  readonly roots: ReadonlyMap<string, 'Query' | 'Mutation'>;
}

const asDefinition: Readonly<Record<string, string>> = {
  [Kind.OBJECT_TYPE_EXTENSION]: Kind.OBJECT_TYPE_DEFINITION,
  [Kind.INTERFACE_TYPE_EXTENSION]: Kind.INTERFACE_TYPE_DEFINITION,
  [Kind.UNION_TYPE_EXTENSION]: Kind.UNION_TYPE_DEFINITION,
  [Kind.ENUM_TYPE_EXTENSION]: Kind.ENUM_TYPE_DEFINITION,
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: Kind.INPUT_OBJECT_TYPE_DEFINITION,
};

export function parseSubgraph({ name, sdl }: SubgraphSdl): ParsedSubgraph {
  const document = parse(canonicalDirectives(sdl), { noLocation: true });
  const types = new Map<string, TypeDefinitionNode>();
  const roots = new Map<string, 'Query' | 'Mutation'>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) {
      for (const { operation, type } of definition.operationTypes ?? []) {
        if (operation !== 'subscription') {
          roots.set(type.name.value, operation === 'query' ? 'Query' : 'Mutation');
        }
      }
    }
    const type = toType(definition);
    if (type !== undefined) types.set(type.name.value, type);
  }
  if (![...roots.values()].includes('Query')) roots.set('Query', 'Query');
  if (![...roots.values()].includes('Mutation')) roots.set('Mutation', 'Mutation');
  return { name, sdl, types, roots };
}

/** `@federation__key` and what an import renames read `@key`. */
function canonicalDirectives(sdl: string): string {
  let text = sdl.replaceAll('@federation__', '@');
  for (const [, from, to] of sdl.matchAll(/\{\s*name: "@(\w+)",\s*as: "@(\w+)"\s*\}/g)) {
    text = text.replaceAll(new RegExp(`@${to}\\b`, 'g'), `@${from}`);
  }
  return text;
}

function toType(definition: DefinitionNode): TypeDefinitionNode | undefined {
  const kind = asDefinition[definition.kind] ?? definition.kind;
  const whole = { ...definition, kind };
  return isTypeDefinition(whole) ? whole : undefined;
}

function isTypeDefinition(node: { readonly kind: string }): node is TypeDefinitionNode {
  return node.kind.endsWith('TypeDefinition');
}

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[];
}

export function hasDirective(node: Directed, name: string): boolean {
  return node.directives?.some((directive) => directive.name.value === name) ?? false;
}

/** Texts of one argument of every directive of that name: the `fields` of all `@key`s. */
export function directiveTexts(node: Directed, name: string, argument = 'fields'): string[] {
  return (node.directives ?? [])
    .filter((directive) => directive.name.value === name)
    .flatMap((directive) =>
      (directive.arguments ?? []).flatMap((given) =>
        given.name.value === argument && given.value.kind === Kind.STRING
          ? [given.value.value]
          : [],
      ),
    );
}

/** Fields of the resolvable keys. */
export function resolvableKeys(type: Directed): string[] {
  const resolvable = (type.directives ?? []).filter(
    (directive) =>
      directive.name.value === 'key' &&
      !directive.arguments?.some(
        ({ name, value }) =>
          name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
      ),
  );
  return directiveTexts({ directives: resolvable }, 'key');
}

export function fieldsOf(type: TypeDefinitionNode | undefined): readonly FieldDefinitionNode[] {
  return type?.kind === Kind.OBJECT_TYPE_DEFINITION || type?.kind === Kind.INTERFACE_TYPE_DEFINITION
    ? (type.fields ?? [])
    : [];
}
