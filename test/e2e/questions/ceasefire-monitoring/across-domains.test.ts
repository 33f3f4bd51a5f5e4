import type { Row } from '@entente/kit';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  askQuestion,
  exerciseRows,
  exerciseStack,
  exerciseWorld,
} from '../../../support/exercise-stack.ts';
import { addDays, countStandings, rowsOf } from './rows.ts';

// The first to ask waits for the hub to start.
beforeAll(async () => void (await exerciseStack()), 180_000);

describe('which alerts affect planned movements', () => {
  it('are those with a movement from or to their places on a day of their validity', async () => {
    const { start, until } = await exerciseWorld();
    const { alerts } = await askQuestion<{
      alerts: {
        totalCount: number;
        nodes: { id: string; affectedMovements: { nodes: { id: string }[] } }[];
      };
    }>('ceasefire-monitoring/alerts-affecting-movements', {
      from: `${start}T00:00:00Z`,
      to: `${addDays(until, 1)}T00:00:00Z`,
    });
    const movements = await exerciseRows('aid-logistics', 'movement_request');
    const expected = (await rowsOf('alert')).map((alert) => ({
      id: alert['id'],
      movements: movements
        .filter((movement) => affects(alert, movement))
        .map(({ id }) => id)
        .sort(),
    }));
    expect(alerts.totalCount).toBe(expected.length);
    const answered = alerts.nodes.map(({ id, affectedMovements }) => ({
      id,
      movements: affectedMovements.nodes.map((movement) => movement.id).sort(),
    }));
    expect(answered).toHaveLength(expected.length);
    expect(answered).toEqual(expect.arrayContaining(expected));
    expect(expected.some((alert) => alert.movements.length > 0)).toBe(true);
  });
});

function affects(alert: Row, movement: Row): boolean {
  const places = alert['places_pcode'] as readonly unknown[];
  const day = String(movement['day']);
  return (
    (places.includes(movement['from_pcode']) || places.includes(movement['to_pcode'])) &&
    day >= String(alert['effective_from']).slice(0, 10) &&
    day <= String(alert['effective_to']).slice(0, 10)
  );
}

describe('did incidents precede crossing closures', () => {
  it('counts those of the three days before, beside those of the whole time', async () => {
    const { crossings: known, start, until } = await exerciseWorld();
    const to = addDays(until, 1);
    const { crossings } = await askQuestion<{
      crossings: {
        nodes: {
          code: string;
          closuresAfterIncidents: {
            days: number;
            windowDays: number;
            nearby: object;
            closures: { closedOn: string; incident: { id: string }; before: object }[];
          };
        }[];
      };
    }>('ceasefire-monitoring/incidents-before-closures', { from: start, to });
    expect(crossings.nodes.map(({ code }) => code).sort()).toEqual(
      known.map(({ code }) => code).sort(),
    );
    const incidents = await rowsOf('incident');
    for (const { code, closuresAfterIncidents } of crossings.nodes) {
      const here = incidents.filter((row) => row['crossing_code'] === code);
      const isClosure = (row: Row) => row['sub_type'] === 'CROSSING_CLOSURE';
      const others = here.filter((row) => !isClosure(row));
      const closures = here.filter((row) => isClosure(row) && row['standing'] !== 'DUPLICATE');
      expect(closuresAfterIncidents.windowDays).toBe(3);
      expect(closuresAfterIncidents.nearby).toEqual(countStandings(others));
      expect(closuresAfterIncidents.closures).toHaveLength(closures.length);
      for (const { closedOn, incident, before } of closuresAfterIncidents.closures) {
        const closure = closures.find(({ id }) => id === incident.id);
        expect(closedOn).toBe(closure?.['occurred_on']);
        const preceding = others.filter((row) => {
          const day = String(row['occurred_on']);
          return day >= addDays(closedOn, -3) && day < closedOn;
        });
        expect(before).toEqual(countStandings(preceding));
      }
    }
    const all = crossings.nodes.flatMap(({ closuresAfterIncidents: found }) => found.closures);
    expect(all.length).toBeGreaterThan(0);
  });
});
