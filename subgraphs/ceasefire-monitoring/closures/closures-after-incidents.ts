import { clientError, type SubgraphContext } from '@entente/kit';
import { type ClosureArguments, loadClosures } from './load-closures.ts';

const limits = { days: 366, windowDays: 14 } as const;
const dayMilliseconds = 86_400_000;

/** `Crossing.closuresAfterIncidents`: the crossings of one request are answered together. */
export function closuresAfterIncidents(
  crossing: { readonly code: string },
  args: ClosureArguments,
  context: SubgraphContext,
) {
  const days = (Date.parse(args.to) - Date.parse(args.from)) / dayMilliseconds;
  if (days < 1 || days > limits.days) {
    throw clientError(
      'BAD_USER_INPUT',
      `\`from\` (${args.from}) to \`to\` (${args.to}) must span 1 to ${limits.days} days.`,
    );
  }
  if (args.windowDays < 1 || args.windowDays > limits.windowDays) {
    throw clientError('BAD_USER_INPUT', `\`windowDays\` must be 1 to ${limits.windowDays}.`);
  }
  const { from, to, windowDays } = args;
  return context
    .loader(`closures ${from} ${to} ${windowDays}`, (codes: readonly string[]) =>
      loadClosures(codes, { from, to, windowDays }, context.db),
    )
    .load(crossing.code)
    .then((found) => ({ windowDays, days, ...found }));
}
