import { clientError } from './errors.ts';

/** A place in an ordered list: the value that is ordered by, then the id that breaks ties. */
export interface Position {
  readonly value: string | number | boolean;
  readonly id: string | number;
}

/** Writes a cursor: the name of the order and the position, as every provider writes it. */
export function encodeCursor(order: string, { value, id }: Position): string {
  return Buffer.from(JSON.stringify([order, value, id])).toString('base64url');
}

/**
 * Reads a cursor of the same list and order.
 * @throws GraphQLError BAD_CURSOR where it is none, or was made under another order
 */
export function decodeCursor(order: string, cursor: string): Position {
  const position = cursor.length <= 1024 ? positionOf(order, cursor) : null;
  if (position === null) {
    throw clientError(
      'BAD_CURSOR',
      `This cursor does not belong to a list ordered by ${order}: use a cursor of the same list and order, or start without \`after\`.`,
    );
  }
  return position;
}

function positionOf(order: string, cursor: string): Position | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== order) return null;
    const [, value, id] = parts as unknown[];
    const ordinary =
      typeof value === 'string' || Number.isFinite(value) || typeof value === 'boolean';
    if (!ordinary || (typeof id !== 'string' && !Number.isFinite(id))) return null;
    return { value: value as Position['value'], id: id as Position['id'] };
  } catch {
    return null;
  }
}
