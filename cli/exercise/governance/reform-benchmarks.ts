import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { bodyNumber } from './body-list.ts';
import { numbered, otherPartner } from './numbered.ts';

const reforms = [
  ['PUBLIC_FINANCE', 'Budget published and audited', 'No audited budget'],
  ['JUSTICE', 'Courts hear cases within a year', 'Cases wait three years'],
  ['CIVIL_SERVICE', 'Posts filled by open competition', 'Posts filled by appointment'],
  ['LOCAL_GOVERNMENT', 'District councils meet in public', 'Councils do not meet'],
  ['ELECTIONS', 'Register of voters complete', 'No register'],
  ['EDUCATION', 'Teachers paid in time', 'Pay four months late'],
  ['SOCIAL_PROTECTION', 'Benefits paid by need', 'Benefits paid by list'],
  ['ANTI_CORRUPTION', 'Declarations of interest published', 'None published'],
  ['CIVIL_POLICE', 'Complaints office answers', 'No complaints office'],
] as const;

export function reformBenchmarks(world: World): Iterable<Row> {
  return numbered(world, 'reform-benchmark', (n, record, random) => {
    const [area, target, baseline] = reforms[n % reforms.length] ?? reforms[0];
    const round = Math.floor(n / reforms.length) + 1;
    const changed = random.int(0, world.days - 1);
    const state = random.weighted({
      NOT_STARTED: 20,
      IN_PROGRESS: 35,
      REPORTED_MET: 15,
      VERIFIED: 22,
      DISPUTED: 8,
    });
    const assessed = state === 'VERIFIED' || state === 'DISPUTED';
    const at = world.instant(changed, 500);
    return {
      ...world.recordFields(record, at),
      body_id: world.record('body', bodyNumber.authority).id,
      area,
      title: `${target}, stage ${round}`,
      baseline,
      baseline_on: world.day(-40),
      target,
      state,
      state_changed_at: at,
      assessor_code: otherPartner(world, record.owner, random),
      assessor_body_id: world.record('body', bodyNumber.verifiers).id,
      assessed_on: assessed ? world.day(changed) : null,
      due_on: world.day(world.days + random.int(10, 300)),
    };
  });
}
