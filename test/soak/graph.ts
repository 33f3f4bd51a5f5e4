import { type FixtureSubgraph, startFixtureSubgraph } from '../support/fixture-subgraph.ts';

/*
 * Three subgraphs: `places` is always there and healthy, `clinics` comes in a new version at a new
 * address with most changes of the graph, `supplies` fails.
 */

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
`;

export const placesSdl = `${link}
type Query { place(pcode: ID!): Place  region(size: Int!): Region }
type Mutation { note(text: String!): String }
type Region { size: Int!  places: [Place]! }
type Place @key(fields: "pcode") { pcode: ID!  label: String!  notes: String! }
`;

export const suppliesSdl = `${link}
type Query { hold(id: ID!): Int }
type Place @key(fields: "pcode") { pcode: ID!  tonnes: Int }
`;

/** Each version differs from all others in a field. */
export const clinicsSdl = (version: number) => `${link}
type Query { clinicsVersion: Int }
type Place @key(fields: "pcode") { pcode: ID!  clinicsVersion: Int!  clinics: Clinics! }
type Clinics { version: Int!  beds: Int!  since${version}: Int }
`;

export const placeCount = 2_000;
export const pcodeOf = (number: number) => `P${number}`;
const numberOf = (pcode: unknown) => Number(String(pcode).slice(1));

/** Every value of a place is a function of its number. */
export const labelOf = (number: number) => `Place no. ${number}`;
export const notesOf = (number: number) => `${labelOf(number)}: ${'all is quiet. '.repeat(10)}`;
export const tonnesOf = (number: number) => number % 97;
export const bedsOf = (number: number) => number % 13;

const place = (number: number) => ({
  pcode: pcodeOf(number),
  label: labelOf(number),
  notes: notesOf(number),
});

export const startPlaces = (): Promise<FixtureSubgraph> =>
  startFixtureSubgraph({
    sdl: placesSdl,
    root: {
      place: ({ pcode }: { pcode: string }) => place(numberOf(pcode)),
      region: ({ size }: { size: number }) => ({
        size,
        places: Array.from({ length: size }, (_, i) => place(i)),
      }),
      note: ({ text }: { text: string }) => text,
    },
    entity: ({ pcode }: Readonly<Record<string, unknown>>) => place(numberOf(pcode)),
  });

export const startSupplies = (): Promise<FixtureSubgraph> =>
  startFixtureSubgraph({
    sdl: suppliesSdl,
    entity: ({ pcode }: Readonly<Record<string, unknown>>) => ({
      tonnes: tonnesOf(numberOf(pcode)),
    }),
  });

export const startClinics = (version: number): Promise<FixtureSubgraph> =>
  startFixtureSubgraph({
    sdl: clinicsSdl(version),
    root: { clinicsVersion: version },
    entity: ({ pcode }: Readonly<Record<string, unknown>>) => ({
      clinicsVersion: version,
      clinics: { version, beds: bedsOf(numberOf(pcode)) },
    }),
  });
