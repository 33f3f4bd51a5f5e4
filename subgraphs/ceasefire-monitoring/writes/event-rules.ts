import type { Problem, Row } from '@entente/kit';
import { subTypes } from '../migrations/event-codes.ts';

const hour = 3_600_000;
/** East of UTC, a day begins before it does in UTC. */
const latestDay = (at: string) => new Date(Date.parse(at) + 14 * hour).toISOString().slice(0, 10);

/** What is wrong with what a report or an incident says to have happened. */
export function eventProblems(row: Row, at: string): readonly Problem[] {
  const type = String(row['type']);
  const subType = String(row['sub_type']);
  const fitting: Readonly<Record<string, readonly string[]>> = subTypes;
  const problems: Problem[] = [];
  if (fitting[type]?.includes(subType) !== true) {
    problems.push({
      field: 'subType',
      message: `${subType} is no sub-type of ${type}.`,
      advice: `Use one of ${fitting[type]?.join(', ')}, or another type.`,
    });
  }
  if (String(row['occurred_on']) > latestDay(at)) {
    problems.push({
      field: 'occurredOn',
      message: 'The day lies ahead.',
      advice: 'Give the day on which it happened.',
    });
  }
  return problems;
}
