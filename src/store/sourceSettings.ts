/** One configured source in full, and the settings an operator may change. */
import { and, asc, count, eq, isNull, max } from 'drizzle-orm';
import { noteSource } from './changes.ts';
import type { Database } from './db.ts';
import { lockStories } from './saveStory.ts';
import { articles, sourceChannels, sources, websubSubscriptions } from './tables.ts';

type Columns = typeof sources.$inferSelect;

/** What an operator may change of a source; a setting that is absent stays. */
export type SourceChanges = Partial<
  Pick<
    Columns,
    | 'name'
    | 'country'
    | 'languages'
    | 'kind'
    | 'exposure'
    | 'snippetMaxChars'
    | 'licenceUrl'
    | 'iconUrl'
    | 'selectors'
  >
>;

/** A channel with all that is known of its polling. `websub` is null where no hub was asked. */
export type ChannelDetails = Omit<typeof sourceChannels.$inferSelect, 'id' | 'sourceId'> & {
  websub: Pick<
    typeof websubSubscriptions.$inferSelect,
    'state' | 'hubUrl' | 'leaseExpiresAt' | 'lastDeliveryAt' | 'error'
  > | null;
};

/** A configured source with all that is known of it. */
export type SourceDetails = Omit<Columns, 'id' | 'retiredAt' | 'articlesCounted'> & {
  articleCount: number;
  latestArticleAt: Date | null;
  /** Oldest known first. */
  channels: ChannelDetails[];
};

const isConfigured = (domain: string) => and(eq(sources.domain, domain), isNull(sources.retiredAt));

async function channelDetails({ db }: Database, sourceId: number): Promise<ChannelDetails[]> {
  const found = await db
    .select()
    .from(sourceChannels)
    .leftJoin(websubSubscriptions, eq(websubSubscriptions.channelId, sourceChannels.id))
    .where(eq(sourceChannels.sourceId, sourceId))
    .orderBy(asc(sourceChannels.id));
  return found.map(
    ({ source_channels: { id: _id, sourceId: _source, ...channel }, websub_subscriptions }) => {
      if (websub_subscriptions === null) return { ...channel, websub: null };
      const { state, hubUrl, leaseExpiresAt, lastDeliveryAt, error } = websub_subscriptions;
      return { ...channel, websub: { state, hubUrl, leaseExpiresAt, lastDeliveryAt, error } };
    },
  );
}

/** The configured source of a domain, three statements; null when there is none. */
export async function findConfigured(database: Database, domain: string): Promise<SourceDetails | null> {
  const [row] = await database.db.select().from(sources).where(isConfigured(domain));
  if (row === undefined) return null;
  const { id, retiredAt: _retired, articlesCounted: _counted, ...source } = row;
  const [articleFacts] = await database.db
    .select({ articleCount: count(), latestArticleAt: max(articles.sortDate) })
    .from(articles)
    .where(eq(articles.sourceId, id));
  return {
    ...source,
    articleCount: articleFacts?.articleCount ?? 0,
    latestArticleAt: articleFacts?.latestArticleAt ?? null,
    channels: await channelDetails(database, id),
  };
}

/** Changes settings of a configured source. False when there is no such source. */
export async function changeSource(
  database: Database,
  domain: string,
  changes: SourceChanges,
  now: Date,
): Promise<boolean> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const [changed] = await tx
      .update(sources)
      .set(changes)
      .where(isConfigured(domain))
      .returning({ id: sources.publicId });
    await noteSource(tx, 'UPDATED', changed?.id, now);
    return changed !== undefined;
  });
}
