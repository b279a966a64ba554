/**
 * A synthetic newsroom of any size for measuring the graph: outlets, people, places, organisations, stories and articles
 * of made-up words over two weeks, written straight into the tables. Popularity is skewed (few entities are named
 * everywhere, most of them hardly ever), as it is in the news. The same seed gives the same corpus.
 */
import { sql } from 'drizzle-orm';
import { entityId, publicId } from '../../src/base/id.ts';
import type { EntityKind } from '../../src/base/news.ts';
import type { Database } from '../../src/store/db.ts';
import { reindexArticles } from '../../src/store/searchReindex.ts';
import * as t from '../../src/store/tables.ts';
import { randomOf } from './stories.ts';

export interface CorpusSize {
  sources: number;
  entities: number;
  stories: number;
  articles: number;
}

export interface Corpus {
  /** Public ids of people, the most named first. */
  people: string[];
  /** Words of the articles, the most frequent first. */
  words: string[];
}

const kinds: readonly EntityKind[] = ['PERSON', 'PLACE', 'ORGANIZATION'];
const hourMs = 3_600_000;
const spanHours = 14 * 24;
const batchSize = 250;

const syllables = [
  'ka',
  'bar',
  'so',
  'lo',
  'me',
  'ran',
  'ti',
  'wu',
  'jo',
  'len',
  'par',
  'du',
  'sin',
  'gra',
  'vel',
  'mo',
];

/** The nth made-up word. */
function wordAt(n: number): string {
  const digits = [n % 16, Math.floor(n / 16) % 16, Math.floor(n / 256) % 16];
  return digits.map((digit) => syllables[digit] ?? '').join('');
}

const vocabulary = Array.from({ length: 3000 }, (_, n) => wordAt(n));

function inBatches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / batchSize) }, (_, i) =>
    items.slice(i * batchSize, (i + 1) * batchSize),
  );
}

