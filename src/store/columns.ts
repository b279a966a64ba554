/** Kinds of columns that tables share. */
import { sql } from 'drizzle-orm';
import { bigint, customType, text, timestamp } from 'drizzle-orm/pg-core';

/** A serial key that never leaves the process. */
export const serialId = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();
/** Somebody's serial key. */
export const ref = (name: string) => bigint(name, { mode: 'number' });
export const refs = (name: string) =>
  bigint(name, { mode: 'number' }).array().notNull().default(sql`'{}'::bigint[]`);
/** Milliseconds, as a JavaScript Date has them. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
export const words = (name: string) => text(name).array().notNull().default(sql`'{}'::text[]`);
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
