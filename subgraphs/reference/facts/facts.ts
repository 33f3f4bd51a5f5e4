import { codeLists } from './code-lists.ts';
import { corridors } from './corridors.ts';
import { crossings } from './crossings.ts';
import { governorates } from './governorates.ts';
import { partners } from './partners.ts';
import { planPoints } from './plan-points.ts';
import { realSources, sources } from './sources.ts';

/** What both modes know: the meaning of codes, and who runs the hub. */
const common = { source: sources, partner: partners, code_list: codeLists };

/**
 * Reference rows by table. Real mode has the published facts; in exercise mode territory, partners
 * and accord are fictional and come from the generator, never from here.
 */
export function facts(mode: 'exercise' | 'real') {
  if (mode === 'exercise') return common;
  return {
    ...common,
    source: [...sources, ...realSources],
    crossing: crossings,
    corridor: corridors,
    plan_point: planPoints,
  };
}

/** Real mode begins with a simplified edition of the places; an imported one takes their place. */
export function seeds(mode: 'exercise' | 'real') {
  return mode === 'exercise' ? {} : { place: governorates };
}
