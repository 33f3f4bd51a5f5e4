import { type FieldDefinitionNode, print } from 'graphql';
import type { Breach, LintRule } from './rule.ts';

/**
 * A record's marking is resolved by its owner's subgraph and by nobody else, and the owner can be
 * asked about any record by its id: the gateway relies on both.
 */
export const ownMarkings: LintRule = {
  code: 'SHARED_MARKING',
  advice:
    'Give a record `@key(fields: "id")` alone and a `marking: Marking` without @shareable, @override and @provides.',
  check: ({ objects }) =>
    [...objects.values()].flatMap(({ name, fields, keys, interfaces }): Breach[] => {
      const breaches = fields.flatMap((field): Breach[] => {
        const provides = directive(field, 'provides');
        if (provides !== undefined && /\bmarking\b/.test(print(provides))) {
          return [{ node: field, message: `"${name}.${field.name.value}" provides a marking.` }];
        }
        if (field.name.value !== 'marking' || print(field.type) !== 'Marking') return [];
        const shared = ['shareable', 'override', 'external'].find((one) => directive(field, one));
        if (shared === undefined) return [];
        return [{ node: field, message: `"${name}.marking" has @${shared}.` }];
      });
      const [first] = fields;
      const record = interfaces.includes('Marked') && keys.length > 0;
      if (!record || first === undefined || keys.every((key) => key === 'id')) return breaches;
      return [...breaches, { node: first, message: `"${name}" has another key than its id.` }];
    }),
};

function directive({ directives = [] }: FieldDefinitionNode, name: string) {
  return directives.find((one) => [name, `federation__${name}`].includes(one.name.value));
}
