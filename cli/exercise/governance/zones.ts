import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { bodyNumber } from './body-list.ts';
import { numbered } from './numbered.ts';
import { schemeOf } from './scheme-list.ts';
import type { ZoneStep } from './zone-history.ts';

export function zoneSchemes(world: World): Iterable<Row> {
  return numbered(world, 'zone-scheme', (n, record) => {
    const scheme = schemeOf(n);
    const published = world.day(-60 + 15 * n);
    return {
      ...world.recordFields(record, `${published}T10:00:00.000000Z`),
      name: scheme.name,
      author: scheme.author,
      author_body_id:
        scheme.authorBody === null ? null : world.record('body', scheme.authorBody).id,
      status: scheme.status,
      published_on: published,
      description: `${scheme.classes.length} classes; whole districts.`,
      classes: scheme.classes,
      paths: scheme.paths,
    };
  });
}

export function* zones(world: World, history: readonly ZoneStep[]): Generator<Row> {
  for (const step of history) {
    const place = world.places[step.place];
    const handedOver = step.classCode === 'GREEN';
    const authority = handedOver ? bodyNumber.committee : bodyNumber.board;
    yield {
      ...world.recordFields(world.record('zone', step.n), world.instant(step.from, 360)),
      scheme_id: world.record('zone-scheme', step.scheme).id,
      name: `${place?.name.en} ${step.classCode.toLowerCase()}`,
      class_code: step.classCode,
      polygon: { type: 'Polygon', coordinates: [place?.ring] },
      authority_id: step.scheme === 0 ? world.record('body', authority).id : null,
      authority_text: step.scheme === 0 ? null : 'Not stated by the scheme',
      authority_temporary: step.scheme === 0 && !handedOver,
      effective_from: world.day(step.from),
      effective_to: step.to === null ? null : world.day(step.to),
      places_pcode: [place?.pcode],
    };
  }
}
