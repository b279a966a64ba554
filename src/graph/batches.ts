/** How rows are batched: many keys of one level become one statement. A batch lives as long as its request. */
import DataLoader from 'dataloader';
import type { Database } from '../store/db.ts';

/** Values in the order of their keys; null where there is none. */
function inOrder<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): (V | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** Rows of each key, in their order; an empty list where there are none. */
function grouped<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): V[][] {
  const groups = new Map<K, V[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}

/** A count for one parent. */
export interface Counted {
  parent: number;
  n: number;
}

/** The loaders of one request, each made when it is first asked for. */
export class Batches {
  readonly #database: Database;
  readonly #made = new Map<string, unknown>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Anything that is worked out once a request: the promise of a filter's keys, a loader. */
  once<T>(name: string, make: () => T): T {
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name) as T;
  }

  loader<K, V>(name: string, batch: (database: Database, keys: readonly K[]) => Promise<V[]>) {
    return this.once(name, () => new DataLoader<K, V>((keys) => batch(this.#database, keys)));
  }

  one<K, V>(
    name: string,
    fetch: (database: Database, keys: readonly K[]) => Promise<V[]>,
    keyOf: (row: V) => K,
  ) {
    return this.loader<K, V | null>(name, async (db, keys) => inOrder(keys, await fetch(db, keys), keyOf));
  }

  many<V>(
    name: string,
    fetch: (database: Database, keys: readonly number[]) => Promise<V[]>,
    keyOf: (row: V) => number,
  ) {
    return this.loader<number, V[]>(name, async (db, keys) => grouped(keys, await fetch(db, keys), keyOf));
  }

  counts(name: string, fetch: (database: Database, keys: readonly number[]) => Promise<Counted[]>) {
    return this.loader<number, number>(name, async (db, keys) => {
      const counted = inOrder(keys, await fetch(db, keys), (row) => row.parent);
      return counted.map((row) => row?.n ?? 0);
    });
  }
}
