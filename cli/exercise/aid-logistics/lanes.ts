/** What one organisation sends of one category, as a share of the weight of its group. */
export interface Lane {
  readonly sender: string;
  readonly category: string;
  readonly share: number;
}

/**
 * Inside the UN 2720 mechanism. By weight, as published: food 84.3 %, shelter 5.6, nutrition and
 * WASH 3.6 each, health 1.5, operations 0.6; the largest organisation has 58 % of the trucks.
 */
export const mechanismLanes: readonly Lane[] = [
  { sender: 'XAB', category: 'FOOD', share: 0.58 },
  { sender: 'XAJ', category: 'FOOD', share: 0.263 },
  { sender: 'XAD', category: 'SHELTER', share: 0.056 },
  { sender: 'XAR', category: 'NUTRITION', share: 0.036 },
  { sender: 'XAR', category: 'WASH', share: 0.036 },
  { sender: 'XAE', category: 'HEALTH', share: 0.015 },
  { sender: 'XAM', category: 'OPS_LOGS_TELECOM', share: 0.006 },
  { sender: 'XAM', category: 'FUEL', share: 0.004 },
  { sender: 'XAR', category: 'EDUCATION', share: 0.002 },
  { sender: 'XAL', category: 'OTHER', share: 0.002 },
];

/** Cargo that states and others send outside the mechanism. */
export const bilateralLanes: readonly Lane[] = [
  { sender: 'XAA', category: 'FOOD', share: 0.34 },
  { sender: 'XAC', category: 'FOOD', share: 0.2 },
  { sender: 'XAI', category: 'SHELTER', share: 0.18 },
  { sender: 'XAK', category: 'FUEL', share: 0.1 },
  { sender: 'XAQ', category: 'HEALTH', share: 0.08 },
  { sender: 'XAS', category: 'WASH', share: 0.06 },
  { sender: 'XAC', category: 'OTHER', share: 0.04 },
];

/**
 * Deals out loads so that each lane's part of the weight stays close to its share at any size:
 * the next load goes to the lane that is furthest behind.
 */
export function dealer(lanes: readonly Lane[]): {
  readonly next: () => Lane;
  readonly sent: (lane: Lane, amount: number) => void;
} {
  const given = new Map<Lane, number>(lanes.map((lane) => [lane, 0]));
  let total = 0;
  const behind = (lane: Lane) => lane.share * (total + 1) - (given.get(lane) ?? 0);
  return {
    next: () => lanes.reduce((most, lane) => (behind(lane) > behind(most) ? lane : most)),
    sent: (lane, amount) => {
      total += amount;
      given.set(lane, (given.get(lane) ?? 0) + amount);
    },
  };
}
