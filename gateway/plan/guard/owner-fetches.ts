import { Kind, parse } from 'graphql';
import { guardKeys } from '../../../lib/guard-keys.ts';
import { releaseField } from '../../../lib/release-text.ts';
import type { EntityGroup, FetchNode, PathStep, Place } from '../plan.ts';
import { placeOfEntities } from './places.ts';
import { type RecordTypes, termFields } from './record-types.ts';

/** Where the answer of a fetch was put, with the keys that it has there. */
export interface ReferencePlace {
  readonly paths: readonly (readonly PathStep[])[];
  readonly place: Place;
}

/** A reference to a record: all that others than its owner can bring. */
interface Reference {
  readonly path: readonly PathStep[];
  readonly type: string;
  /** Response key of the reference's id. */
  readonly id: string;
  readonly owner: string;
}

/** A fetch from an owner of records, and the references that it settles. */
export interface OwnerFetch {
  readonly fetch: FetchNode;
  readonly references: readonly { readonly path: readonly PathStep[]; readonly type: string }[];
}

/** One fetch for each owner of records to which there are references at the places. */
export function ownerFetches(
  places: readonly ReferencePlace[],
  records: RecordTypes,
): readonly OwnerFetch[] {
  const references = places.flatMap(({ paths, place }) =>
    paths.flatMap((path) => [...referencesIn(place, path)]),
  );
  const owners = new Set(references.map(({ owner }) => owner));
  return [...owners].map((owner): OwnerFetch => {
    const own = references.filter((one) => one.owner === owner);
    const entities = groupsOf(own);
    const document = documentOf(
      entities,
      new Set(own.map(({ type }) => type)),
      records.texts.has(owner) ? releaseField : `marking{${termFields.join(' ')}}`,
    );
    const [operation] = parse(document, { noLocation: true }).definitions;
    const selections =
      operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
    const fetch: FetchNode = {
      kind: 'fetch',
      subgraph: owner,
      operation: 'query',
      document,
      operationName: null,
      variables: [],
      entities,
      at: [],
      outputRewrites: [],
      guard: {
        answer: placeOfEntities(selections, owner, records),
        settles: places.map(({ paths, place }) => ({ paths, place, owner })),
      },
    };
    return { fetch, references: own };
  });
}

function* referencesIn(place: Place, path: readonly PathStep[]): Generator<Reference> {
  for (const { record, fields, type } of place.shapes.values()) {
    const id = fields.find(({ name }) => name === 'id');
    if (record !== null && !record.delivered && id !== undefined) {
      yield { path, type, id: id.key, owner: record.owner };
    }
    for (const { key, place: inner } of fields) {
      if (inner === null) continue;
      // A step through every element of a list is none where there is no list.
      yield* referencesIn(inner, [...path, { kind: 'field', name: key }, { kind: 'each' }]);
    }
  }
}

/** References under one key of their ids are one group. */
function groupsOf(references: readonly Reference[]): readonly EntityGroup[] {
  const byKey = Map.groupBy(references, ({ id }) => id);
  return [...byKey].map(([id, members], number): EntityGroup => {
    const suffix = number === 0 ? '' : `_${number}`;
    const paths = new Map(members.map(({ path }) => [JSON.stringify(path), path]));
    const types = new Set(members.map(({ type }) => type));
    return {
      alias: `_entities${suffix}`,
      variable: `representations${suffix}`,
      paths: [...paths.values()],
      requires: [...types].map((type) => ({
        kind: 'types',
        names: [type],
        selections: [
          { kind: 'field', name: '__typename', as: '__typename', selections: null },
          { kind: 'field', name: id, as: 'id', selections: null },
        ],
      })),
      contexts: [],
      inputRewrites: [],
      outputRewrites: [],
      references: true,
    };
  });
}

function documentOf(
  groups: readonly EntityGroup[],
  types: ReadonlySet<string>,
  marking: string,
): string {
  const variables = groups.map(({ variable }) => `$${variable}:[_Any!]!`).join();
  const asked = `${guardKeys.id}:id ${guardKeys.marking}:${marking}`;
  const fragments = [...types].map((type) => `...on ${type}{${asked}}`).join(' ');
  const fields = groups.map(({ alias, variable }) => {
    const name = alias === '_entities' ? alias : `${alias}:_entities`;
    return `${name}(representations:$${variable}){__typename ${fragments}}`;
  });
  return `query(${variables}){${fields.join(' ')}}`;
}
