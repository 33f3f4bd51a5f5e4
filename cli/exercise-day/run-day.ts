import { consignments } from './acts/consignments.ts';
import { crossing } from './acts/crossing.ts';
import { flows } from './acts/flows.ts';
import { incident } from './acts/incident.ts';
import { milestone } from './acts/milestone.ts';
import { movement } from './acts/movement.ts';
import { project } from './acts/project.ts';
import { stock } from './acts/stock.ts';
import { type DayOptions, DayProblem, openDay } from './day.ts';
import { play } from './scene.ts';

const acts = [crossing, stock, consignments, project, movement, incident, milestone, flows];

/**
 * Plays the day through the hub's endpoint. Its records are new each time: it may be played again.
 *
 * @returns what did not come out as expected, in words; empty where all did
 */
export async function runDay(options: DayOptions): Promise<readonly string[]> {
  const { day, failed } = openDay(options);
  try {
    await play(
      acts.map((act) => act(day)),
      ({ time, text }) => options.print(`${time}  ${text}`),
    );
    return failed;
  } catch (error) {
    if (error instanceof DayProblem) return [...failed, error.message];
    throw error;
  }
}
