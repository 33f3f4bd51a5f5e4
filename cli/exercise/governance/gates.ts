import type { Row } from '@entente/kit';
import { facilities } from '../infrastructure/facilities.ts';
import { projects } from '../infrastructure/projects.ts';
import type { World } from '../world.ts';
import { numbered } from './numbered.ts';
import { schemeOf } from './scheme-list.ts';
import type { ZoneStep } from './zone-history.ts';

const gatedSectors = ['SHL', 'EDU', 'LOG', 'TEL', 'ERY'];

/**
 * Gates before projects. The projects themselves are looked at: a gate before a health or water
 * project would be a false statement that the contract cannot even make.
 */
export function dependencies(world: World, history: readonly ZoneStep[]): Iterable<Row> {
  const gated = projects(world, facilities(world)).filter((project) =>
    gatedSectors.includes(String(project['sector'])),
  );
  const zones = new Map(history.map((step) => [world.record('zone', step.n).id, step]));
  return numbered(world, 'dependency', (n, record, random) => {
    const project = gated[n % gated.length] ?? random.pick(gated);
    const zone = n % 2 === 0 ? zones.get(String(project['zone_id'])) : undefined;
    const required = zone === undefined ? null : requiredClass(zone);
    const open = zone === undefined ? random.chance(0.3) : zone.classCode === required;
    const state = open ? 'OPEN' : random.weighted({ CLOSED: 90, WAIVED: 10 });
    const at = world.instant(random.int(0, world.days - 1), 555);
    const waived = state === 'WAIVED';
    return {
      ...world.recordFields(record, at),
      project_id: project['id'],
      sector: project['sector'],
      zone_id: zone === undefined ? null : world.record('zone', zone.n).id,
      required_class: required,
      milestone_id:
        zone === undefined
          ? world.record('milestone', random.int(0, world.count('milestone') - 1)).id
          : null,
      state,
      state_changed_at: at,
      reason: zone === undefined ? 'Waits for the milestone.' : `Waits for class ${required}.`,
      decision_id: waived
        ? world.record('decision', random.int(0, world.count('decision') - 1)).id
        : null,
    };
  });
}

/** The first class of the zone's scheme that permits reconstruction. */
function requiredClass({ scheme, classCode }: ZoneStep): string {
  const { classes } = schemeOf(scheme);
  return classes.find((one) => one.permitsReconstruction === true)?.code ?? classCode;
}
