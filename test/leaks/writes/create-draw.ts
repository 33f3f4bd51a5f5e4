import { formatId, idType, type Row, type Visibility } from '@entente/kit';
import { createChoices } from '../../differential/choices.ts';
import { released } from '../../support/released.ts';
import type { Draw } from './draw.ts';
import { partners, policies, purposes } from './partners.ts';
import { type Records, tableOf } from './records.ts';
import type { WrittenDomain } from './written-domain.ts';

export interface World {
  readonly domain: WrittenDomain;
  /** All records as they are now. */
  readonly records: () => Records;
  readonly caller: () => Visibility;
}

const day = 86_400_000;

export function createDraw(seed: number, { domain, records, caller }: World): Draw {
  const choices = createChoices(seed);
  const { int, chance, pick, some } = choices;
  let texts = 0;
  const instant = (when: 'past' | 'future') => {
    const distance = (1 + int(200)) * day;
    const at = Date.now() + (when === 'past' ? -distance : distance);
    return `${new Date(at).toISOString().slice(0, 13)}:00:00.000Z`;
  };
  const record: Draw['record'] = (type, own) => {
    const rows = records()[tableOf(domain.subgraph, type)] ?? [];
    const who = caller();
    const mine = rows.filter((row) => row['owner_code'] === who.partner);
    const others = rows.filter((row) => row['owner_code'] !== who.partner);
    const seen = others.filter((row) => released(row, who, type));
    const hidden = others.filter((row) => !released(row, who, type));
    const dice = int(100);
    const from = own
      ? [mine, seen, hidden][dice < 78 ? 0 : dice < 90 ? 1 : 2]
      : [mine, seen, hidden][dice < 40 ? 0 : dice < 84 ? 1 : 2];
    const some = from !== undefined && from.length > 0 ? from : rows;
    if (some.length === 0) return null;
    if (chance(40)) return pick(some);
    // What has just been written is written again, and read.
    const changed = (row: Row) => String(row['changed_at']);
    return pick(some.toSorted((a, b) => (changed(a) < changed(b) ? 1 : -1)).slice(0, 4));
  };
  const text = () => {
    texts += 1;
    let [rest, letters] = [seed * 1_000 + texts, ''];
    for (let place = 0; place < 6; place += 1) {
      letters = String.fromCharCode(97 + (rest % 26)) + letters;
      rest = Math.floor(rest / 26);
    }
    return `canary${letters}`;
  };
  const newId: Draw['newId'] = (owner, type) =>
    formatId({ owner, type: idType(type), local: text() });
  return {
    ...choices,
    text,
    instant,
    day: (when) => instant(when).slice(0, 10),
    record,
    id: (type, fits = () => true) => {
      const fitting = (records()[tableOf(domain.subgraph, type)] ?? []).filter((row) =>
        fits(row, caller()),
      );
      const dice = int(100);
      if (dice < 75 && fits.length > 0 && fitting.length > 0) return String(pick(fitting)['id']);
      if (dice > 95) return newId(pick(partners), type);
      if (dice > 94) return 'nothing';
      return String(record(type, false)?.['id'] ?? newId(pick(partners), type));
    },
    newId,
    marking: () => ({
      policyId: chance(75) ? 'WIDE' : pick(policies),
      classification: 'UNCLASSIFIED',
      sensitivity: pick(['LOW', 'MODERATE', 'HIGH']),
      tlp: pick(['CLEAR', 'GREEN', 'AMBER']),
      releasableTo: some([...partners, 'PARTNERS', 'PUBLIC', 'NEAR'], 30, chance(90) ? 1 : 0),
      excluded: chance(12) ? [pick(partners)] : [],
      purposes: some(purposes, 40, 1),
      ...(chance(12) ? { reviewAt: instant(chance(50) ? 'past' : 'future') } : {}),
    }),
  };
}
