import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import type { VisibilityClass } from '../../../gateway/authenticate/principal.ts';
import { type Authorizer, createAuthorizer } from '../../../gateway/authorize/authorizer.ts';
import { readFieldRules } from '../../../gateway/authorize/field-rules.ts';

const sdl = `
directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION
directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION
directive @reads(field: String!) on INPUT_FIELD_DEFINITION
type Query {
  budget: Float @policy(policies: [["budgets"]])
  title: String
  node: Node
  ${Array.from({ length: 8 }, (_, i) => `s${i}: Int @requiresScopes(scopes: [["s${i}"]])`).join(' ')}
}
interface Node { id: ID! }
type Thing implements Node { id: ID! }`;

const classOf = (key: string, clearances: readonly string[] = []): VisibilityClass => ({
  principal: { partner: 'XAA', roles: [], groups: [], clearances, purpose: 'PLANNING' },
  agreements: [],
  policyVersion: 1,
  key,
});

const create = (): { readonly authorizer: Authorizer; readonly asked: string[] } => {
  const read = readFieldRules({ sdl });
  if (read.kind === 'failed') throw new Error('The rules can be read.');
  const asked: string[] = [];
  const authorizer = createAuthorizer({
    schema: buildSchema(sdl),
    rules: read.rules,
    decides: (policy, { key }) => {
      asked.push(`${key} ${policy}`);
      return false;
    },
  });
  return { authorizer, asked };
};

const operationOf = (query: string): OperationDefinitionNode => {
  const [definition] = parse(query).definitions;
  if (definition?.kind !== 'OperationDefinition') throw new Error('It is an operation.');
  return definition;
};
const rest = { fragments: new Map(), variables: {} };

describe('what classes may read', () => {
  it('is decided once for a class, whatever it asks', () => {
    const { authorizer, asked } = create();
    for (const query of ['{ budget }', '{ title budget }', '{ title }']) {
      for (const key of ['a', 'b', 'a']) {
        authorizer.authorize({ definition: operationOf(query), visibility: classOf(key), ...rest });
      }
    }
    expect(asked).toEqual(['a budgets', 'b budgets']);
  });

  it('is kept for 1,000 classes: the oldest goes first', () => {
    const { authorizer, asked } = create();
    const definition = operationOf('{ budget }');
    const ask = (key: string) =>
      authorizer.authorize({ definition, visibility: classOf(key), ...rest });
    for (let i = 0; i < 1_001; i++) ask(`class ${i}`);
    asked.length = 0;
    ask('class 1000');
    ask('class 1');
    ask('class 0');
    expect(asked).toEqual(['class 0 budgets']);
  });

  it('is nothing where nobody is known', () => {
    const { authorizer } = create();
    const definition = operationOf('{ budget s0 }');
    const outcome = authorizer.authorize({ definition, visibility: undefined, ...rest });
    expect(outcome.kind === 'filtered' && outcome.refusals).toHaveLength(2);
  });
});

describe('outcomes of one operation', () => {
  it('are kept up to 64, and are the same object for the same outcome', () => {
    const { authorizer } = create();
    const names = Array.from({ length: 8 }, (_, i) => `s${i}`);
    const definition = operationOf(`{ title ${names.join(' ')} }`);
    const ask = (set: number) => {
      const clearances = names.filter((_, i) => (set >> i) % 2 === 1);
      const visibility = classOf(`class ${set}`, clearances);
      return authorizer.authorize({ definition, visibility, ...rest });
    };
    const first = Array.from({ length: 70 }, (_, set) => ask(set));
    const again = first.map((outcome, set) => outcome === ask(set));
    expect(again.filter((same) => same)).toHaveLength(64);
    expect(again.lastIndexOf(true)).toBe(63);
    const other = { definition, visibility: classOf('other', ['s0', 'unused']), ...rest };
    expect(authorizer.authorize(other)).toBe(first[1]);
  });
});

describe('operations', () => {
  it('whose fragments multiply are not read to their end', () => {
    const { authorizer } = create();
    const lines = Array.from(
      { length: 40 },
      (_, i) => `fragment F${i} on Node { ...F${i + 1} ...F${i + 1} }`,
    );
    const text = `{ node { ...F0 } } ${lines.join('\n')} fragment F40 on Node { id }`;
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const one of parse(text).definitions) {
      if (one.kind === 'FragmentDefinition') fragments.set(one.name.value, one);
    }
    const definition = operationOf(text);
    const visibility = classOf('a');
    expect(authorizer.authorize({ definition, fragments, variables: {}, visibility })).toEqual({
      kind: 'too-large',
    });
  });
});

describe('refusals', () => {
  it('are listed up to 1,000; what is beyond them is taken out all the same', () => {
    const { authorizer } = create();
    const fields = Array.from({ length: 1_100 }, (_, i) => `a${i}: budget`);
    const definition = operationOf(`{ title ${fields.join(' ')} }`);
    const outcome = authorizer.authorize({ definition, visibility: classOf('a'), ...rest });
    if (outcome.kind !== 'filtered') throw new Error('Something is taken out.');
    expect(outcome.refusals).toHaveLength(1_000);
    expect(outcome.withheld.size).toBe(1_100);
    expect(outcome.planned.selectionSet.selections).toHaveLength(1);
  });
});
