import type { Choices } from '../choices.ts';
import { addField, addType, type SubgraphDraft } from './draft.ts';
import { ensureType, type GraphPlan } from './draw.ts';

/**
 * Types that set a context, and one, below them alone, whose field takes an argument from it. What
 * is given is a field of the subgraph's own, of another subgraph, or of a part.
 */
export function drawContext(plan: GraphPlan, choices: Choices): void {
  const [home, other] = choices.some(plan.subgraphs, 40, 2);
  if (home === undefined || other === undefined) return;
  const leaf = choices.pick(['String', 'Int', '[Int]', 'Colour', 'Float', 'Boolean']);
  const base = leaf.replaceAll(/\W/g, '');
  ensureType(plan, home, base);
  const names = choices.chance(40) ? ['Around0', 'Around1'] : ['Around0'];
  const inside = wayIn(home, choices);
  const given = names.map((name) => {
    const type = addType(home, 'type', name, '@key(fields: "id")', '@context(name: "around")');
    addField(type, 'id', 'ID!');
    addField(type, 'inner', inside);
    plan.holders.push({ name, home });
    const text = choices.pick([leaf, `${leaf}!`]);
    const field = `given${name.at(-1)}`;
    switch (choices.int(3)) {
      case 0: {
        addField(type, field, text, ['@external']);
        ensureType(plan, other, base);
        const owner = addType(other, 'type', name, '@key(fields: "id")');
        addField(owner, 'id', 'ID!');
        addField(owner, field, text);
        return { name, text: `{ ${field} }` };
      }
      case 1: {
        const part = addType(home, 'type', `${name}Part`);
        addField(part, 'value', text);
        addField(type, field, choices.pick([`${name}Part`, `${name}Part!`]));
        return { name, text: `{ ${field} { value } }` };
      }
      default:
        addField(type, field, text);
        return { name, text: `{ ${field} }` };
    }
  });
  const [only] = given;
  const selection =
    given.length === 1
      ? only?.text
      : given.map(({ name, text }) => `... on ${name} ${text}`).join(' ');
  const inner = addType(home, 'type', 'Inner0', '@key(fields: "id")');
  addField(inner, 'id', 'ID!');
  addField(
    inner,
    'placed',
    choices.pick(['Int', 'String!', '[Float!]']),
    [],
    `(${choices.chance(40) ? 'size: Int = 3, ' : ''}around: ${leaf} @fromContext(field: "$around ${selection}"))`,
  );
  if (choices.chance(50)) addField(inner, 'again', choices.pick(['Inner0', '[Inner0!]']));
  if (choices.chance(60)) {
    const beside = addType(other, 'type', 'Inner0', '@key(fields: "id")');
    addField(beside, 'id', 'ID!');
    addField(beside, 'beside', choices.pick(['Int', 'String!']));
  }
}

/** The type of the field that leads from a holder to what is inside: there directly or by a part. */
function wayIn(home: SubgraphDraft, choices: Choices): string {
  const inner = choices.pick(['Inner0', 'Inner0!', '[Inner0]', '[Inner0!]!']);
  if (choices.chance(60)) return inner;
  addField(addType(home, 'type', 'Between0'), 'inner', inner);
  return choices.pick(['Between0', '[Between0!]']);
}
