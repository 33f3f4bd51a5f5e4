import { randomBytes } from 'node:crypto';
import { formatId, idType } from '../ids.ts';

/** Crockford's base 32: no letter that is read as a digit. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ids of new records, `XAB:flow-count:01JD...`, in their order: of those that are made together the
 * later one is the newer, too.
 *
 * @param at milliseconds
 */
export function newIds(
  owner: string,
  type: string,
  count: number,
  at: number = Date.now(),
): readonly string[] {
  const locals = Array.from({ length: count }, () => ulid(at)).sort();
  return locals.map((local) => formatId({ owner, type: idType(type), local }));
}

/** A ULID: 48 bits of milliseconds, 80 of chance. */
function ulid(at: number): string {
  let time = '';
  for (let rest = at, place = 0; place < 10; place += 1) {
    time = `${digits.charAt(rest % 32)}${time}`;
    rest = Math.floor(rest / 32);
  }
  const chance = [...randomBytes(16)].map((byte) => digits.charAt(byte % 32)).join('');
  return `${time}${chance}`;
}
