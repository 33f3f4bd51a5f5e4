import type { Mutant } from './mutant.ts';

const dishonest = 'test/gateway/guard/dishonest-owner.test.ts';
const references = 'test/gateway/guard/references.test.ts';
const rule = 'test/gateway/authorize/record-policy.test.ts';
const guard = (file: string): string => `gateway/execute/guard/${file}.ts`;
const plan = (file: string): string => `gateway/plan/guard/${file}.ts`;

/** Every rule on records at the gateway. */
export const guardRules: readonly Mutant[] = [
  {
    name: 'a record passes only if its marking releases it',
    file: guard('judge'),
    find: 'releases(marking, id, type);',
    replace: 'true;',
    test: dishonest,
  },
  {
    name: 'a partner delivers its own records alone',
    file: guard('judge'),
    find: ' && isOwnersRecord(id, subgraph) && releases',
    replace: '',
    test: dishonest,
  },
  {
    name: 'a partner adds nothing that was not asked for',
    file: guard('step-guard'),
    find: 'strict: true',
    replace: 'strict: false',
    test: dishonest,
  },
  {
    name: 'an owner answers about the record that was asked for',
    file: guard('step-guard'),
    find: 'if (vouched.id !== present.id || vouched.type !== present.type) return false;',
    replace: '',
    test: dishonest,
  },
  {
    name: 'edges of withheld records are dropped',
    file: guard('sift'),
    find: 'if (close !== null && sifting.nulled !== null) close(node, sifting);',
    replace: '',
    test: dishonest,
  },
  {
    name: 'a page does not end with the cursor of a withheld record',
    file: guard('connection'),
    find: 'for (const one of end) page[one] = left.at(-1) ?? null;',
    replace: '',
    test: dishonest,
  },
  {
    name: 'a page with a withheld record has no count',
    file: guard('connection'),
    find: 'for (const key of totals) connection[key] = null;',
    replace: '',
    test: dishonest,
  },
  {
    name: 'edges are judged where only their cursors are asked for',
    file: plan('mark-document'),
    find: "...(asks(asked, 'node') ? [] : [nodeSelection(namedType(node))]),",
    replace: '',
    test: dishonest,
  },
  {
    name: 'pages are judged where only their cursors are asked for',
    file: plan('mark-document'),
    find: 'if (edges || !paged) return marked;',
    replace: 'return marked;',
    test: dishonest,
  },
  {
    name: 'cursors beside nodes go with them',
    file: guard('connection'),
    find: 'for (const { key: cursors } of bare)',
    replace: 'for (const { key: cursors } of [])',
    test: dishonest,
  },
  {
    name: 'records are judged behind interfaces and unions',
    file: plan('mark-document'),
    find: '...ofEach(records, asked)',
    replace: '',
    test: dishonest,
  },
  {
    name: 'errors inside withheld records go with them',
    file: guard('step-guard'),
    find: 'return path === null ? [] : [{ ...error, path }];',
    replace: 'return [error];',
    test: dishonest,
  },
  {
    name: 'the owner is asked about a reference',
    file: plan('guard-plan'),
    find: 'pending: ownerFetches(places, records)',
    replace: 'pending: []',
    test: references,
  },
  {
    name: 'a reference that its owner does not vouch for is dropped',
    file: guard('step-guard'),
    find: 'for (const walk of walks)',
    replace: 'for (const walk of walks.slice(walks.length))',
    test: references,
  },
  {
    name: 'a record goes to a partner only if it is released to it',
    file: guard('judge'),
    find: 'return operator !== undefined && releasesToOperator(operator)(marking, id, type);',
    replace: 'return operator !== undefined;',
    test: references,
  },
  {
    name: 'no record leaves that may not',
    file: guard('number-released'),
    find: 'mayLeave(node) ? numberOf(node) : -1',
    replace: 'numberOf(node)',
    test: references,
  },
  {
    name: 'so do records inside what is required of another',
    file: 'gateway/execute/representation.ts',
    find: "if (mayLeave !== null && !mayLeave(value)) return 'null';",
    replace: '',
    test: references,
  },
  {
    name: 'what is kept does not outlive a verdict',
    file: 'gateway/run-program.ts',
    find: ' && Date.now() < recording.until',
    replace: '',
    test: references,
  },
  ...[
    ['an excluded receiver', ' || namesOneOf(marking.excluded, audience)'],
    ['another purpose', 'if (!marking.purposes.includes(to.purpose)) return false;'],
    ['a type that the agreement does not cover', ' || (types !== null && !types.has(type))'],
    [
      'the marking of another originator',
      "  if (!id.startsWith(originator) || id[originator.length] !== ':') return false;\n",
    ],
    ['a marking due for review', ' || now < Date.parse(marking.reviewAt)', ' || true'],
    ['a receiver that is not named', '!namesOneOf(marking.releasableTo, audience) || ', ''],
  ].map(([what = '', find = '', replace = '']) => ({
    name: `the gateway withholds: ${what}`,
    file: 'gateway/authorize/record-policy.ts',
    find,
    replace,
    test: rule,
  })),
];
