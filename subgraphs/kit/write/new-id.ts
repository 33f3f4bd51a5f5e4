import { randomBytes } from 'node:crypto';
import { formatId, idType } from '../ids.ts';

/** Crockford's base 32: no letter that is read as a digit. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The id of a new record: `XAB:flow-count:01JD...`, in the order in which ids were made. */
export function newId(owner: string, type: string, at: number = Date.now()): string {
  return formatId({ owner, type: idType(type), local: ulid(at) });
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
