/**
 * Page cursors: a place in a sorted list (sort key and row) bound to that list by a digest of everything that shapes it.
 * A cursor is opaque to clients and is no secret: whoever forges one gets another page of the same public list, so
 * everything read from it is checked here before it may reach a statement.
 */
import { createHash } from 'node:crypto';
import { AppError } from './errors.ts';

/** What a list is sorted by. An `instant` travels as whole milliseconds since 1970. */
export type KeyType = 'instant' | 'integer' | 'float' | 'text';

/** The place right behind (or before) one row: its sort key and its serial key, which settles ties. */
export interface Position {
  key: string | number;
  id: number;
}

/** Milliseconds of the first and last instant of years 1 to 9999, which both JavaScript and PostgreSQL can write. */
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const longestText = 2000;

/** JSON with sorted keys and without absent values, so that equal arguments give equal text. */
export function canonicalJson(value: unknown): string {
  const text: string | undefined = JSON.stringify(value, (_, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    const given = Object.entries(inner as object).filter(([, part]) => part !== null && part !== undefined);
    return Object.fromEntries(given.sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
  });
  return text ?? 'null';
}

/** Names a list: `name` and the arguments that shape it (filter, order, parent), as eight characters. */
export function listDigest(name: string, shape: unknown): string {
  return createHash('sha256')
    .update(`${name}\n${canonicalJson(shape)}`)
    .digest('base64url')
    .slice(0, 8);
}

/** The cursor of one row in the list named by `digest`. */
export function encodeCursor(position: Position, digest: string): string {
  return Buffer.from(JSON.stringify([digest, position.key, position.id])).toString('base64url');
}

function isKey(key: unknown, type: KeyType): key is string | number {
  if (type === 'text') return typeof key === 'string' && key.length <= longestText && !key.includes('\0');
  if (typeof key !== 'number' || !Number.isFinite(key)) return false;
  if (type === 'float') return true;
  return Number.isSafeInteger(key) && (type === 'integer' || (key >= earliest && key <= latest));
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/**
 * The place a cursor stands for.
 * @throws AppError BAD_CURSOR when it is no cursor, or one of a list with another filter, order or parent.
 */
export function decodeCursor(cursor: string, digest: string, type: KeyType): Position {
  const parsed = parse(cursor);
  if (!Array.isArray(parsed) || parsed.length !== 3) {
    throw new AppError('BAD_CURSOR', 'This is not a page cursor; use endCursor or startCursor as given out.');
  }
  const [list, key, id] = parsed as unknown[];
  if (list !== digest) {
    throw new AppError(
      'BAD_CURSOR',
      'This cursor belongs to another list: keep filter, order and query unchanged while paging.',
    );
  }
  if (!isKey(key, type) || typeof id !== 'number' || !Number.isSafeInteger(id)) {
    throw new AppError('BAD_CURSOR', 'This is not a page cursor; use endCursor or startCursor as given out.');
  }
  return { key, id };
}
