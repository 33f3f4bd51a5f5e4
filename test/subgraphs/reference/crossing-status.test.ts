import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reference } from '../../../subgraphs/reference/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { crossingRow, hoursFromNow, statusRow } from './rows.ts';

let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await openTestSubgraph(reference);
});
afterEach(() => subgraph.close());

const open = { crossing: 'SOUTHGATE', status: 'OPEN', observed: -1, until: 5 };
const expired = { crossing: 'SOUTHGATE', status: 'OPEN', observed: -9, until: -1 };

interface Statuses {
  readonly crossingStatuses: { readonly nodes: readonly { readonly id: string }[] };
}

const ids = ({ crossingStatuses }: Statuses) => crossingStatuses.nodes.map(({ id }) => id);

describe('a statement about a crossing', () => {
  it('reads as stated while it is valid, and UNKNOWN afterwards', async () => {
    await subgraph.load({
      crossing_status: [
        statusRow({ id: 'XAA:crossing-status:1', ...open }),
        statusRow({ id: 'XAB:crossing-status:2', ...expired }),
      ],
    });
    const answer = await subgraph.query(
      '{ crossingStatuses { nodes { id status statedStatus latest } } }',
    );
    expect(answer).toEqual({
      crossingStatuses: {
        nodes: [
          { id: 'XAA:crossing-status:1', status: 'OPEN', statedStatus: 'OPEN', latest: true },
          { id: 'XAB:crossing-status:2', status: 'UNKNOWN', statedStatus: 'OPEN', latest: true },
        ],
      },
    });
  });

  it('is found by what holds now, not by what was said', async () => {
    await subgraph.load({
      crossing_status: [
        statusRow({ id: 'XAA:crossing-status:1', ...open }),
        statusRow({ id: 'XAB:crossing-status:2', ...expired }),
      ],
    });
    const search = (filter: string) =>
      subgraph.query<Statuses>(`{ crossingStatuses(filter: ${filter}) { nodes { id } } }`);
    expect(ids(await search('{ status: [OPEN] }'))).toEqual(['XAA:crossing-status:1']);
    expect(ids(await search('{ status: [UNKNOWN] }'))).toEqual(['XAB:crossing-status:2']);
    expect(ids(await search('{ statedStatus: [OPEN] }'))).toHaveLength(2);
  });

  it('no longer holds once its owner says something newer', async () => {
    await subgraph.load({
      crossing_status: [
        statusRow({ id: 'XAA:crossing-status:1', ...open, observed: -3 }),
        statusRow({ id: 'XAA:crossing-status:2', ...open, status: 'CLOSED' }),
      ],
    });
    const answer = await subgraph.query('{ crossingStatuses { nodes { status latest } } }');
    expect(answer).toEqual({
      crossingStatuses: {
        nodes: [
          { status: 'UNKNOWN', latest: false },
          { status: 'CLOSED', latest: true },
        ],
      },
    });
  });

  it('is refused by the database when it claims to hold for more than 12 hours', async () => {
    const tooLong = statusRow({ id: 'XAA:crossing-status:1', ...open, until: 11.5 });
    await expect(subgraph.load({ crossing_status: [tooLong] })).rejects.toThrow(/check/);
  });
});

const currentStatus =
  '{ crossings { nodes { code lacksCurrentStatus currentStatus { direction cargoClass states validUntil lastObservedAt } } } }';

