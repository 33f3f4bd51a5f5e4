import type { Entity } from '../entity.ts';
import type { HubMode } from '../hub-mode.ts';
import { parseId } from '../ids.ts';
import type { BoundWrites } from './bind-writes.ts';
import type { ValueRules } from './check-values.ts';

/** `[west, south, east, north]` in degrees. */
export type Territory = readonly [number, number, number, number];

/** What holds for all writes of a subgraph. */
export interface WritingOptions {
  /** Where geometry must lie; the whole earth unless given. */
  readonly territory?: Readonly<Partial<Record<HubMode, Territory>>>;
  /** Whether a key of a type whose records stand elsewhere is one; by its form unless given. */
  readonly known?: Readonly<Record<string, (key: unknown) => boolean>>;
}

export interface WriteRules {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly options: WritingOptions;
}

/** The rules for the values of one type's inputs. */
export function valueRules(
  { entities, options }: WriteRules,
  { options: { limits = {}, personalDataScreen } }: BoundWrites,
  mode: HubMode,
): ValueRules & Pick<WriteRules, 'entities'> {
  return {
    entities,
    limits,
    screened: personalDataScreen ?? null,
    territory: options.territory?.[mode] ?? null,
    isKnown: (type, key, value) =>
      entities.has(type) || (options.known?.[type] ?? byForm(type, key))(value),
  };
}

/** Whether a key has the form of its kind: what stands elsewhere is not looked up here. */
function byForm(type: string, key: string): (value: unknown) => boolean {
  return (value) => {
    const text = String(value);
    if (type === 'Source') return /^[\w.:-]{1,160}$/.test(text);
    switch (key) {
      case 'id':
        return parseId(text) !== null;
      case 'pcode':
        return /^[A-Z]{2}\d{2,8}$/.test(text);
      case 'code':
        return /^[A-Z][A-Z0-9_-]{1,63}$/.test(text);
      default:
        return typeof value === 'number' ? value >= 0 : /^[\w.:-]{1,160}$/.test(text);
    }
  };
}