/** Picks a place in a list of `length`: the nth with a chance that falls about as 1/n. */
function skewed(random: () => number, length: number): number {
  return Math.min(length - 1, Math.floor(length ** random()) - 1);
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

async function writeSources({ db }: Database, count: number, now: Date): Promise<number[]> {
  const rows = await db
    .insert(t.sources)
    .values(
      Array.from({ length: count }, (_, i) => ({
        publicId: publicId('Source', `outlet${i}.example`),
        name: `${capital(wordAt(i + 7))} Post ${i}`,
        domain: `outlet${i}.example`,
        url: `https://outlet${i}.example/`,
        kind: 'NEWSPAPER' as const,
        country: i % 2 === 0 ? 'ID' : 'GB',
        languages: [i % 2 === 0 ? 'id' : 'en'],
      })),
    )
    .returning({ id: t.sources.id });
  await db.insert(t.sourceChannels).values(
    rows.map(({ id }) => ({
      sourceId: id,
      kind: 'RSS' as const,
      url: `https://outlet${id}.example/feed`,
      state: 'HEALTHY' as const,
      lastSuccessAt: now,
    })),
  );
  return rows.map(({ id }) => id);
}

interface CorpusEntity {
  id: number;
  publicId: string;
  kind: EntityKind;
  name: string;
}

async function writeEntities({ db }: Database, count: number): Promise<CorpusEntity[]> {
  const seeds = Array.from({ length: count }, (_, i) => {
    const kind = kinds[i % kinds.length] ?? 'PERSON';
    const name = `${capital(wordAt(i))} ${capital(wordAt(i * 7 + 3))}`;
    const key = `bench:${i}`;
    return { publicId: entityId(kind, key), key, kind, name, names: { en: name, id: name } };
  });
  const written: CorpusEntity[] = [];
  for (const batch of inBatches(seeds)) {
    const { id, publicId: public_, kind, name } = t.entities;
    written.push(
      ...(await db.insert(t.entities).values(batch).returning({ id, publicId: public_, kind, name })),
    );
  }
  const places = written.filter(({ kind }) => kind === 'PLACE');
  for (const batch of inBatches(places)) {
    await db
      .insert(t.places)
      .values(batch.map(({ id }) => ({ entityId: id, placeType: 'CITY' as const, countryCode: 'ID' })));
  }
  return written;
}

async function writeStories({ db }: Database, count: number, now: Date): Promise<number[]> {
  const ids: number[] = [];
  for (const batch of inBatches(Array.from({ length: count }, (_, i) => i))) {
    const rows = await db
      .insert(t.stories)
      .values(
        batch.map((i) => ({
          publicId: publicId('Story', `bench:${i}`),
          headline: `${capital(wordAt(i))} ${wordAt(i + 11)} ${wordAt(i + 23)}`,
          headlines: { en: `${capital(wordAt(i))} ${wordAt(i + 11)} ${wordAt(i + 23)}` },
          startedAt: now,
          latestAt: now,
        })),
      )
      .returning({ id: t.stories.id });
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

interface Written {
  sources: number[];
  entities: CorpusEntity[];
  stories: number[];
}

/** One article: earlier numbers are newer; a story's articles lie within its two days. */
function articleSeed(i: number, size: CorpusSize, written: Written, now: Date, random: () => number) {
  const { sources, entities, stories } = written;
  const story = Math.floor((i / size.articles) * stories.length);
  const language = i % 2 === 0 ? 'id' : 'en';
  const publishedAt = new Date(now.getTime() - (i / size.articles) * spanHours * hourMs);
  const named = new Set(Array.from({ length: 8 }, () => entities[skewed(random, entities.length)]));
  const mentioned = [...named].filter((entity) => entity !== undefined);
  const words = Array.from({ length: 250 }, () => vocabulary[skewed(random, vocabulary.length)] ?? '');
  const names = mentioned.map(({ name }) => name);
  const idsOf = (kind: EntityKind) => mentioned.filter((entity) => entity.kind === kind).map(({ id }) => id);
  return {
    mentioned,
    text: `${names.join(', ')}. ${words.join(' ')}.`,
    article: {
      publicId: publicId('Article', `https://outlet.example/${i}`),
      sourceId: sources[i % sources.length] ?? 0,
      url: `https://outlet.example/${i}`,
      headline: `${names[0] ?? ''} ${words.slice(0, 6).join(' ')}`,
      description: words.slice(0, 20).join(' '),
      language,
      datePublished: publishedAt,
      firstSeenAt: publishedAt,
      sortDate: publishedAt,
      wordCount: 250,
      contentHash: String(i),
      storyId: stories[story] ?? null,
      personIds: idsOf('PERSON'),
      placeIds: idsOf('PLACE'),
      organizationIds: idsOf('ORGANIZATION'),
    },
  };
}

async function writeArticles({ db }: Database, seeds: ReturnType<typeof articleSeed>[]): Promise<void> {
  const rows = await db
    .insert(t.articles)
    .values(seeds.map(({ article }) => article))
    .returning({ id: t.articles.id });
  const withIds = seeds.map((seed, i) => ({ ...seed, id: rows[i]?.id ?? 0 }));
  await db
    .insert(t.articleTexts)
    .values(withIds.map(({ id, text }) => ({ articleId: id, text, sketch: [] })));
  await db.insert(t.mentions).values(
    withIds.flatMap(({ id, mentioned, article, text }) =>
      mentioned.map((entity, place) => {
        const start = text.indexOf(entity.name);
        return {
          articleId: id,
          entityId: entity.id,
          kind: entity.kind,
          sourceId: article.sourceId,
          publishedAt: article.sortDate,
          count: 1,
          salience: 1 / (place + 1),
          inHeadline: place === 0,
          confidence: 1,
          surfaceForms: [entity.name],
          spans: [start, start + entity.name.length],
        };
      }),
    ),
  );
}

/** What the pipeline counts and indexes while it writes, made for all rows at once. */
async function finishCorpus(database: Database): Promise<void> {
  const { db } = database;
  await db.execute(sql`
    insert into article_search (article_id, sort_date, vector)
    select a.id, a.sort_date, array_to_tsvector(array(
      select '~e:' || e from unnest(a.person_ids || a.place_ids || a.organization_ids) e))
    from articles a`);
  for (let after: number | null = 0; after !== null; ) after = await reindexArticles(database, after, 500);
  await db.execute(sql`
    update entities e set article_count = m.n, last_mentioned_at = m.latest
    from (select entity_id, count(*)::int as n, max(published_at) as latest from mentions group by 1) m
    where m.entity_id = e.id`);
  await db.execute(sql`
    update stories s set started_at = a.first, latest_at = a.latest, article_count = a.n, source_count = a.sources,
      independent_source_count = a.sources, languages = a.languages, first_article_id = a.opening
    from (select story_id, min(sort_date) as first, max(sort_date) as latest, count(*)::int as n, max(id) as opening,
            count(distinct source_id)::int as sources, array_agg(distinct language) as languages
          from articles group by 1) a
    where a.story_id = s.id`);
  await db.execute(sql`analyze`);
}

/** Fills an empty, migrated database. */
export async function writeCorpus(database: Database, size: CorpusSize, now: Date): Promise<Corpus> {
  const random = randomOf(2015);
  const sources = await writeSources(database, size.sources, now);
  const entities = await writeEntities(database, size.entities);
  const stories = await writeStories(database, size.stories, now);
  const written = { sources, entities, stories };
  for (const batch of inBatches(Array.from({ length: size.articles }, (_, i) => i))) {
    await writeArticles(
      database,
      batch.map((i) => articleSeed(i, size, written, now, random)),
    );
  }
  await finishCorpus(database);
  const people = entities.filter(({ kind }) => kind === 'PERSON').map((entity) => entity.publicId);
  return { people, words: vocabulary };
}
