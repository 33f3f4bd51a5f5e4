import { logistics } from './domains/aid-logistics.ts';
import { monitoring } from './domains/ceasefire-monitoring.ts';
import { governance } from './domains/governance.ts';
import { works } from './domains/infrastructure.ts';
import { statements } from './domains/reference.ts';
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
const direct = [shipments, monitoring, governance, logistics, works, statements];
const settings: readonly Setting[] = [
  ...direct.map((domain) => ({ domain, through: false })),
  ...direct.slice(1).map((domain) => ({ domain, through: true })),
];

/** Seeds in the order in which their settings are opened once. */
export function bySetting(seeds: readonly number[]): readonly number[] {
  return seeds.toSorted((a, b) => (a % settings.length) - (b % settings.length));
}

/** Which subgraph the sequence of a seed writes to. */
export function settingOf(seed: number): Setting {
  const found = settings[seed % settings.length];
  if (found === undefined) throw new RangeError('A seed is a whole number from 0 on.');
  return found;
}

export function nameOf({ domain, through }: Setting): string {
  return `${domain.subgraph.definition.name}${through ? ' through a gateway' : ''}`;
}

/** What sequences need; one setting is open at a time, since each takes connections. */
export function createSettings() {
  let name: string | null = null;
  let opened: OpenedSides | null = null;
  const close = async () => {
    await opened?.close();
    opened = null;
  };
  return {
    open: async (setting: Setting): Promise<OpenedSides> => {
      if (opened !== null && name === nameOf(setting)) return opened;
      await close();
      name = nameOf(setting);
      opened = await (setting.through ? openGateways : openSides)(setting.domain);
      return opened;
    },
    close,
  };
}
