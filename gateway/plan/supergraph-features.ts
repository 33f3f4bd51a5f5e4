import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/**
 * What a supergraph asks of a planner: `@fromContext`, `@interfaceObject`, and specifications that it links
 * `for: EXECUTION` or `for: SECURITY`, as `join/v0.5` (`join/v0.1` is federation 1).
 */
export function supergraphFeatures(document: DocumentNode): ReadonlySet<string> {
  const features = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) {
      for (const directive of definition.directives ?? []) {
        const feature = linkedFeature(directive);
        if (feature !== null) features.add(feature);
      }
    }
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      const joined = definition.directives?.flatMap(({ arguments: args }) => args ?? []) ?? [];
      if (joined.some((one) => one.name.value === 'isInterfaceObject')) {
        features.add('@interfaceObject');
      }
    }
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      for (const { name, arguments: args } of field.directives ?? []) {
        if (name.value !== 'join__field') continue;
        if (args?.some((one) => one.name.value === 'contextArguments'))
          features.add('@fromContext');
      }
    }
  }
  return features;
}

/** `@link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)`; `@core(feature:)` of old. */
function linkedFeature({ name, arguments: args = [] }: ConstDirectiveNode): string | null {
  if (name.value !== 'link' && name.value !== 'core') return null;
  const value = (argument: string) => args.find((one) => one.name.value === argument)?.value;
  const url = value('url') ?? value('feature');
  if (url?.kind !== Kind.STRING) return null;
  const feature = url.value.replace(/^https:\/\/specs\.apollo\.dev\//, '');
  // `for:` came with core v0.2; what joins subgraphs is always for execution.
  return value('for')?.kind === Kind.ENUM || feature.startsWith('join/') ? feature : null;
}
