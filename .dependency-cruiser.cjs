/** Who may import whom (docs/architecture.md). Checked by `npm test`; proved by test/layering.test.ts. */

// swc's visitor, on which the cruise rests, stops at `using` declarations: they are walked like others.
const { Visitor } = require('@swc/core/Visitor.js');
const { visitStatement } = Visitor.prototype;
Visitor.prototype.visitStatement = function visit(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  statement.decls = this.visitVariableDeclarators(statement.decls);
  return statement;
};

/** Stages of a request, in its order. */
const stages = [
  'http',
  'authenticate',
  'admit',
  'authorize',
  'plan',
  'execute',
  'providers',
  'respond',
  'audit',
];
const anyStage = stages.join('|');

const stageRules = stages.flatMap((stage, index) => [
  {
    name: `stage-${stage}-takes-only-types-of-earlier-stages`,
    comment: 'gateway.ts alone calls stages; values reach a stage through it.',
    severity: 'error',
    from: { path: `^gateway/${stage}/` },
    to: { path: `^gateway/(?!${stage}/)(${anyStage})/`, dependencyTypesNot: ['type-only'] },
  },
  {
    name: `stage-${stage}-knows-nothing-of-later-stages`,
    severity: 'error',
    from: { path: `^gateway/${stage}/` },
    to: { path: `^gateway/(${[...stages.slice(index + 1), '[^/]+\\.ts$'].join('|')})` },
  },
]);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-a-main',
      severity: 'error',
      from: {},
      to: { path: '(^|/)main\\.ts$', pathNot: '^node_modules/' },
    },
    {
      name: 'lib-stands-alone',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(schema|gateway|registry|subgraphs|cli|examples|bench|test)/' },
    },
    {
      name: 'schema-imports-lib-only',
      severity: 'error',
      from: { path: '^schema/' },
      to: { path: '^(gateway|registry|subgraphs|cli|examples|bench|test)/' },
    },
    {
      name: 'gateway-knows-no-subgraph-and-no-command',
      severity: 'error',
      from: { path: '^gateway/' },
      to: { path: '^(registry|subgraphs|cli|examples|bench|test)/' },
    },
    ...stageRules,
    {
      name: 'graph-knows-no-stage',
      comment: 'It brings supergraphs; what becomes of them is for gateway.ts.',
      severity: 'error',
      from: { path: '^gateway/graph/' },
      to: { path: '^gateway/(?!graph/)' },
    },
    {
      name: 'kit-knows-no-user-of-it',
      severity: 'error',
      from: { path: '^subgraphs/kit/' },
      to: { path: '^(gateway|registry|cli|examples|bench|test|subgraphs/(?!kit/))' },
    },
    {
      name: 'kit-by-its-name',
      comment:
        'Subgraphs use nothing that a partner could not: `@entente/kit`, never a path into it.',
      severity: 'error',
      from: { path: '^(examples|cli|test|bench|subgraphs/(?!kit/))' },
      to: {
        path: '^subgraphs/kit/',
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased-workspace'],
      },
    },
    {
      name: 'subgraphs-keep-to-themselves',
      severity: 'error',
      from: { path: '^subgraphs/(?!kit/)([^/]+)/' },
      to: {
        path: '^(lib|schema|gateway|registry|cli|examples|bench|test|subgraphs)/',
        pathNot: '^subgraphs/(kit|$1)/',
      },
    },
    {
      name: 'partner-example-uses-packages-only',
      severity: 'error',
      from: { path: '^examples/([^/]+)/' },
      to: {
        path: '^(lib|schema|gateway|registry|cli|examples|bench|test|subgraphs)/',
        pathNot: '^(subgraphs/kit|examples/$1)/',
      },
    },
    {
      name: 'no-unresolved-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // The default parser takes type-only imports for value imports.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.data/|^bench/peers/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