describe('what holds at a crossing now', () => {
  it('puts contradicting partners side by side', async () => {
    const contradiction = statusRow({ id: 'XAB:crossing-status:1', ...open, status: 'CLOSED' });
    await subgraph.load({
      crossing: [crossingRow('SOUTHGATE')],
      crossing_status: [statusRow({ id: 'XAA:crossing-status:1', ...open }), contradiction],
    });
    const answer = await subgraph.query(currentStatus);
    expect(answer).toMatchObject({
      crossings: {
        nodes: [{ lacksCurrentStatus: false, currentStatus: [{ states: ['CLOSED', 'OPEN'] }] }],
      },
    });
  });

  it('is UNKNOWN for what nobody has said, has said too long ago, or does not know', async () => {
    const unknown = { ...open, crossing: 'EASTFORD', status: 'UNKNOWN' };
    const past = statusRow({ id: 'XAA:crossing-status:1', ...expired });
    await subgraph.load({
      crossing: [crossingRow('EASTFORD'), crossingRow('NORTHPORT'), crossingRow('SOUTHGATE')],
      crossing_status: [past, statusRow({ id: 'XAA:crossing-status:2', ...unknown })],
    });
    const { crossings } = await subgraph.query<{
      crossings: { nodes: { code: string; currentStatus: Record<string, unknown>[] }[] };
    }>(currentStatus);
    const [eastford, northport, southgate] = crossings.nodes.map((node) => node.currentStatus[0]);
    expect(eastford).toMatchObject({ states: ['UNKNOWN'] });
    expect(northport).toMatchObject({
      states: ['UNKNOWN'],
      lastObservedAt: null,
      validUntil: null,
    });
    expect(southgate).toMatchObject({ states: ['UNKNOWN'], validUntil: null });
    expect(Date.parse(String(southgate?.['lastObservedAt']))).toBe(Date.parse(past.observed_at));
  });

  it('names in one list the crossings that lack a current status', async () => {
    const both = { directions: ['INBOUND', 'OUTBOUND'] };
    await subgraph.load({
      crossing: [crossingRow('EASTFORD'), crossingRow('NORTHPORT', both), crossingRow('SOUTHGATE')],
      crossing_status: [
        statusRow({ id: 'XAA:crossing-status:1', ...open }),
        statusRow({ id: 'XAA:crossing-status:2', ...open, crossing: 'NORTHPORT' }),
        statusRow({ id: 'XAA:crossing-status:3', ...expired, crossing: 'EASTFORD' }),
      ],
    });
    const search = (lacks: boolean) =>
      subgraph.query(
        `{ crossings(filter: { lacksCurrentStatus: ${lacks} }) { totalCount nodes { code } } }`,
      );
    expect(await search(true)).toEqual({
      crossings: { totalCount: 2, nodes: [{ code: 'EASTFORD' }, { code: 'NORTHPORT' }] },
    });
    expect(await search(false)).toEqual({
      crossings: { totalCount: 1, nodes: [{ code: 'SOUTHGATE' }] },
    });
  });
});

describe('statements over time', () => {
  it('are counted by what was said, split only as asked', async () => {
    const day = hoursFromNow(-48).slice(0, 10);
    const at = `${day}T06:00:00Z`;
    const stated = (id: string, more: object) => ({
      ...statusRow({ id, ...expired }),
      observed_at: at,
      as_of: at,
      valid_until: `${day}T18:00:00Z`,
      ...more,
    });
    await subgraph.load({
      crossing: [crossingRow('SOUTHGATE'), crossingRow('EASTFORD')],
      crossing_status: [
        stated('XAA:crossing-status:1', {}),
        stated('XAA:crossing-status:2', { stated_status: 'CLOSED' }),
        stated('XAB:crossing-status:3', { crossing_code: 'EASTFORD' }),
      ],
    });
    const to = hoursFromNow(24).slice(0, 10);
    const { crossingStatusSeries } = await subgraph.query<{ crossingStatusSeries: unknown }>(
      `{ crossingStatusSeries(from: "${day}", to: "${to}") { points { period crossing { code } statedStatus records } } }`,
    );
    expect(crossingStatusSeries).toEqual({
      points: [
        { period: day, crossing: null, statedStatus: 'CLOSED', records: 1 },
        { period: day, crossing: null, statedStatus: 'OPEN', records: 2 },
      ],
    });
    const { crossings } = await subgraph.query<{ crossings: unknown }>(
      `{ crossings { nodes { code statusSeries(from: "${day}", to: "${to}", by: [OWNER]) { points { owner { code } statedStatus records } } } } }`,
    );
    expect(crossings).toEqual({
      nodes: [
        {
          code: 'EASTFORD',
          statusSeries: { points: [{ owner: null, statedStatus: 'OPEN', records: 1 }] },
        },
        {
          code: 'SOUTHGATE',
          statusSeries: {
            points: [
              { owner: null, statedStatus: 'CLOSED', records: 1 },
              { owner: null, statedStatus: 'OPEN', records: 1 },
            ],
          },
        },
      ],
    });
  });
});
