import type { Subgraph } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drive, runs, takeWay } from '../../support/drive-state-machine.ts';
import {
  type Machine,
  type MachineOptions,
  machinesOf,
  openMachine,
} from '../../support/state-machine-model.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

export interface ProvedMachine extends MachineOptions {
  /** Ways that no standard mutation can take, `FROM -> TO`: a mutation of the subgraph's own takes them. */
  readonly elsewhere?: readonly string[];
}

/** How many machines there are: a test holds it true. */
export const machines = 15;

/** Of 1,000 runs over all machines, those of one. */
export const runsOfMachine: number = Math.ceil(1_000 / machines);

/** A subgraph with what the records of its types need. */
export type ProvedSubgraph = readonly [Subgraph, Readonly<Record<string, ProvedMachine>>];

/** Tests each machine of a subgraph. */
export function proveMachines(
  [subgraph, options]: ProvedSubgraph,
  runsOfEach: number = runsOfMachine,
): void {
  describe(`the machines of ${subgraph.definition.name}`, () => {
    let served: TestSubgraph;
    const opened: Machine[] = [];
    beforeAll(async () => {
      served = await openTestSubgraph(subgraph);
    });
    afterAll(async () => {
      await Promise.all(opened.map((machine) => machine.close()));
      await served.close();
    });

    const each = machinesOf(subgraph);
    const prove = async (type: string) => {
      const machine = await openMachine(subgraph, served, type, options[type]);
      opened.push(machine);
      await fc.assert(
        fc.asyncProperty(runs, (run) => drive(machine, run)),
        // With few runs, chance takes every way under some seeds only; many runs draw their own.
        { numRuns: runsOfEach, ...(runsOfEach === runsOfMachine ? { seed: 3 } : {}) },
      );
      // Chance may have left some out.
      const untaken: string[] = [];
      for (const { from, transition } of machine.steps) {
        const way = `${from} -> ${transition.to}`;
        if (machine.taken.has(way) || (await takeWay(machine, from, transition.to))) continue;
        untaken.push(way);
      }
      expect(new Set(untaken)).toEqual(new Set(options[type]?.elsewhere));
    };
    it.each(each)('%s does what its data says', prove, runsOfEach * 4_000);
  });
}
