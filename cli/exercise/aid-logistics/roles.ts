/** Which exercise partner plays which part in the flow of aid. */
export const roles = {
  /** Runs the crossings: approves movements, counts all traffic. */
  authority: 'XAG',
  /** Counts goods for sale. */
  chamberOfTrade: 'XAO',
  /** Declares totals of everything. */
  declarer: 'XAA',
  /** Receive loads in the districts. */
  consignees: ['XAF', 'XAL', 'XAM', 'XAN', 'XAT'],
  /** Pay for loads. */
  donors: ['XAA', 'XAC', 'XAI', 'XAK', 'XAQ', 'XAS'],
  /** Ask for movements. */
  movers: ['XAB', 'XAD', 'XAE', 'XAF', 'XAJ', 'XAL', 'XAM', 'XAN', 'XAR', 'XAT'],
  /** Hold stocks in the districts. */
  holders: ['XAB', 'XAJ', 'XAR', 'XAE', 'XAD', 'XAF'],
  /** Ask prices on the markets. */
  priceCollectors: ['XAT', 'XAD', 'XAL', 'XAN', 'XAF', 'XAB', 'XAJ'],
} as const;

/** Where each corridor reaches the territory, who states what it carries, and its part of the loads. */
export const corridorRoles = {
  XC_COAST: { crossings: ['SOUTHGATE', 'MILLBRIDGE'], owner: 'XAC', share: 40 },
  XC_HIGHLAND: { crossings: ['EASTFORD', 'HARROWPASS'], owner: 'XAI', share: 30 },
  XC_HARBOUR: { crossings: ['NORTHPORT'], owner: 'XAK', share: 24 },
  XC_AIRLIFT: { crossings: ['MILLBRIDGE'], owner: 'XAQ', share: 6 },
} as const;
