import { describe, expect, it } from '@jest/globals';
import { askQuestion, exerciseWorld } from '../../../support/exercise-stack.ts';
import { addDays, aidRows, code, comparable, monthOf, summarize, total } from './rows.ts';

interface Answer {
  readonly places: {
    readonly nodes: readonly {
      readonly pcode: string;
      readonly flowSeries: {
        readonly points: readonly { readonly period: string; readonly weightTonnes: number }[];
      };
      readonly priceSeries: {
        readonly points: readonly {
          readonly period: string;
          readonly item: string;
          readonly medianPrice: number | null;
        }[];
      };
    }[];
  };
}

const items = ['wheat flour', 'rice'];

describe('do prices fall after deliveries', () => {
  const asked = async () => {
    const { start, until } = await exerciseWorld();
    const from = monthOf(start);
    return askQuestion<Answer>('aid-logistics/prices-after-deliveries', {
      ...{ from, to: addDays(until, 1) },
    });
  };

  it('sets the medians as they were collected beside the food that arrived', async () => {
    const { places } = await asked();
    const prices = (await aidRows('market_price')).filter((row) =>
      items.includes(String(row['item'])),
    );
    const food = (await aidRows('flow_count')).filter(
      (row) => row['stage'] === 'DELIVERED' && row['category'] === 'FOOD',
    );
    expect(places.nodes.length).toBeGreaterThan(0);
    for (const place of places.nodes) {
      const medians = prices
        .filter((row) => row['place_pcode'] === place.pcode)
        .map((row) => ({
          period: row['month'],
          owner: code(row['owner_code']),
          item: row['item'],
          unit: row['unit'],
          currency: row['currency'],
          medianPrice: row['median_price'],
          quotes: row['quotes'],
        }));
      expect(medians.length).toBeGreaterThan(0);
      expect(comparable(place.priceSeries.points)).toEqual(comparable(medians));
      const arrived = summarize(
        food.filter((row) => row['destination_pcode'] === place.pcode),
        (row) => ({
          period: monthOf(String(row['date'])),
          countingBasis: row['counting_basis'],
        }),
        (rows) => ({ weightTonnes: total(rows, 'weight_tonnes') }),
      );
      expect(comparable(place.flowSeries.points)).toEqual(comparable(arrived));
    }
  });

  it('shows in the exercise that they do', async () => {
    const { places } = await asked();
    const pairs = places.nodes.flatMap(({ flowSeries, priceSeries }) =>
      priceSeries.points.flatMap(({ period, item, medianPrice }) => {
        const before = monthOf(addDays(period, -1));
        const arrived = flowSeries.points.find((point) => point.period === before)?.weightTonnes;
        if (arrived === undefined || medianPrice === null || item !== 'rice') return [];
        return [{ arrived, medianPrice }];
      }),
    );
    const sorted = pairs.sort((a, b) => a.arrived - b.arrived);
    const half = Math.floor(sorted.length / 2);
    const mean = (list: typeof pairs) =>
      list.reduce((sum, { medianPrice }) => sum + medianPrice, 0) / list.length;
    expect(mean(sorted.slice(-half))).toBeLessThan(mean(sorted.slice(0, half)));
  });
});
