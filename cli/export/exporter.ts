import type { Store } from '../import/load/store.ts';
import type { Problem } from '../terminal/problem.ts';

/** One thing that can be exported, in its one format. */
export interface Exporter {
  readonly name: string;
  readonly format: 'hxl' | 'geojson';
  /** Parts of the file's text, in order; the same rows give the same bytes. */
  readonly parts: (store: Store) => AsyncGenerator<string, Problem | undefined>;
}
