/**
 * Articles of made-up words for measuring search: word frequencies fall as 1/rank (G. Zipf), so a few words are in
 * every tenth article and most in hardly any. Written straight into the tables, vectors by the product's own code. The
 * same numbers give the same corpus.
 */
import { sql } from 'drizzle-orm';
import { publicId } from '../../src/base/id.ts';
import type { Database } from '../../src/store/db.ts';
import { searchVector } from '../../src/store/searchIndex.ts';
import * as t from '../../src/store/tables.ts';
import { randomOf } from './stories.ts';

const consonants = 'bcdfghjklmnprstvwz';
const vowels = 'aeiou';

/** The nth made-up word: three syllables, all different below 729,000. */
export function wordOf(n: number): string {
  const syllable = (m: number) => `${consonants[m % 18]}${vowels[Math.floor(m / 18) % 5]}`;
  return [n % 90, Math.floor(n / 90) % 90, Math.floor(n / 8100) % 90].map(syllable).join('');
}

const vocabulary = 60_000;
const wordsPerArticle = 120;
const batchSize = 200;
const spanMs = 30 * 86_400_000;
const people = 5_000;

/** A rank drawn with a chance that falls as 1/rank. The most frequent hundred are left out: they would be function words. */
const zipf = (random: () => number, ranks: number): number => Math.floor(100 * (ranks / 100) ** random());

async function writeSources({ db }: Database): Promise<number[]> {
  const seeds = Array.from({ length: 40 }, (_, i) => ({
    ...{
      publicId: publicId('Source', `outlet${i}.example`),
      name: `Outlet ${i}`,
      domain: `outlet${i}.example`,
    },
    ...{ url: `https://outlet${i}.example/`, country: i % 2 === 0 ? 'ID' : 'GB' },
  }));
  const rows = await db.insert(t.sources).values(seeds).returning({ id: t.sources.id });
  return rows.map(({ id }) => id);
}

async function writePeople({ db }: Database): Promise<number[]> {
  const ids: number[] = [];
  for (let from = 0; from < people; from += 500) {
    const seeds = Array.from({ length: 500 }, (_, i) => {
      const name = `${wordOf((from + i) * 7)} ${wordOf((from + i) * 13 + 5)}`;
      return {
        publicId: publicId('Person', `${from + i}`),
        key: `bench:${from + i}`,
        name,
        names: {},
        articleCount: people - from - i,
      };
    });
    const rows = await db
      .insert(t.entities)
      .values(seeds.map((seed) => ({ ...seed, kind: 'PERSON' as const })))
      .returning({ id: t.entities.id });
    const aliases = rows.map(({ id }, i) => ({
      entityId: id,
      name: seeds[i]?.name ?? '',
      folded: seeds[i]?.name ?? '',
      source: 'IMPORT' as const,
    }));
    await db.insert(t.entityAliases).values(aliases);
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

/** Writes `count` articles over thirty days up to `now`, the first the newest. */
export async function writeSearchCorpus(database: Database, count: number, now: Date): Promise<void> {
  const { db } = database;
  const random = randomOf(5);
  const sources = await writeSources(database);
  const persons = await writePeople(database);
  for (let from = 0; from < count; from += batchSize) {
    const seeds = Array.from({ length: Math.min(batchSize, count - from) }, (_, i) => {
      const words = Array.from({ length: wordsPerArticle }, () => wordOf(zipf(random, vocabulary)));
      const personIds = [
        ...new Set(Array.from({ length: 4 }, () => persons[Math.floor(people ** random()) - 1] ?? 1)),
      ];
      const at = new Date(now.getTime() - ((from + i) / count) * spanMs);
      return { n: from + i, at, headline: words.slice(0, 9).join(' '), text: words.join(' '), personIds };
    });
    const rows = await db
      .insert(t.articles)
      .values(
        seeds.map(({ n, at, headline, personIds }) => ({
          ...{
            publicId: publicId('Article', `${n}`),
            url: `https://outlet.example/${n}`,
            headline,
            personIds,
          },
          ...{
            sourceId: sources[n % sources.length] ?? 0,
            language: n % 2 === 0 ? 'id' : 'en',
            contentHash: String(n),
          },
          ...{ firstSeenAt: at, sortDate: at, wordCount: wordsPerArticle },
        })),
      )
      .returning({ id: t.articles.id, sourceId: t.articles.sourceId, language: t.articles.language });
    await db.insert(t.articleSearch).values(
      seeds.map(({ at, headline, text, personIds }, i) => {
        const { id = 0, sourceId = 0, language = 'en' } = rows[i] ?? {};
        return {
          articleId: id,
          sortDate: at,
          vector: searchVector({ headline, text, language, sourceId, entityIds: personIds }),
        };
      }),
    );
    await db.insert(t.mentions).values(
      seeds.flatMap(({ at, personIds }, i) =>
        personIds.map((entityId) => ({
          ...{
            articleId: rows[i]?.id ?? 0,
            entityId,
            kind: 'PERSON' as const,
            sourceId: rows[i]?.sourceId ?? 0,
          },
          ...{ publishedAt: at, count: 1, salience: 0.5, inHeadline: false, confidence: 1, spans: [0, 1] },
        })),
      ),
    );
  }
  await db.execute(sql`vacuum analyze`);
}
