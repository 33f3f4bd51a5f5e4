import {
  loadSeries,
  type Resolver,
  type SeriesArguments,
  type SubgraphContext,
} from '@entente/kit';

/** The points of the plan that counted flows speak to: aid, and its distribution. */
const points: readonly number[] = [7, 8];

/** Both points ask the same question, so one statement answers for all parents. */
export const flowsOfPlanPoint: Resolver<SubgraphContext> = (
  parent: { readonly number: number },
  args: SeriesArguments,
  context,
  { schema },
) => {
  if (!points.includes(parent.number)) return null;
  const name = `PlanPoint.flowSeries ${JSON.stringify(args)}`;
  const flows = context.loader(name, async (keys: readonly 'all'[]) => {
    const series = await loadSeries(schema, 'FlowSeries', args, context);
    return keys.map(() => series);
  });
  return flows.load('all');
};
