/**
 * Article filters: public ids and domains in, serial keys out; articleConditions.ts makes conditions of them. An id that
 * nobody has matches nothing, which is no error: a client may hold ids of another database.
 */
import { type SQL, sql } from 'drizzle-orm';
import { withNarrower } from '../base/mediaTopics.ts';
import type { Genre } from '../base/news.ts';
import { type GeoBox, type GeoCircle, placesInBox, placesNear, placeTree } from './area.ts';
import { type Database, rows } from './db.ts';
import { findEntities } from './entities.ts';
import { all, array, withoutNul } from './keyset.ts';
import { storiesByPublicIds } from './stories.ts';
import type { SourceKind } from './tables.ts';

/** From `start` (included) to `end` (excluded). */
export interface TimeRange {
  start: Date;
  end: Date;
}

/** From `min` to `max`, both included; null leaves that side open. */
export interface IntRange {
  min: number | null;
  max: number | null;
}

/**
 * What becomes of texts that stand in several articles: of each original and its copies (rows of `copies` of kind COPY)
 * a list holds all, the original alone, or the first that the list's other conditions (but `publicIds`) let through.
 */
export type Syndication = 'ALL' | 'ORIGINALS_ONLY' | 'COLLAPSE';

/** Conditions on articles, all of which must hold; null sets none. Ids are public. */
export interface ArticleFilter {
  ids: string[] | null;
  urls: string[] | null;
  sourceIds: string[] | null;
  sourceDomains: string[] | null;
  sourceCountries: string[] | null;
  sourceKinds: SourceKind[] | null;
  languages: string[] | null;
  authorIds: string[] | null;
  mentionsAll: string[] | null;
  mentionsAny: string[] | null;
  aboutAny: string[] | null;
  minSalience: number | null;
  storyId: string | null;
  published: TimeRange | null;
  firstSeen: TimeRange | null;
  withinPlaceId: string | null;
  near: GeoCircle | null;
  bbox: GeoBox | null;
  wordCount: IntRange | null;
  accessibleForFree: boolean | null;
  citesSourceIds: string[] | null;
  /** A topic stands for its narrower ones too. */
  mediaTopics: string[] | null;
  genres: Genre[] | null;
  /** COLLAPSE depends on every other condition of a list, so it stands at the top of a filter only. */
  syndication: Exclude<Syndication, 'ALL'> | null;
  and: ArticleFilter[] | null;
  or: ArticleFilter[] | null;
  not: ArticleFilter | null;
}

/** Entities of which an article must mention one. */
export interface MentionSet {
  ids: number[];
  /** As one of its main subjects (subjects.ts). */
  isSubject: boolean;
  /** 0..1; null asks for none. */
  minSalience: number | null;
}

/** A filter in the database's own keys. */
export interface ArticleScope {
  publicIds: string[] | null;
  urls: string[] | null;
  sourceIds: number[] | null;
  languages: string[] | null;
  authorIds: number[] | null;
  /** Those of the parts of `and` as well. */
  mentionSets: MentionSet[];
  /** The entity that articles are salient of, when the filter names exactly one. */
  salientId: number | null;
  storyIds: number[] | null;
  published: TimeRange | null;
  firstSeen: TimeRange | null;
  /** What distances are measured from, and the places inside, which are one of the mention sets. */
  near: { circle: GeoCircle; places: MentionSet } | null;
  wordCount: IntRange | null;
  accessibleForFree: boolean | null;
  citedSourceIds: number[] | null;
  topicCodes: string[] | null;
  genres: Genre[] | null;
  syndication: Syndication;
  and: ArticleScope[];
  or: ArticleScope[] | null;
  not: ArticleScope | null;
}

/** The scope of all articles. */
export const everyArticle: ArticleScope = {
  publicIds: null,
  urls: null,
  sourceIds: null,
  languages: null,
  authorIds: null,
  mentionSets: [],
  salientId: null,
  storyIds: null,
  published: null,
  firstSeen: null,
  near: null,
  wordCount: null,
  accessibleForFree: null,
  citedSourceIds: null,
  topicCodes: null,
  genres: null,
  syndication: 'ALL',
  and: [],
  or: null,
  not: null,
};

async function sourceKeys(database: Database, filter: ArticleFilter): Promise<number[] | null> {
  const { sourceIds, sourceDomains, sourceCountries, sourceKinds } = filter;
  const conditions: SQL[] = [];
  if (sourceIds) conditions.push(sql`public_id = any(${array(withoutNul(sourceIds), 'text')})`);
  if (sourceDomains) {
    const domains = withoutNul(sourceDomains).map((domain) => domain.toLowerCase());
    conditions.push(sql`domain = any(${array(domains, 'text')})`);
  }
  if (sourceCountries) conditions.push(sql`country = any(${array(withoutNul(sourceCountries), 'text')})`);
  if (sourceKinds) conditions.push(sql`kind = any(${array(sourceKinds, 'text')})`);
  if (conditions.length === 0) return null;
  const found = await rows<{ id: number }>(
    database,
    sql`select id::float8 as id from sources where ${all(conditions)}`,
  );
  return found.map(({ id }) => id);
}

