import { firstWorld } from './stand-ins/world.ts';

/** One operation that the gateways are measured with. */
export interface Operation {
  readonly name: string;
  readonly what: string;
  /** Body of the HTTP request for world 0; the world stands in a variable, see `world.ts`. */
  readonly body: string;
  /** The same with the world in the text too: every request is an operation never seen before. */
  readonly coldBody: string;
}

const place = { pcode: `PLACE-1-${firstWorld}` };

const deep = operation(
  'deep',
  'a deep join over four domains',
  /* GraphQL */ `
    query PlacePicture($pcode: ID!) {
      place(pcode: $pcode) {
        pcode level name { en ar he } areaSqKm version
        governorate { pcode name { en ar } }
        source { id title { en } publisher reliability credibility }
        consignments(first: 21) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            id reference category priority pallets weightTonnes volumeCubicMetres state stateChangedAt stateReason
            owner { code name { en } kind }
            marking { classification tlp originator releasableTo purposes }
            crossing { code name { en ar } directions cargoClasses }
            project { id title { en } state budget currency zone { id name } }
            lineItems { item quantity unit coldChain }
          }
        }
        incidents(first: 21) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            id type subType summary occurredOn civilianHarmBand state stateChangedAt standing assessmentsDisagree
            owner { code name { en } kind }
            marking { classification tlp originator releasableTo purposes }
            crossing { code name { en } works(first: 2) { nodes { id title { en } state } } }
            planPoint { number title { en } }
            assessments(first: 2) { nodes { id finding confidence byPartner { code name { en } } } }
          }
        }
        projects(first: 13) {
          totalCount
          nodes {
            id title { en ar } type sector dacPurpose budget currency startsOn endsOn state stateChangedAt
            owner { code name { en } role }
            zone { id name classCode effectiveFrom authorityTemporary authority { id name { en } } }
            planPoints { number title { en } }
            gates(first: 2) { nodes { id } }
            consignments(first: 2) { nodes { id reference state destination { pcode name { en } } } }
          }
        }
        milestones(first: 13) {
          nodes {
            id title description state stateChangedAt dueOn target
            planPoint { number title { en } }
            places { pcode name { en } }
            reporter { code name { en } role }
            verifier { code name { en } role }
          }
        }
      }
    }
  `,
  place,
);

const list = operation(
  'list',
  'a list of 50 entities with two joins',
  /* GraphQL */ `
    query Consignments($pcode: ID!) {
      consignments(first: 50, filter: { destination: [$pcode] }) {
        nodes {
          id reference category state stateChangedAt weightTonnes
          destination { pcode name { en } }
          project { id title { en } state }
        }
      }
    }
  `,
  place,
);

const small = operation(
  'small',
  'a small lookup',
  /* GraphQL */ `
    query OneProject($id: ID!) {
      project(id: $id) { id title { en } state budget currency startsOn endsOn place { pcode } }
    }
  `,
  { id: `XAA:PROJECT-1-${firstWorld}` },
);

const abstract = operation(
  'abstract',
  'a union of 40 records with an interface and fragments',
  /* GraphQL */ `
    query Records($pcode: ID!) {
      recordsAbout(place: $pcode, first: 40) {
        __typename
        ...Label
        ... on Consignment { reference category state destination { ...Where } }
        ... on Incident { type summary incidentState: state place { ...Where } }
        ... on Project { title { en } budget zone { id name } place { ...Where } }
        ... on Milestone { milestoneTitle: title dueOn planPoint { number title { en } } }
      }
    }
    fragment Label on Marked {
      id observedAt changedAt revision
      owner { code name { en } }
      marking { classification tlp originator releasableTo }
    }
    fragment Where on Place { pcode name { en } level }
  `,
  place,
);

export const operations: readonly Operation[] = Object.freeze([deep, list, small, abstract]);

function operation(
  name: string,
  what: string,
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Operation {
  const query = text.replaceAll(/\s+/g, ' ').trim();
  const unseen = query.replace(/\) \{ (\w+)\(/, `) { in${firstWorld}: $1(`);
  if (unseen === query) throw new Error(`${name} has no root field to rename.`);
  return {
    name,
    what,
    body: JSON.stringify({ query, variables }),
    coldBody: JSON.stringify({ query: unseen, variables }),
  };
}
