import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type NamedTypeNode,
  parse,
  print,
  visit,
} from 'graphql';
import { releaseField } from '../lib/release-text.ts';

/** Identity of the hub's own specification; its directives are imported from here. */
export const hubSpecification = 'https://entente.example/hub/v1.0';

/** Directives of `hub.graphql` that survive composition, so that the gateway can read them. */
const composedDirectives = ['changesRelease', 'reads'] as const;

type NamedDefinition = DefinitionNode & { readonly name: { readonly value: string } };

/**
 * Appends to a contract what it uses of the hub's own definitions: the types and directives of
 * `hub.graphql` that it names, the `@link` and `@composeDirective` that carry the directives into the
 * supergraph, and on each record the text that gateways read of its marking (decision 11). Everything
 * is appended, so line numbers of the contract stay true.
 *
 * @param sdl the contract, valid GraphQL syntax
 * @param hubSdl the text of `schema/hub.graphql`
 * @returns a subgraph schema that stands alone
 * @throws GraphQLError where `sdl` is not GraphQL
 */
export function completeContract(sdl: string, hubSdl: string): string {
  const contract = parse(sdl);
  const hub = namedDefinitions(parse(hubSdl));
  const own = namedDefinitions(contract);
  const needed = new Map<string, NamedDefinition>();
  const queue = [...references(contract)];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const definition = hub.get(name);
    if (definition === undefined || needed.has(name) || own.has(name)) continue;
    needed.set(name, definition);
    queue.push(...references(definition));
  }
  const used = composedDirectives.filter((name) => needed.has(`@${name}`));
  const parts = [sdl];
  if (used.length > 0) {
    const names = used.map((name) => `"@${name}"`).join(', ');
    const compose = federationName(contract, 'composeDirective');
    const composed = used.map((name) => ` ${compose}(name: "@${name}")`).join('');
    parts.push(`extend schema @link(url: "${hubSpecification}", import: [${names}])${composed}`);
  }
  for (const [name, definition] of hub) if (needed.has(name)) parts.push(print(definition));
  if (needed.has(markedInterface)) {
    const hidden = federationName(contract, 'inaccessible');
    for (const type of contract.definitions.flatMap(ownRecord)) {
      parts.push(`extend type ${type} { ${releaseField}: String ${hidden} }`);
    }
  }
  return `${parts.join('\n\n')}\n`;
}

const markedInterface = 'Marked';

/** The name of a type of records that brings their markings itself. */
function ownRecord(definition: DefinitionNode): readonly string[] {
  if (
    definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
    definition.kind !== Kind.OBJECT_TYPE_EXTENSION
  ) {
    return [];
  }
  const marked = definition.interfaces?.some(({ name }) => name.value === markedInterface);
  const marking = definition.fields?.find(({ name }) => name.value === 'marking');
  return marked === true && marking !== undefined && (marking.directives ?? []).length === 0
    ? [definition.name.value]
    : [];
}

function namedDefinitions(document: DocumentNode): Map<string, NamedDefinition> {
  const definitions = new Map<string, NamedDefinition>();
  for (const definition of document.definitions) {
    if (!('name' in definition) || definition.name === undefined) continue;
    if (definition.kind.endsWith('Extension')) continue;
    const prefix = definition.kind === Kind.DIRECTIVE_DEFINITION ? '@' : '';
    definitions.set(`${prefix}${definition.name.value}`, definition as NamedDefinition);
  }
  return definitions;
}

function references(node: DocumentNode | DefinitionNode): string[] {
  const names: string[] = [];
  visit(node, {
    NamedType: (type: NamedTypeNode) => {
      names.push(type.name.value);
    },
    Directive: (directive) => {
      names.push(`@${directive.name.value}`);
    },
  });
  return names;
}

/** The name of a federation directive in this contract: as imported, else with its namespace. */
function federationName(contract: DocumentNode, directive: string): string {
  for (const definition of contract.definitions) {
    if (definition.kind !== Kind.SCHEMA_EXTENSION && definition.kind !== Kind.SCHEMA_DEFINITION) {
      continue;
    }
    for (const link of definition.directives ?? []) {
      if (link.name.value === 'link' && print(link).includes(`"@${directive}"`)) {
        return `@${directive}`;
      }
    }
  }
  return `@federation__${directive}`;
}
