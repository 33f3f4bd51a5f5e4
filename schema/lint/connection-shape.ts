import { print } from 'graphql';
import type { ContractModel, ObjectModel } from './model.ts';
import type { Breach, LintRule } from './rule.ts';

/** Relay's connection, as far as the hub uses it: forward, with `nodes` and `totalCount`. */
export const connectionShape: LintRule = {
  code: 'CONNECTION_SHAPE',
  advice:
    'Write `type XConnection { edges: [XEdge] nodes: [X] pageInfo: PageInfo! totalCount: Int }` and `type XEdge { cursor: String! node: X }`.',
  check: (model) =>
    [...model.objects.values()].flatMap((object) => {
      if (object.name.endsWith('Connection')) return checkConnection(model, object);
      if (object.name.endsWith('Edge')) {
        const node = object.name.slice(0, -'Edge'.length);
        return compare(object, { cursor: 'String!', node });
      }
      return [];
    }),
};

function checkConnection({ objects }: ContractModel, object: ObjectModel): readonly Breach[] {
  const node = object.name.slice(0, -'Connection'.length);
  const edge = `${node}Edge`;
  const breaches = compare(object, {
    edges: `[${edge}]`,
    nodes: `[${node}]`,
    pageInfo: 'PageInfo!',
    totalCount: 'Int',
  });
  const [first] = object.fields;
  if (objects.has(edge) || first === undefined) return breaches;
  return [...breaches, { node: first, message: `"${object.name}" has no type ${edge}.` }];
}

function compare(object: ObjectModel, expected: Readonly<Record<string, string>>): Breach[] {
  const [anchor] = object.fields;
  if (anchor === undefined) return [];
  const actual = new Map(object.fields.map((field) => [field.name.value, field]));
  const breaches: Breach[] = [];
  for (const [name, type] of Object.entries(expected)) {
    const field = actual.get(name);
    if (field === undefined) {
      breaches.push({ node: anchor, message: `"${object.name}" lacks \`${name}: ${type}\`.` });
    } else if (print(field.type) !== type) {
      const message = `"${object.name}.${name}" is ${print(field.type)}, not ${type}.`;
      breaches.push({ node: field, message });
    }
  }
  for (const [name, field] of actual) {
    if (!(name in expected)) {
      breaches.push({ node: field, message: `"${object.name}.${name}" is not part of it.` });
    }
  }
  return breaches;
}
