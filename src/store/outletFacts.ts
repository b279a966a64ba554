/** What reading an outlet's articles needs to know of it. */
import { eq } from 'drizzle-orm';
import type { Database } from './db.ts';
import { sources } from './tables.ts';

/** An outlet as the extractor and the recogniser are told of it. */
export type StoredOutlet = Pick<
  typeof sources.$inferSelect,
  'name' | 'domain' | 'country' | 'languages' | 'selectors'
> & { sourceId: number };

/** One outlet by serial key, null when there is none. */
export async function storedOutlet(database: Database, sourceId: number): Promise<StoredOutlet | null> {
  const { id, name, domain, country, languages, selectors } = sources;
  const [row] = await database.db
    .select({ sourceId: id, name, domain, country, languages, selectors })
    .from(sources)
    .where(eq(id, sourceId));
  return row ?? null;
}
