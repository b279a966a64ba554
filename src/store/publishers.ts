/** Sources that Kabar knows only through the feeds of others: a planet or Google News names whose article it passes on. */
import { eq, sql } from 'drizzle-orm';
import { publicId } from '../base/id.ts';
import { noteSource } from './changes.ts';
import type { Database } from './db.ts';
import { lockStories } from './saveStory.ts';
import { sourceChannels, sources } from './tables.ts';

/** A publisher as another's feed names it. `domain` is the registrable one, lower case. */
export interface NamedPublisher {
  name: string;
  domain: string;
  url: string;
  languages: string[];
}

/** The publisher's source, and whether one of its own channels is read. */
export interface KnownPublisher {
  sourceId: number;
  country: string | null;
  languages: string[];
  isReadDirectly: boolean;
}

/** The source of a publisher, made without a channel when there is none yet. Several callers at once get the same one. */
export async function publisherSource(
  database: Database,
  publisher: NamedPublisher,
  now: Date,
): Promise<KnownPublisher> {
  const found = await findPublisher(database, publisher.domain);
  if (found) return found;
  const row = { ...publisher, publicId: publicId('Source', publisher.domain), createdAt: now };
  await database.db.transaction(async (tx) => {
    await lockStories(tx);
    const target = sources.domain;
    const insert = tx.insert(sources).values(row).onConflictDoNothing({ target });
    const [added] = await insert.returning({ id: sources.publicId });
    await noteSource(tx, 'CREATED', added?.id, now);
  });
  const made = await findPublisher(database, publisher.domain);
  if (!made) throw new Error(`The source ${publisher.domain} could not be stored.`);
  return made;
}

/** The source with this registrable domain; null when there is none. */
export async function findPublisher(database: Database, domain: string): Promise<KnownPublisher | null> {
  const [found] = await database.db
    .select({
      sourceId: sources.id,
      country: sources.country,
      languages: sources.languages,
      isReadDirectly: sql<boolean>`${sources.retiredAt} is null and exists (
        select 1 from ${sourceChannels} c where c.source_id = ${sources.id} and c.ingestible)`,
    })
    .from(sources)
    .where(eq(sources.domain, domain));
  return found ?? null;
}
