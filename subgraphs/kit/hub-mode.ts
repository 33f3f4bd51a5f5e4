/** A deployment is one or the other; each database is stamped with it. */
export type HubMode = 'exercise' | 'real';
