import { type InputValueDefinitionNode, Kind, type TypeNode } from 'graphql';
import type { ContractModel } from './model.ts';
import type { Breach, LintRule } from './rule.ts';

/** What lists and series take besides: none of them compares with a field that could be protected. */
const plainArguments: ReadonlySet<string> = new Set([
  ...['first', 'after', 'changedSince'],
  ...['from', 'to', 'interval'],
]);

/**
 * Whatever else chooses, orders or splits records has to say which fields it reads; that is asked of
 * inputs and enums with these names (READS_FIELD), so nothing may go around them.
 */
const reading = /(Filter|Order|Dimension)$/;

export const listArguments: LintRule = {
  code: 'LIST_ARGUMENT',
  advice:
    'Move it into the `...Filter` of the record, an `...Order` or a `...Dimension`, which name the fields that they read.',
  check: (model) => [...outside(model), ...nested(model)],
};

/** Arguments of lists and series. */
function outside({ objects }: ContractModel): readonly Breach[] {
  return [...objects.values()].flatMap((owner) =>
    owner.fields
      .filter(({ type }) => /(Connection|Series)$/.test(named(type)))
      .flatMap(({ name, arguments: list = [] }) =>
        list
          .filter((one) => !plainArguments.has(one.name.value) && !reading.test(named(one.type)))
          .map((node) => ({
            node,
            message: `"${owner.name}.${name.value}(${node.name.value}:)" does not say which fields it reads.`,
          })),
      ),
  );
}

/** Inputs of the contract's own inside a filter: they compare with fields of other types. */
function nested({ inputs }: ContractModel): readonly Breach[] {
  const breaches: Breach[] = [];
  const seen = new Set<string>();
  const walk = (owner: string, fields: readonly InputValueDefinitionNode[]): void => {
    if (seen.has(owner)) return;
    seen.add(owner);
    for (const node of fields) {
      const type = named(node.type);
      const inner = inputs.get(type);
      if (inner === undefined || type.endsWith('Filter')) continue;
      const coordinate = `${owner}.${node.name.value}`;
      breaches.push({ node, message: `"${coordinate}" is a ${type}, which is no filter.` });
      walk(type, inner);
    }
  };
  for (const [name, fields] of inputs) if (name.endsWith('Filter')) walk(name, fields);
  return breaches;
}

function named(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type);
}
