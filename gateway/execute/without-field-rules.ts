import { Kind, parse, print, visit } from 'graphql';
import { argument, linkedFeatures, textOf } from '../../schema/linked-directives.ts';

const specifications = ['authenticated', 'requiresScopes', 'policy'] as const;

/**
 * A supergraph without the rules on its fields, for an engine that enforces none and would refuse
 * it. Such an engine serves `--open` alone.
 */
export function withoutFieldRules(sdl: string): string {
  const document = parse(sdl);
  const identities = new Set(specifications.map((name) => `https://specs.apollo.dev/${name}`));
  const linked = linkedFeatures(document).filter(({ identity }) => identities.has(identity));
  if (linked.length === 0) return sdl;
  const names = new Set(
    linked.map(({ identity, directive }) =>
      directive(identity.slice(identity.lastIndexOf('/') + 1)),
    ),
  );
  return print(
    visit(document, {
      Directive: (directive) => {
        if (names.has(directive.name.value)) return null;
        const url = directive.name.value === 'link' && textOf(argument(directive, 'url'));
        if (typeof url !== 'string') return undefined;
        return [...identities].some((identity) => url.startsWith(`${identity}/`))
          ? null
          : undefined;
      },
      [Kind.DIRECTIVE_DEFINITION]: ({ name }) => (names.has(name.value) ? null : undefined),
    }),
  );
}
