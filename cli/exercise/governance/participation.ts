import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { bodyNumber } from './body-list.ts';
import { numbered } from './numbered.ts';

export function participations(world: World): Iterable<Row> {
  return numbered(world, 'participation', (n, record, random) => {
    const from = random.int(-60, world.days - 20);
    const ends = random.chance(0.2);
    const role = random.weighted({
      HOST: 2,
      LEAD: 8,
      MEMBER: 50,
      LIAISON: 20,
      OBSERVER: 12,
      INVITED: 8,
    });
    return {
      ...world.recordFields(record, world.instant(from, 480)),
      partner_code: record.owner,
      body_id: world.record('body', n % world.count('body')).id,
      role,
      member_from: world.day(from),
      member_to: ends ? world.day(from + random.int(5, 19)) : null,
      declared: ends ? 'Ends its part; may return after the next report.' : null,
    };
  });
}

const civilSociety = 'Civil society of Tessara';

export function representations(world: World): Iterable<Row> {
  const authority = world.record('body', bodyNumber.authority).id;
  const committee = world.record('body', bodyNumber.committee).id;
  const forums = [bodyNumber.centre, bodyNumber.board, bodyNumber.presence, bodyNumber.verifiers];
  return numbered(world, 'representation', (n, record, random) => {
    const forum = forums[n >> 1];
    const kind = forum === undefined ? n % 4 : n % 2;
    const from = random.int(0, world.days - 1);
    const about = [
      { party_text: 'Tessaran Civic Authority', party_id: authority, partner_code: null },
      { party_text: civilSociety, party_id: null, partner_code: null },
      { party_text: 'Tessara Administrative Committee', party_id: committee, partner_code: null },
      { party_text: `Partner ${record.owner}`, party_id: null, partner_code: record.owner },
    ][kind];
    const decision = (n - 2 * forums.length) >> 2;
    return {
      ...world.recordFields(record, world.instant(from, 600)),
      ...about,
      forum_id: forum === undefined ? null : world.record('body', forum).id,
      decision_id:
        forum === undefined
          ? world.record('decision', decision % world.count('decision')).id
          : null,
      standing:
        kind === 0
          ? random.weighted({ NOT_REPRESENTED: 85, OBSERVER: 15 })
          : random.weighted({ REPRESENTED: 40, OBSERVER: 30, NOT_REPRESENTED: 30 }),
      standing_from: world.day(from),
      standing_to: null,
    };
  });
}
