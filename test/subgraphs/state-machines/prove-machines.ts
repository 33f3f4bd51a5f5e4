import type { Subgraph } from '@entente/kit';
import { afterAll, beforeAll, it } from '@jest/globals';
import fc from 'fast-check';
import { drive, runs, takeEachWay } from '../../support/drive-state-machine.ts';
import {
  type Machine,
  type MachineOptions,
  machinesOf,
  openMachine,
} from '../../support/state-machine-model.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

/** How many machines there are: a test holds it true. */
export const machines = 15;

/** Of 1,000 runs over all machines, those of one. */
export const runsOfMachine: number = Math.ceil(1_000 / machines);

/** A subgraph with what the records of its types need. */
export type ProvedSubgraph = readonly [Subgraph, Readonly<Record<string, MachineOptions>>];

/** Another for each run of the tests; one that has failed is given again as `TEST_SEED`. */
export const seed: number = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Tests each machine of a subgraph, several at a time: much of it is waiting for the database. */
export function proveMachines(
  [subgraph, options]: ProvedSubgraph,
  runsOfEach: number = runsOfMachine,
): void {
  const { name } = subgraph.definition;
  const each = machinesOf(subgraph);
  let served: TestSubgraph;
  let opened: ReadonlyMap<string, Machine>;
  // Outside of any `describe`: tests that run at the same time begin after these hooks alone.
  beforeAll(async () => {
    served = await openTestSubgraph(subgraph);
    const open = async (type: string) =>
      [type, await openMachine(subgraph, served, type, options[type])] as const;
    opened = new Map(await Promise.all(each.map(open)));
  });
  afterAll(async () => {
    await Promise.all([...opened.values()].map((machine) => machine.close()));
    await served.close();
  });
  const machineOf = (type: string) => {
    const machine = opened.get(type);
    if (machine === undefined) throw new TypeError(`${type} has no machine.`);
    return machine;
  };

  it.concurrent.each(each)(`${name}: %s goes each way that its data names`, (type) =>
    takeEachWay(machineOf(type)),
  );

  it.concurrent.each(each)(
    `${name}: %s does what its data says, whoever does what (TEST_SEED=${seed})`,
    (type) =>
      fc.assert(
        fc.asyncProperty(runs, (run) => drive(machineOf(type), run)),
        { numRuns: runsOfEach, seed },
      ),
    60_000 + runsOfEach * 1_000,
  );
}
