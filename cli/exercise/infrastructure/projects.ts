import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { type FacilityType, facilityLabels } from './facilities.ts';

const sectors: Readonly<Record<FacilityType, { sector: string; dac: string; weight: number }>> = {
  HOSPITAL: { sector: 'HEA', dac: 'DAC_73010', weight: 12 },
  CLINIC: { sector: 'HEA', dac: 'DAC_72010', weight: 12 },
  SCHOOL: { sector: 'EDU', dac: 'DAC_73010', weight: 15 },
  WATER: { sector: 'WSH', dac: 'DAC_72010', weight: 14 },
  SEWAGE: { sector: 'WSH', dac: 'DAC_73010', weight: 8 },
  POWER: { sector: 'ERY', dac: 'DAC_73010', weight: 8 },
  BAKERY: { sector: 'FSC', dac: 'DAC_72040', weight: 6 },
  ROAD: { sector: 'LOG', dac: 'DAC_73010', weight: 7 },
  HOUSING: { sector: 'SHL', dac: 'DAC_73010', weight: 14 },
  CROSSING_WORKS: { sector: 'LOG', dac: 'DAC_72050', weight: 4 },
};
const typeWeights = Object.fromEntries(
  Object.entries(sectors).map(([type, { weight }]) => [type, weight]),
) as Readonly<Record<FacilityType, number>>;

const states = {
  PROPOSED: 14,
  ASSESSED: 12,
  FUNDED: 12,
  APPROVED: 12,
  IN_PROGRESS: 26,
  SUSPENDED: 8,
  COMPLETED: 8,
  HANDED_OVER: 4,
  CANCELLED: 4,
} as const;
type State = keyof typeof states;

/** What a project can wait on where it stands. */
const gates: Partial<Readonly<Record<State, readonly string[]>>> = {
  PROPOSED: ['FUNDING', 'APPROVAL'],
  ASSESSED: ['FUNDING'],
  FUNDED: ['CLEARANCE', 'APPROVAL'],
  APPROVED: ['CLEARANCE', 'MATERIALS'],
  SUSPENDED: ['CLEARANCE', 'FUNDING', 'MATERIALS'],
};
/** Relief is never held up by a decision. */
const ungated = ['HEA', 'WSH', 'FSC'];
const reasons: Readonly<Record<string, string>> = {
  CLEARANCE: 'The ground is not released yet',
  FUNDING: 'Part of the budget is not committed',
  MATERIALS: 'Material has not entered yet',
  APPROVAL: 'The building permit is pending',
};

export function projects(world: World, facilities: readonly Row[]): readonly Row[] {
  const bySite = Map.groupBy(facilities, (row) => `${row['place_pcode']} ${row['type']}`);
  return Array.from({ length: world.count('project') }, (_, n) => project(world, n, bySite));
}

function project(world: World, n: number, bySite: ReadonlyMap<string, readonly Row[]>): Row {
  const random = world.random(`project ${n}`);
  const record = world.record('project', n);
  const type = random.weighted(typeWeights);
  const { sector, dac } = sectors[type];
  const crossing = type === 'CROSSING_WORKS' ? random.pick(world.crossings) : null;
  const place =
    world.places.find(({ pcode }) => pcode === crossing?.pcode) ?? random.pick(world.places);
  const state = random.weighted(states);
  const waits = waitsOn(state, sector, random);
  const sites = bySite.get(`${place.pcode} ${type}`) ?? [];
  const changed = random.int(0, world.days - 1);
  const label = facilityLabels[type];
  return {
    ...world.recordFields(record, world.instant(changed, random.int(300, 719))),
    title: {
      en: `${label.en} repairs, ${place.name.en}`,
      ar: `ترميم ${label.ar}، ${place.name.ar}`,
      he: `שיקום ${label.he}, ${place.name.he}`,
    },
    iati_id: `XM-EXERCISE-${record.owner}-${n + 1}`,
    type,
    sector,
    dac_purpose: dac,
    place_pcode: place.pcode,
    zone_id: zoneOf(world, place.pcode, random),
    crossing_code: crossing?.code ?? null,
    facility_id: sites.length > 0 && random.chance(0.7) ? random.pick(sites)['id'] : null,
    plan_points_number: sector === 'ERY' || sector === 'SHL' ? [10] : random.pick([[7], [7, 10]]),
    budget: random.chance(0.9) ? random.int(8, 900) * 10_000 : null,
    currency: random.weighted({ USD: 70, EUR: 30 }),
    organisations: organisations(world, record.owner, random),
    ...schedule(world, state, random),
    state,
    state_changed_at: world.instant(changed, random.int(0, 299)),
    waits_on: waits,
    wait_reason: waits.length === 0 ? null : `${waits.map((gate) => reasons[gate]).join('; ')}.`,
  };
}

function waitsOn(state: State, sector: string, random: Random): readonly string[] {
  const possible = (gates[state] ?? []).filter(
    (gate) => gate !== 'APPROVAL' || !ungated.includes(sector),
  );
  if (possible.length === 0 || (state !== 'SUSPENDED' && random.chance(0.3))) return [];
  return random.some(possible, random.chance(0.25) ? 2 : 1);
}

/** First and last day, in the past or ahead as the state has it. */
function schedule(world: World, state: State, random: Random): Row {
  const today = world.days - 1;
  const length = random.int(60, 400);
  const begun = state === 'IN_PROGRESS' || state === 'SUSPENDED';
  const ended = state === 'COMPLETED' || state === 'HANDED_OVER';
  const starts = begun
    ? today - random.int(1, length - 1)
    : ended
      ? today - length - random.int(1, 90)
      : today + random.int(5, 240);
  return { starts_on: world.day(starts), ends_on: world.day(starts + length) };
}

function organisations(world: World, owner: string, random: Random): readonly object[] {
  const [funder, implementer] = [random.pick(world.partners), random.pick(world.partners)];
  const part = (role: string, type: string, partner: string) => ({
    role,
    type,
    identifier: `XM-EXERCISE-${partner}`,
    partner,
  });
  return [
    part('FUNDING', 'GOVERNMENT', funder),
    part('ACCOUNTABLE', 'MULTILATERAL', owner),
    random.chance(0.8)
      ? part('IMPLEMENTING', 'INTERNATIONAL_NGO', implementer)
      : {
          role: 'IMPLEMENTING',
          type: 'PRIVATE_SECTOR',
          identifier: `XM-EXERCISE-C${random.int(100, 999)}`,
          partner: null,
        },
  ];
}

/** The place's present zone, mostly under the first scheme: zone n covers place n modulo their count. */
function zoneOf({ places, record }: World, pcode: string, random: Random): string | null {
  if (random.chance(0.15)) return null;
  const place = places.findIndex((one) => one.pcode === pcode);
  const scheme = random.chance(0.8) ? 0 : 1;
  return record('zone', scheme * places.length + place).id;
}
