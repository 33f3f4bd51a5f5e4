import type {
  PlanNode as ApolloNode,
  FetchDataKeyRenamer,
  FetchDataRewrite,
  FetchNode,
  QueryPlan,
  QueryPlanSelectionNode,
  SubscriptionNode,
} from '@apollo/query-planner';
import type {
  ContextValue,
  ContextWay,
  EntityGroup,
  PathStep,
  PlanNode,
  RequiredSelection,
  Rewrite,
  RewriteStep,
} from './plan.ts';
import { conditionOf, parallelOf, sequenceOf } from './plan-nodes.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';
import { type Translation, type TranslationContext, translate } from './translation.ts';

/** The plan of Apollo's planner (version 2.14) in our terms. */
export function translateApolloPlan(plan: QueryPlan, facts: SupergraphFacts): Translation {
  return translate(facts, (context) =>
    plan.node === undefined ? null : toNode(plan.node, [], context),
  );
}

function toNode(
  node: ApolloNode | SubscriptionNode,
  prefix: readonly PathStep[],
  context: TranslationContext,
): PlanNode | null {
  const inner = (one: ApolloNode | undefined): PlanNode | null =>
    one === undefined ? null : toNode(one, prefix, context);
  switch (node.kind) {
    case 'Sequence':
      return sequenceOf(node.nodes.map(inner));
    case 'Parallel':
      return parallelOf(node.nodes.map(inner));
    case 'Condition':
      return conditionOf(node.condition, inner(node.ifClause), inner(node.elseClause));
    case 'Flatten':
      return toNode(node.node, [...prefix, ...node.path.flatMap(toPathSteps(context))], context);
    case 'Fetch':
      return toFetch(node, prefix, context);
    case 'Subscription':
    case 'Defer':
      return context.refuse(`The plan has a node of kind ${node.kind}.`);
    default:
      return context.refuse(
        `The plan has an unknown node: ${JSON.stringify(node satisfies never)}`,
      );
  }
}

function toFetch(
  node: FetchNode,
  prefix: readonly PathStep[],
  context: TranslationContext,
): PlanNode | null {
  const { facts } = context;
  if (node.operationKind === 'subscription') {
    return context.refuse('The plan has a fetch of a subscription.');
  }
  const contexts = toContexts(node.contextRewrites ?? [], facts);
  const own = new Set(contexts.map(({ variable }) => variable));
  const outputRewrites = toRewrites(node.outputRewrites, facts);
  const fetch = {
    kind: 'fetch',
    subgraph: node.serviceName,
    operation: node.operationKind === 'mutation' ? 'mutation' : 'query',
    document: node.operation,
    operationName: node.operationName ?? null,
    variables: (node.variableUsages ?? []).filter((name) => !own.has(name)),
  } as const;
  if (node.requires === undefined) {
    if (contexts.length > 0) return context.refuse('The plan has a context for root fields.');
    return { ...fetch, entities: [], at: prefix, outputRewrites };
  }
  const group: EntityGroup = {
    alias: '_entities',
    variable: 'representations',
    paths: [prefix],
    requires: toRequires(node.requires, facts),
    contexts,
    inputRewrites: toRewrites(node.inputRewrites, facts),
    outputRewrites,
  };
  return { ...fetch, entities: [group], at: [], outputRewrites: [] };
}

/** `name`, `@` and, where types decide, `name|[A,B]` and `@|[A,B]`. */
function toPathSteps(context: TranslationContext): (element: string | number) => PathStep[] {
  return (element) => {
    if (typeof element === 'number') {
      context.refuse(`The plan has a list index in a path: ${element}`);
      return [];
    }
    const [head = '', types] = element.split('|[', 2);
    const steps: PathStep[] = [];
    if (head === '@') steps.push({ kind: 'each' });
    else if (head !== '') steps.push({ kind: 'field', name: head });
    if (types !== undefined) {
      const names = types.replace(/\]$/, '').split(',').flatMap(context.facts.typeNames);
      steps.push({ kind: 'types', names: [...new Set(names)] });
    }
    return steps;
  };
}

/** Response keys are also the names in the representation: no alias means another name. */
function toRequires(
  selections: readonly QueryPlanSelectionNode[],
  facts: SupergraphFacts,
): readonly RequiredSelection[] {
  return selections.flatMap((selection): readonly RequiredSelection[] => {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      const nested =
        selection.selections === undefined ? null : toRequires(selection.selections, facts);
      return [{ kind: 'field', name: key, as: key, selections: nested }];
    }
    const inner = toRequires(selection.selections, facts);
    if (selection.typeCondition === undefined) return inner;
    return [{ kind: 'types', names: facts.typeNames(selection.typeCondition), selections: inner }];
  });
}

function toRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  facts: SupergraphFacts,
): readonly Rewrite[] {
  return (rewrites ?? []).map((rewrite) =>
    rewrite.kind === 'KeyRenamer'
      ? { kind: 'rename', path: toSteps(rewrite.path, facts), to: rewrite.renameKeyTo }
      : { kind: 'set', path: toSteps(rewrite.path, facts), value: rewrite.setValueTo },
  );
}

/** `['..', '..', '... on Site', 'lang']`: from the entity two fields up, there `lang`. */
function toContexts(
  rewrites: readonly FetchDataKeyRenamer[],
  facts: SupergraphFacts,
): readonly ContextValue[] {
  const ways = new Map<string, ContextWay[]>();
  for (const { path, renameKeyTo } of rewrites) {
    const levels = path.filter((element) => element === '..').length;
    const way = { levels, path: toSteps(path.slice(levels), facts) };
    const known = ways.get(renameKeyTo);
    if (known === undefined) ways.set(renameKeyTo, [way]);
    else known.push(way);
  }
  return [...ways].map(([variable, list]) => ({ variable, ways: list }));
}

const onType = '... on ';

function toSteps(path: readonly string[], facts: SupergraphFacts): readonly RewriteStep[] {
  return path.map((element) =>
    element.startsWith(onType)
      ? { kind: 'types', names: facts.typeNames(element.slice(onType.length)) }
      : { kind: 'key', name: element },
  );
}
