import { addField, addType, type SubgraphDraft } from './draft.ts';
import { ensureType, type GraphPlan } from './draw.ts';

/** Arguments for a field that stands in these subgraphs, as SDL; empty for none. */
export function drawArguments(plan: GraphPlan, subgraphs: readonly SubgraphDraft[]): string {
  const { choices } = plan;
  if (!choices.chance(40)) return '';
  const drawn = choices.some(
    [
      'size: Int',
      'size2: Int = 3',
      'name: String = "a \\"quoted\\" text"',
      'ids: [ID!]',
      'ratio: Float = 0.5',
      'colour: Colour',
      'colours: [Colour] = [RED, null]',
      'mood: Mood',
      'filter: Filter',
      'filters: [[Filter!]]',
      'wanted: Boolean! = true',
      'json: Json',
    ],
    18,
    1,
  );
  for (const subgraph of subgraphs) {
    for (const text of drawn) {
      for (const name of ['Colour', 'Json']) {
        if (text.includes(name)) ensureType(plan, subgraph, name);
      }
      if (text.includes('Mood')) ensureMood(plan, subgraph);
      if (text.includes('Filter')) ensureFilter(plan, subgraph);
    }
  }
  return `(${drawn.join(', ')})`;
}

/** Asked for only: clients see the values that all subgraphs know. */
function ensureMood(plan: GraphPlan, subgraph: SubgraphDraft): void {
  if (subgraph.types.has('Mood')) return;
  const type = addType(subgraph, 'enum', 'Mood');
  for (const value of ['CALM', 'EAGER', ...plan.choices.some(['LOUD', 'SHY'], 40)]) {
    type.members.add(value);
  }
}

/** Differs between subgraphs: clients see the fields that all of them know. */
function ensureFilter(plan: GraphPlan, subgraph: SubgraphDraft): void {
  if (subgraph.types.has('Filter')) return;
  const { choices } = plan;
  ensureType(plan, subgraph, 'Colour');
  const type = addType(subgraph, 'input', 'Filter');
  addField(type, 'low', choices.chance(20) ? 'Int!' : 'Int');
  addField(type, 'text', 'String = "any"');
  addField(type, 'colours', '[Colour!]');
  addField(type, 'deeper', 'Filter');
  if (choices.chance(40)) addField(type, `only_${subgraph.name}`, 'Int');
  if (choices.chance(30)) addField(type, 'secret', 'Int = 7', ['@inaccessible']);
}
