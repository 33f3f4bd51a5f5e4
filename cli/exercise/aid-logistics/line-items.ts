import type { Random } from '../random.ts';
import type { World } from '../world.ts';

interface Item {
  readonly item: string;
  /** UN/ECE Recommendation 20 code. */
  readonly unit: string;
  /** Units in one metric tonne. */
  readonly perTonne: number;
  readonly keepsMonths: number | null;
  readonly coldChain: boolean;
}

const dry = (item: string, unit: string, perTonne: number, keepsMonths: number | null): Item => ({
  item,
  unit,
  perTonne,
  keepsMonths,
  coldChain: false,
});
const cold = (item: string, unit: string, perTonne: number, keepsMonths: number): Item => ({
  ...dry(item, unit, perTonne, keepsMonths),
  coldChain: true,
});

const catalogue: Readonly<Record<string, readonly Item[]>> = {
  FOOD: [
    dry('wheat flour', 'KGM', 1000, 9),
    dry('rice', 'KGM', 1000, 18),
    dry('lentils', 'KGM', 1000, 18),
    dry('cooking oil', 'LTR', 1090, 14),
    dry('food parcel', 'H87', 28, 12),
  ],
  NUTRITION: [
    dry('lipid-based nutrient supplement', 'KGM', 1000, 16),
    dry('high-energy biscuits', 'KGM', 1000, 15),
  ],
  HEALTH: [
    cold('vaccines', 'H87', 20_000, 10),
    cold('insulin', 'H87', 15_000, 14),
    dry('trauma kit', 'SET', 12, 30),
    dry('oral rehydration salts', 'KGM', 1000, 24),
  ],
  WASH: [
    dry('hygiene kit', 'SET', 110, 24),
    dry('water purification tablets', 'KGM', 1000, 36),
    dry('jerrycan, 10 litres', 'H87', 1600, null),
  ],
  SHELTER: [
    dry('tent', 'H87', 18, null),
    dry('tarpaulin', 'MTK', 5500, null),
    dry('blanket', 'H87', 650, null),
    dry('rope', 'MTR', 24_000, null),
  ],
  FUEL: [dry('diesel', 'LTR', 1190, null), dry('cooking gas', 'TNE', 1, null)],
  EDUCATION: [dry('school kit', 'SET', 25, null), dry('recreation kit', 'SET', 30, null)],
  OPS_LOGS_TELECOM: [dry('mobile storage unit', 'SET', 2, null), dry('generator', 'H87', 4, null)],
  OTHER: [dry('spare parts', 'KGM', 1000, null), dry('seed', 'KGM', 1000, 12)],
};

/** A packing list of one to three lines that together have the load's weight. */
export function lineItems(world: World, random: Random, category: string, tonnes: number) {
  const items = random.some(catalogue[category] ?? [], random.int(1, 3));
  return items.map(({ item, unit, perTonne, keepsMonths, coldChain }) => ({
    item,
    quantity: Math.max(1, Math.round((tonnes / items.length) * perTonne)),
    unit,
    expiryMonth: keepsMonths === null ? null : monthAfter(world.until, keepsMonths),
    coldChain,
  }));
}

function monthAfter(day: string, months: number): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}
