import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { numbered, otherPartner, statement } from './numbered.ts';

interface Definition {
  readonly code: string;
  readonly name: { readonly en: string; readonly ar: string; readonly he: string };
  readonly definition: string;
  readonly unit: string;
  readonly baseline: number;
  readonly target: number;
  readonly planPoint: number;
}

function definition(
  code: string,
  name: readonly [en: string, ar: string, he: string],
  text: string,
  unit: string,
  range: readonly [baseline: number, target: number],
  planPoint: number,
): Definition {
  const [en, ar, he] = name;
  const [baseline, target] = range;
  return { code, name: { en, ar, he }, definition: text, unit, baseline, target, planPoint };
}

const definitions = [
  definition(
    'TRANSIT_TIME',
    ['Transit time', 'زمن العبور', 'זמן מעבר'],
    'Median days from submission to delivery of consignments delivered in the week.',
    'd',
    [14, 5],
    7,
  ),
  definition(
    'REQUESTS_FACILITATED',
    ['Movements facilitated', 'تحركات مُيسّرة', 'תנועות שהתאפשרו'],
    'Share of movement requests for the week that were facilitated.',
    '%',
    [40, 90],
    8,
  ),
  definition(
    'WATER',
    ['Water', 'المياه', 'מים'],
    'Litres per person and day, by the operators of the network.',
    'L',
    [6, 15],
    7,
  ),
  definition(
    'POWER',
    ['Power', 'الكهرباء', 'חשמל'],
    'Hours of grid power per day.',
    'h',
    [2, 12],
    2,
  ),
  definition(
    'CLINICS',
    ['Clinics that function', 'عيادات عاملة', 'מרפאות פעילות'],
    'Share of clinics that function in full or in part.',
    '%',
    [35, 80],
    7,
  ),
  definition(
    'SCHOOL_DAYS',
    ['School days', 'أيام الدراسة', 'ימי לימוד'],
    'Days of the week on which schools teach.',
    'd',
    [1, 5],
    2,
  ),
  definition(
    'DECISION_TIME',
    ['Time to decide', 'زمن اتخاذ القرار', 'זמן החלטה'],
    'Median days from a request to the decision about it.',
    'd',
    [30, 7],
    9,
  ),
  definition(
    'VERIFICATION_TIME',
    ['Time to verify', 'زمن التحقق', 'זמן אימות'],
    'Median days from the report that a milestone is met to the finding.',
    'd',
    [45, 14],
    13,
  ),
  definition(
    'SERVICES_STAFFED',
    ['Services staffed', 'خدمات مزودة بالموظفين', 'שירותים מאוישים'],
    'Share of posts in public services that are filled.',
    '%',
    [30, 85],
    9,
  ),
  definition(
    'RUBBLE_CLEARED',
    ['Rubble cleared', 'أنقاض مُزالة', 'הריסות שפונו'],
    'Share of the estimated rubble that is removed.',
    '%',
    [0, 60],
    10,
  ),
  definition(
    'POLICE_TRAINED',
    ['Police trained', 'شرطة مدرّبة', 'שוטרים שהוכשרו'],
    'Share of the agreed number of police that have finished training.',
    '%',
    [5, 100],
    15,
  ),
  definition(
    'TRUST',
    ['Trust', 'الثقة', 'אמון'],
    'Share of those asked who trust the administration, by monthly survey.',
    '%',
    [20, 60],
    19,
  ),
] as const;

function indicatorOf(world: World, n: number) {
  const base = definitions[n % definitions.length] ?? definitions[0];
  const round = Math.floor(n / definitions.length);
  // Beyond the first round, the same measures by district.
  const place = round === 0 ? null : (world.places[(round - 1) % world.places.length] ?? null);
  return { base, place };
}

export function indicators(world: World): Iterable<Row> {
  return numbered(world, 'indicator', (n, record) => {
    const { base, place } = indicatorOf(world, n);
    const suffix = place === null ? '' : `, ${place.name.en}`;
    return {
      ...world.recordFields(record, `${world.day(-20)}T08:00:00.000000Z`),
      code: place === null ? base.code : `${base.code}_${place.pcode}`,
      name: { ...base.name, en: `${base.name.en}${suffix}` },
      definition: base.definition,
      unit: base.unit,
      direction: base.target > base.baseline ? 'HIGHER_IS_BETTER' : 'LOWER_IS_BETTER',
      baseline: base.baseline,
      target: base.target,
      target_on: world.day(world.days + 180),
      plan_point_number: base.planPoint,
    };
  });
}

/** Every week a value half-way to the target by the last day; now and then another partner's besides. */
export function* indicatorValues(world: World): Generator<Row> {
  let local = 0;
  for (let n = 0; n < world.count('indicator'); n++) {
    const { base, place } = indicatorOf(world, n);
    const indicator = world.record('indicator', n);
    const random = world.random(`indicator-value ${n}`);
    for (let day = n % 7; day < world.days; day += 7) {
      const progress = (day / world.days) * 0.5 + random.float(-0.05, 0.05);
      const value = base.baseline + (base.target - base.baseline) * Math.max(0, progress);
      const owners = [indicator.owner];
      if (random.chance(0.1)) owners.push(otherPartner(world, indicator.owner, random));
      for (const [index, owner] of owners.entries()) {
        const stated = Math.round(value * (1 + index * random.float(-0.2, 0.2)) * 10) / 10;
        yield {
          ...world.recordFields(
            statement('indicator-value', owner, local++),
            world.instant(day, 630),
          ),
          indicator_id: indicator.id,
          place_pcode: place?.pcode ?? null,
          date: world.day(day),
          value: stated,
        };
      }
    }
  }
}
