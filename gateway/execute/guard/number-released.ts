import type { StartNumbering } from '../numbering.ts';
import type { MayLeave } from './outgoing.ts';

/** Numbers only what may leave: each object is looked at for itself. */
export function numberReleased(start: StartNumbering, mayLeave: MayLeave): StartNumbering {
  return () => {
    const { texts, numberOf } = start();
    return { texts, numberOf: (node) => (mayLeave(node) ? numberOf(node) : -1) };
  };
}
