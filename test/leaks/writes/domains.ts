import { logistics } from './domains/aid-logistics.ts';
import { monitoring } from './domains/ceasefire-monitoring.ts';
import { governance } from './domains/governance.ts';
import { works } from './domains/infrastructure.ts';
import { shipments } from './domains/shipments.ts';
import { openGateways } from './open-gateways.ts';
import { type OpenedSides, openSides } from './open-sides.ts';
import type { WrittenDomain } from './written-domain.ts';

/** A subgraph, and whether it is asked through a gateway. */
export interface Setting {
  readonly domain: WrittenDomain;
  readonly through: boolean;
}

/** The fixture's contract is none of the hub's: it stands behind no gateway. */
const direct = [shipments, monitoring, governance, logistics, works];
const settings: readonly Setting[] = [
  ...direct.map((domain) => ({ domain, through: false })),
  ...direct.slice(1, 4).map((domain) => ({ domain, through: true })),
];

/** Which subgraph the sequence of a seed writes to. */
export function settingOf(seed: number): Setting {
  const found = settings[seed % settings.length];
  if (found === undefined) throw new RangeError('A seed is a whole number from 0 on.');
  return found;
}

/** How many seeds one after the other have each setting once. */
export const allSettings = settings.length;

export function nameOf({ domain, through }: Setting): string {
  return `${domain.subgraph.definition.name}${through ? ' through a gateway' : ''}`;
}

/** What a sequence needs; opened once for all sequences of a process. */
export function createSettings() {
  const opened = new Map<string, Promise<OpenedSides>>();
  return {
    open: (setting: Setting): Promise<OpenedSides> => {
      const name = nameOf(setting);
      const sides =
        opened.get(name) ?? (setting.through ? openGateways : openSides)(setting.domain);
      opened.set(name, sides);
      return sides;
    },
    close: async () => {
      for (const sides of opened.values()) await (await sides).close();
    },
  };
}
