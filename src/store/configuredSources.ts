/** Which sources are read: adding, removing and listing them, and the demo newsroom's comings and goings. */
import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import { AppError } from '../base/errors.ts';
import { publicId } from '../base/id.ts';
import type { ChannelKind, PublisherProfile } from '../base/news.ts';
import { noteSource } from './changes.ts';
import { type Database, type Db, rows } from './db.ts';
import { lockStories } from './saveStory.ts';
import { type BodyExposure, type HealthState, type SourceKind, sourceChannels, sources } from './tables.ts';

/** A channel to be configured. */
export interface NewChannel {
  kind: ChannelKind;
  url: string;
  /** False for a channel that people follow and that is not read; absent means true. */
  ingestible?: boolean;
}

export interface NewSource {
  name: string;
  domain: string;
  url: string;
  kind: SourceKind;
  country: string | null;
  languages: string[];
  exposure: BodyExposure;
  isDemo: boolean;
  /** Absent or null when none is known: a stored one stays. */
  iconUrl?: string | null;
  /** What its site says of it; as with the icon. */
  profile?: PublisherProfile | null;
  channels: NewChannel[];
}

export interface ConfiguredSource {
  name: string;
  domain: string;
  url: string;
  kind: SourceKind;
  country: string | null;
  languages: string[];
  isDemo: boolean;
  channels: {
    kind: ChannelKind;
    url: string;
    ingestible: boolean;
    state: HealthState;
    lastError: string | null;
  }[];
}

/** Whether a channel belongs in a list of outlets: those that came to their end do not, those for people do. */
export const isListed = ({ ingestible, state }: ConfiguredSource['channels'][number]): boolean =>
  ingestible || state === 'NEVER_FETCHED';

/**
 * Adds a source and its channels, or revives a retired one, in one transaction; the first real one retires the demo.
 * A channel for people that another source has already stays that source's: groups of outlets share them.
 * @throws AppError CONFLICT when the domain is configured already, or the address of a channel that is to be read
 * belongs to another source.
 */
export async function addSource(
  database: Database,
  source: NewSource,
  now: Date,
): Promise<{ publicId: string }> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const [existing] = await tx.select().from(sources).where(eq(sources.domain, source.domain));
    if (existing && existing.retiredAt === null && !existing.isDemo && !source.isDemo) {
      throw new AppError('CONFLICT', `${source.domain} is configured already: remove it first.`);
    }
    const { channels, iconUrl = null, profile = null, ...columns } = source;
    const row = {
      ...columns,
      ...(iconUrl === null ? {} : { iconUrl }),
      ...(profile === null ? {} : { profile }),
      publicId: publicId('Source', source.domain),
      createdAt: now,
      retiredAt: null,
    };
    const { createdAt: _, ...update } = row;
    const [saved] = await tx
      .insert(sources)
      .values(row)
      .onConflictDoUpdate({ target: sources.domain, set: update })
      .returning({ id: sources.id, publicId: sources.publicId });
    if (!saved) throw new AppError('INTERNAL', `${source.domain} could not be stored.`);
    for (const channel of channels) await addChannel(tx, saved.id, channel, now);
    if (!source.isDemo) await retireDemo(tx, now);
    await noteSource(tx, existing ? 'UPDATED' : 'CREATED', saved.publicId, now);
    return { publicId: saved.publicId };
  });
}

async function addChannel(
  tx: Db,
  sourceId: number,
  { kind, url, ingestible = true }: NewChannel,
  now: Date,
): Promise<void> {
  // A channel that was paused for its faults gets a new start when its source is added anew.
  const isPaused = sql`${sourceChannels.state} = 'PAUSED'`;
  const anew = {
    state: sql<HealthState>`case when ${isPaused} then 'NEVER_FETCHED' else ${sourceChannels.state} end`,
    lastError: sql`case when ${isPaused} then null else ${sourceChannels.lastError} end`,
    parseFailures: 0,
  };
  const [saved] = await tx
    .insert(sourceChannels)
    .values({ kind, url, ingestible, sourceId, nextAttemptAt: now, createdAt: now })
    .onConflictDoUpdate({
      target: sourceChannels.url,
      set: { kind, ingestible, nextAttemptAt: now, ...anew },
      setWhere: eq(sourceChannels.sourceId, sourceId),
    })
    .returning({ id: sourceChannels.id });
  if (!saved && ingestible) throw new AppError('CONFLICT', `${url} is a channel of another source already.`);
}

async function retireDemo(tx: Db, now: Date): Promise<void> {
  await tx
    .update(sources)
    .set({ retiredAt: now })
    .where(and(eq(sources.isDemo, true), isNull(sources.retiredAt)));
}

/** Stops reading demo outlets, all of them, when nothing serves them: their articles stay. */
export function retireDemoSources(database: Database, now: Date): Promise<void> {
  return retireDemo(database.db, now);
}

/** Stops polling the demo outlets' channels at other addresses: the newsroom may have moved to another port. */
export async function keepDemoChannels(database: Database, urls: string[]): Promise<void> {
  await rows(
    database,
    sql`update source_channels c set ingestible = false from sources s
        where s.id = c.source_id and s.is_demo and not c.url = any(${sql.param(urls)}::text[])`,
  );
}

/** Stops reading a source; its articles stay. False when no such source is configured. */
export async function removeSource(database: Database, domain: string, now: Date): Promise<boolean> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const [removed] = await tx
      .update(sources)
      .set({ retiredAt: now })
      .where(and(eq(sources.domain, domain), isNull(sources.retiredAt)))
      .returning({ id: sources.publicId });
    await noteSource(tx, 'UPDATED', removed?.id, now);
    return removed !== undefined;
  });
}

/** All sources that are configured, by name, with all their channels; of demo outlets only those that are polled. */
export async function listConfigured(database: Database): Promise<ConfiguredSource[]> {
  const found = await database.db
    .select()
    .from(sources)
    .innerJoin(sourceChannels, eq(sourceChannels.sourceId, sources.id))
    .where(and(isNull(sources.retiredAt), or(eq(sources.isDemo, false), sourceChannels.ingestible)))
    .orderBy(asc(sources.name), asc(sourceChannels.id));
  const bySource = new Map<number, ConfiguredSource>();
  for (const { sources: source, source_channels: channel } of found) {
    const known = bySource.get(source.id) ?? { ...source, channels: [] };
    known.channels.push(channel);
    bySource.set(source.id, known);
  }
  return [...bySource.values()];
}

/** When the demo newsroom was first read here, so that its replay goes on where it stood; null when never. */
export async function demoEpoch(database: Database): Promise<Date | null> {
  const [row] = await database.db
    .select({ at: sql<string | null>`min(${sources.createdAt})` })
    .from(sources)
    .where(eq(sources.isDemo, true));
  return row?.at ? new Date(row.at) : null;
}
