import { guardRules } from './guard-mutants.ts';
import type { Mutant } from './mutant.ts';
import { writeRules } from './write-mutants.ts';

const filter = 'gateway/authorize/filter-operation.ts';
const demands = 'gateway/authorize/demands.ts';
const values = 'gateway/authorize/read-arguments.ts';
const interfaces = 'test/gateway/authorize/interfaces.test.ts';
const computed = 'test/gateway/authorize/computed-fields.test.ts';
const directives = 'test/gateway/authorize/directives.test.ts';
const filters = 'test/gateway/authorize/filters.test.ts';
const selections = 'test/gateway/authorize/selections.test.ts';
const policies = 'test/schema/policies/policies.test.ts';

/** Every rule on fields. */
const fieldRules: readonly Mutant[] = [
  {
    name: 'a rule on an implementation holds for a field of its interface',
    file: filter,
    find: '[...scope.possible].flatMap((type) => unmet(rules.ofField(type, name)))',
    replace: '[scope.type.name].flatMap((type) => unmet(rules.ofField(type, name)))',
    test: interfaces,
  },
  {
    name: 'a rule on a whole implementation holds for the field that returns its interface',
    file: filter,
    find: 'found.push(...unmet(asksOfInterface(node.selectionSet, below)));',
    replace: '',
    test: interfaces,
  },
  {
    name: 'a rule on a type holds for fragments on it',
    file: demands,
    find: `    return distinct([
      ...types(name),`,
    replace: '    return distinct([',
    test: interfaces,
  },
  {
    name: 'an object that may not be read does not tell its __typename',
    file: 'gateway/respond/projection.ts',
    find: "name === '__typename' && withheld.types.has(type.name)",
    replace: 'false',
    test: interfaces,
  },
  {
    name: 'a rule on an interface holds for its implementations',
    file: demands,
    find: 'return distinct([...own, ...inherited]);',
    replace: 'return distinct(own);',
    test: directives,
  },
  {
    name: 'a rule on the field of an interface holds for its implementations',
    file: demands,
    find: '...type.interfaces.flatMap((each) => inheritedField',
    replace: '...[].flatMap((each) => inheritedField',
    test: directives,
  },
  {
    name: 'a rule on an enum, a scalar or an object type holds for fields that return it',
    file: demands,
    find: '...types(namedType(definition.type)),',
    replace: '',
    test: directives,
  },
  {
    name: 'rules hold under other names',
    file: 'gateway/authorize/rule.ts',
    find: 'kinds.set(directive(kind), kind);',
    replace: 'kinds.set(kind, kind);',
    test: directives,
  },
  {
    name: 'security that is not known is refused',
    file: 'gateway/authorize/field-rules.ts',
    find: 'if (unknown.length > 0)',
    replace: 'if (unknown.length > 1_000)',
    test: directives,
  },
  {
    name: 'all clearances of a set are asked for',
    file: 'gateway/authorize/dnf.ts',
    find: 'names.every(has)',
    replace: 'names.some(has)',
    test: directives,
  },
  {
    name: 'who brings no token is not authenticated',
    file: 'gateway/authorize/rule.ts',
    find: 'return principal.partner !== nobody;',
    replace: 'return true;',
    test: directives,
  },
  {
    name: 'what no policy permits is denied',
    file: 'gateway/authorize/policies.ts',
    find: "decision === 'allow' &&",
    replace: "(decision === 'allow' || diagnostics.reason.length === 0) &&",
    test: directives,
  },
  {
    name: 'a field is refused where it is computed from one that may not be read',
    file: 'gateway/authorize/field-rules.ts',
    find: 'const queue = [...needed(type, field)];',
    replace: 'const queue = [...needed(type, field)].slice(0, 0);',
    test: computed,
  },
  {
    name: 'so it is over several steps',
    file: 'gateway/authorize/field-rules.ts',
    find: 'queue.push(...needed(next.type, next.field));',
    replace: '',
    test: computed,
  },
  {
    name: 'so it is where a subgraph computes it for all implementations (@interfaceObject)',
    file: 'gateway/authorize/needed-fields.ts',
    find: 'const declaring = [type, ...(model.get(type)?.interfaces ?? [])];',
    replace: 'const declaring = [type];',
    test: computed,
  },
  {
    name: 'so it is with a value from the context',
    file: 'gateway/authorize/needed-fields.ts',
    find: ', ...fromContext(directive)];',
    replace: '];',
    test: computed,
  },
  {
    name: 'filters of literals are read',
    file: values,
    find: 'if (stands)',
    replace: 'if (stands && false)',
    test: filters,
  },
  {
    name: 'filters in variables are read',
    file: values,
    find: 'readValue(type, variables[value.name.value], use);',
    replace: 'return;',
    test: filters,
  },
  {
    name: 'filters of nested input objects are read',
    file: values,
    find: 'readValue(field.type, given[field.name], use);',
    replace: '',
    test: filters,
  },
  {
    name: 'orders and dimensions are read',
    file: values,
    find: 'else if (isEnumType(type))',
    replace: 'else if (isEnumType(type) && false)',
    test: filters,
  },
  {
    name: 'defaults of arguments are read',
    file: values,
    find: 'if (!isGiven(value, variables)) readValue(type, fallback, use);',
    replace: 'if (!isGiven(value, variables)) return;',
    test: filters,
  },
  {
    name: 'the same operation with other variables is judged anew',
    file: 'gateway/authorize/authorizer.ts',
    find: 'if (reading.length === 0) return key;',
    replace: 'if (reading.length >= 0) return key;',
    test: filters,
  },
  {
    name: 'an outcome is the class’s own',
    file: 'gateway/authorize/authorizer.ts',
    find: 'const known = facts.outcomes.get(key);',
    replace: 'const known = facts.outcomes.get(key) ?? [...facts.outcomes.values()][0];',
    test: selections,
  },
  {
    name: 'an alias is not what a field is',
    file: filter,
    find: '    const name = node.name.value;\n    const found',
    replace: '    const name = (node.alias ?? node.name).value;\n    const found',
    test: selections,
  },
  {
    name: 'named fragments are read',
    file: filter,
    find: '    const fragment = inline(selection, fragments);\n    const below = scopeBelow(selection, inside);',
    replace:
      '    if (selection.kind === Kind.FRAGMENT_SPREAD) return { client: [selection], planned: [selection] };\n    const fragment = inline(selection, fragments);\n    const below = scopeBelow(selection, inside);',
    test: selections,
  },
  {
    name: 'a field that may not be read nulls what holds it',
    file: 'gateway/respond/projection.ts',
    find: "issues.push({ kind: 'withheld', path: [...path] });",
    replace: "issues.push({ kind: 'withheld', path: [...path] });\n      return null;",
    test: selections,
  },
  {
    name: 'what is refused is not asked for',
    file: filter,
    find: 'let planned: FieldNode | null = hidden ? null : node;',
    replace: 'let planned: FieldNode | null = node;',
    test: selections,
  },
];

/** The release rule as Cedar has it, clause by clause. */
const releaseRule: readonly Mutant[] = [
  ['a purpose that the marking lacks', 'resource.marking.purposes.contains(context.purpose)'],
  [
    'a receiver that the marking lacks',
    'resource.marking.releasableTo.containsAny(context.receiver)',
  ],
  ['an agreement of others', 'resource.marking.agreement.parties.containsAny(context.receiver)'],
  ['an agreement to come', 'resource.marking.agreement.from <= context.now'],
  ['an excluded receiver', 'resource.marking.excluded.containsAny(context.receiver)', 'false'],
  ['the marking of another originator', 'resource.marking.originator != resource.owner', 'false'],
].map(([what = '', find = '', replace = 'true']) => ({
  name: `Cedar withholds: ${what}`,
  file: 'schema/policies/release.cedar',
  find,
  replace,
  test: policies,
}));

/** Every rule that has a test of its own; a name is never given twice. */
export const mutants: readonly Mutant[] = Object.freeze([
  ...fieldRules,
  ...releaseRule,
  ...guardRules,
  ...writeRules,
]);
