import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type ValueNode,
} from 'graphql';

/** A specification that a supergraph uses (core schemas: `@link`). */
export interface LinkedFeature {
  /** `https://specs.apollo.dev/policy`, without its version. */
  readonly identity: string;
  readonly purpose: string | null;
  /** The name that one of its directives has in the document. */
  readonly directive: (name: string) => string;
}

/** Reads every `@link` of a supergraph; directives may be renamed as a whole or one by one. */
export function linkedFeatures(document: DocumentNode): readonly LinkedFeature[] {
  return document.definitions.flatMap((definition) => {
    const isSchema =
      definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION;
    return isSchema ? (definition.directives ?? []).flatMap(featureOf) : [];
  });
}

function featureOf(link: ConstDirectiveNode): readonly LinkedFeature[] {
  // `@core(feature:)` is what `@link(url:)` was called before.
  const url = textOf(argument(link, 'url') ?? argument(link, 'feature'));
  if (!['link', 'core'].includes(link.name.value) || url === null) return [];
  const [identity = url] = url.split(/\/v\d+\.\d+\/?$/);
  const specification = identity.slice(identity.lastIndexOf('/') + 1);
  const namespace = textOf(argument(link, 'as')) ?? specification;
  const imported = new Map<string, string>();
  const imports = argument(link, 'import');
  for (const one of imports?.kind === Kind.LIST ? imports.values : []) {
    const name = textOf(one) ?? fieldOf(one, 'name');
    if (name === null || !name.startsWith('@')) continue;
    imported.set(name.slice(1), (fieldOf(one, 'as') ?? name).slice(1));
  }
  const purpose = argument(link, 'for');
  return [
    {
      identity,
      purpose: purpose?.kind === Kind.ENUM ? purpose.value : null,
      directive: (name) =>
        imported.get(name) ?? (name === specification ? namespace : `${namespace}__${name}`),
    },
  ];
}

export function argument(
  directive: DirectiveNode | ConstDirectiveNode,
  name: string,
): ValueNode | undefined {
  const list: DirectiveNode['arguments'] = directive.arguments;
  return list?.find((one) => one.name.value === name)?.value;
}

export function textOf(value: ValueNode | undefined): string | null {
  return value?.kind === Kind.STRING ? value.value : null;
}

/** A string in an object value: `{name: "@policy", as: "@rule"}`. */
export function fieldOf(value: ValueNode, name: string): string | null {
  if (value.kind !== Kind.OBJECT) return null;
  return textOf(value.fields.find((field) => field.name.value === name)?.value);
}
