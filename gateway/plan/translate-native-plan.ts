import type {
  BatchFetchNode,
  EntityBatchAlias,
  FetchNodePathSegment,
  FetchRewrite,
  FlattenNodePathSegment,
  FetchNode as NativeFetch,
  PlanNode as NativeNode,
  QueryPlan,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import type {
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

/** The native planner's plan (version 0.0.38) in our terms. */
export function translateNativePlan(plan: QueryPlan, facts: SupergraphFacts): Translation {
  return translate(facts, (context) => (plan.node == null ? null : toNode(plan.node, [], context)));
}

function toNode(
  node: NativeNode,
  prefix: readonly PathStep[],
  context: TranslationContext,
): PlanNode | null {
  const inner = (one: NativeNode | null | undefined): PlanNode | null =>
    one == null ? null : toNode(one, prefix, context);
  switch (node.kind) {
    case 'Sequence':
      return sequenceOf(node.nodes.map(inner));
    case 'Parallel':
      return parallelOf(node.nodes.map(inner));
    case 'Condition':
      return conditionOf(node.condition, inner(node.ifClause), inner(node.elseClause));
    case 'Flatten':
      return toNode(node.node, [...prefix, ...toPath(node.path, context.facts)], context);
    case 'Fetch':
      return toFetch(node, prefix, context);
    case 'BatchFetch':
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
  node: NativeFetch | BatchFetchNode,
  prefix: readonly PathStep[],
  context: TranslationContext,
): PlanNode | null {
  const operation = node.operationKind ?? 'query';
  if (operation === 'subscription') {
    return context.refuse('The plan has a fetch of a subscription.');
  }
  const fetch = {
    kind: 'fetch',
    subgraph: node.serviceName,
    operation,
    document: node.operation,
    operationName: node.operationName ?? null,
    variables: node.variableUsages ?? [],
  } as const;
  if (node.kind === 'BatchFetch') {
    const entities = node.entityBatch.aliases.map((alias) => toGroup(alias, prefix, context));
    return { ...fetch, entities, at: [], outputRewrites: [] };
  }
  const outputRewrites = toRewrites(node.outputRewrites, context);
  if (node.requires == null) return { ...fetch, entities: [], at: prefix, outputRewrites };
  const group: EntityGroup = {
    alias: '_entities',
    variable: 'representations',
    paths: [prefix],
    requires: toRequires(node.requires, context),
    contexts: [],
    inputRewrites: toRewrites(node.inputRewrites, context),
    outputRewrites,
  };
  return { ...fetch, entities: [group], at: [], outputRewrites: [] };
}

function toGroup(
  alias: EntityBatchAlias,
  prefix: readonly PathStep[],
  context: TranslationContext,
): EntityGroup {
  return {
    alias: alias.alias,
    variable: alias.representationsVariableName,
    paths: alias.paths.map((path) => [...prefix, ...toPath(path, context.facts)]),
    requires: toRequires(alias.requires, context),
    contexts: [],
    inputRewrites: toRewrites(alias.inputRewrites, context),
    outputRewrites: toRewrites(alias.outputRewrites, context),
  };
}

function toPath(
  path: readonly FlattenNodePathSegment[],
  facts: SupergraphFacts,
): readonly PathStep[] {
  return path.map((segment): PathStep => {
    if (segment === '@') return { kind: 'each' };
    if ('Field' in segment) return { kind: 'field', name: segment.Field };
    return { kind: 'types', names: namesOf(segment.TypeCondition, facts) };
  });
}

/**
 * In the native plan `name` is the key in the answer so far, `alias` the name in the
 * representation. Conditions on its fragments are those of the fields they need: what was not
 * fetched is not in a representation anyway.
 */
function toRequires(
  selections: readonly RequiresSelection[],
  context: TranslationContext,
): readonly RequiredSelection[] {
  return selections.flatMap((selection): readonly RequiredSelection[] => {
    switch (selection.kind) {
      case 'Field': {
        const { name, alias, selections: inner } = selection;
        const nested = inner == null ? null : toRequires(inner, context);
        return [{ kind: 'field', name, as: alias ?? name, selections: nested }];
      }
      case 'InlineFragment':
        return [
          {
            kind: 'types',
            names: context.facts.typeNames(selection.typeCondition),
            selections: toRequires(selection.selections, context),
          },
        ];
      case 'FragmentSpread':
        context.refuse(`A representation needs the fragment ${selection.value}.`);
        return [];
      default:
        context.refuse(
          `A representation needs an unknown node: ${JSON.stringify(selection satisfies never)}`,
        );
        return [];
    }
  });
}

function toRewrites(
  rewrites: readonly FetchRewrite[] | null | undefined,
  context: TranslationContext,
): readonly Rewrite[] {
  return (rewrites ?? []).flatMap((rewrite): readonly Rewrite[] => {
    if ('KeyRenamer' in rewrite) {
      const { path, renameKeyTo } = rewrite.KeyRenamer;
      return [{ kind: 'rename', path: toSteps(path, context.facts), to: renameKeyTo }];
    }
    const setter =
      'ValueSetter' in rewrite ? rewrite.ValueSetter : 'setValueTo' in rewrite ? rewrite : null;
    if (setter !== null) {
      const { path, setValueTo } = setter;
      return [{ kind: 'set', path: toSteps(path, context.facts), value: setValueTo }];
    }
    context.refuse(`The plan has an unknown rewrite: ${JSON.stringify(rewrite)}`);
    return [];
  });
}

function toSteps(
  path: readonly FetchNodePathSegment[],
  facts: SupergraphFacts,
): readonly RewriteStep[] {
  return path.map((segment) =>
    'Key' in segment
      ? { kind: 'key', name: segment.Key }
      : { kind: 'types', names: namesOf(segment.TypenameEquals, facts) },
  );
}

function namesOf(types: readonly string[], facts: SupergraphFacts): readonly string[] {
  return [...new Set(types.flatMap(facts.typeNames))];
}