async function keysIn(
  database: Database,
  table: 'authors' | 'sources',
  ids: string[] | null,
): Promise<number[] | null> {
  if (!ids) return null;
  const found = await rows<{ id: number }>(
    database,
    sql`select id::float8 as id from ${sql.raw(table)} where public_id = any(${array(withoutNul(ids), 'text')})`,
  );
  return found.map(({ id }) => id);
}

interface Mentioned {
  sets: MentionSet[];
  salientId: number | null;
}

const plainSet = (ids: number[]): MentionSet => ({ ids, isSubject: false, minSalience: null });

async function mentionedIn(database: Database, filter: ArticleFilter): Promise<Mentioned> {
  const { mentionsAll, mentionsAny, aboutAny, minSalience, withinPlaceId } = filter;
  const named = [...new Set([...(mentionsAll ?? []), ...(mentionsAny ?? []), ...(aboutAny ?? [])])];
  const asked = withinPlaceId === null ? named : [...named, withinPlaceId];
  const found = asked.length === 0 ? null : await findEntities(database, 'publicId', withoutNul(asked));
  const keys = (ids: string[]): number[] => [...new Set(ids.flatMap((id) => found?.get(id)?.rowId ?? []))];
  const set = (ids: string[], isSubject: boolean) => ({ ids: keys(ids), isSubject, minSalience });
  const sets: MentionSet[] = (mentionsAll ?? []).map((id) => set([id], false));
  if (mentionsAny) sets.push(set(mentionsAny, false));
  if (aboutAny) sets.push(set(aboutAny, true));
  if (withinPlaceId !== null) {
    const [root] = keys([withinPlaceId]);
    sets.push(plainSet(root === undefined ? [] : await placeTree(database, root)));
  }
  return { sets, salientId: named.length === 1 ? (keys(named)[0] ?? null) : null };
}

async function nearIn(database: Database, circle: GeoCircle | null): Promise<ArticleScope['near']> {
  return circle && { circle, places: plainSet(await placesNear(database, circle)) };
}

async function boxSets(database: Database, box: GeoBox | null): Promise<MentionSet[]> {
  return box ? [plainSet(await placesInBox(database, box))] : [];
}

async function storyKeys(database: Database, id: string | null): Promise<number[] | null> {
  if (id === null) return null;
  const found = await storiesByPublicIds(database, withoutNul([id]));
  return [...found.values()].map(({ rowId }) => rowId);
}

const resolveAll = (database: Database, filters: readonly ArticleFilter[]): Promise<ArticleScope[]> =>
  Promise.all(filters.map((filter) => resolveArticleFilter(database, filter)));

/** Looks up every id of a filter; costs one statement per kind of id that each filter in it uses, none when it uses none. */
export async function resolveArticleFilter(database: Database, filter: ArticleFilter): Promise<ArticleScope> {
  const [sourceIds, authorIds, mentioned, near, boxes, storyIds, citedSourceIds, and, or, not] =
    await Promise.all([
      sourceKeys(database, filter),
      keysIn(database, 'authors', filter.authorIds),
      mentionedIn(database, filter),
      nearIn(database, filter.near),
      boxSets(database, filter.bbox),
      storyKeys(database, filter.storyId),
      keysIn(database, 'sources', filter.citesSourceIds),
      resolveAll(database, filter.and ?? []),
      filter.or && resolveAll(database, filter.or),
      filter.not && resolveArticleFilter(database, filter.not),
    ]);
  const { published, firstSeen, wordCount, accessibleForFree } = filter;
  return {
    publicIds: filter.ids && withoutNul(filter.ids),
    urls: filter.urls && withoutNul(filter.urls),
    sourceIds,
    languages: filter.languages && [...new Set(withoutNul(filter.languages).map(primaryTag))],
    authorIds,
    mentionSets: [
      ...mentioned.sets,
      ...(near ? [near.places] : []),
      ...boxes,
      ...and.flatMap(({ mentionSets }) => mentionSets),
    ],
    salientId: mentioned.salientId,
    storyIds,
    ...{ published, firstSeen, near, wordCount, accessibleForFree, citedSourceIds },
    topicCodes: filter.mediaTopics && withNarrower(filter.mediaTopics),
    genres: filter.genres,
    syndication: filter.syndication ?? 'ALL',
    and: and.map((part) => ({ ...part, mentionSets: [] })),
    or,
    not,
  };
}

/** Articles are stored under their primary language tag: `en-GB` finds what `en` finds. */
function primaryTag(tag: string): string {
  return (tag.split('-')[0] ?? tag).toLowerCase();
}
