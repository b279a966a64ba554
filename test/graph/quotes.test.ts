/** Quotes: their variants in other articles, whom an article has them from, and the words they hold. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicId } from '../../src/base/id.ts';
import { type Database, rows } from '../../src/store/db.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { seedGraph, seedIds, seedNow } from '../kit/seed.ts';

let database: Database;

const idOf = async (table: string, key: string): Promise<number> => {
  const [row] = await rows<{ id: number }>(
    database,
    sql`select id::float8 as id from ${sql.raw(table)} where public_id = ${key}`,
  );
  return row?.id ?? 0;
};

/** A quote at the end of an article's text, which it is added to with the words around it. */
async function addQuote(slug: string, language: string, text: string, speaker: string | null, around = '') {
  const articleId = await idOf('articles', seedIds.article(slug));
  const [body] = await rows<{ text: string }>(
    database,
    sql`update article_texts set text = text || ${`\n\n${text}, ${around}`} where article_id = ${articleId} returning text`,
  );
  const start = (body?.text ?? '').lastIndexOf(text);
  await database.db.execute(
    sql`update article_search set vector = vector || to_tsvector('simple', ${text}) where article_id = ${articleId}`,
  );
  await database.db.insert(t.quotes).values({
    publicId: publicId('Quote', `${slug} ${text}`),
    articleId,
    text,
    language,
    style: 'DIRECT',
    speakerId: speaker === null ? null : await idOf('entities', seedIds.entity(speaker)),
    speakerText: around,
    start,
    end: start + text.length,
    publishedAt: seedNow,
  });
}

const putin = 'wd:Q7747';

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  await addQuote('talks-2', 'en', 'We are ready to work together with the coalition', putin, 'Putin said');
  await addQuote('talks-3', 'id', 'Kami siap bekerja sama dengan koalisi', putin, 'kata Putin');
  await addQuote('talks-4', 'en', 'We do not want a new war', putin, 'Putin said');
  await addQuote('sport', 'id', 'Kami siap bekerja sama dengan koalisi', putin, 'kata Putin');
  await addQuote('talks-2', 'en', 'Seven trucks crossed the bridge', null, 'a man called Sutarmin said');
  await addQuote('talks-4', 'en', 'Seven trucks have crossed the bridge', null, 'Sutarmin told reporters');
  await addQuote('talks-3', 'en', 'Seven trucks have crossed the bridge', null, 'Bagas told reporters');
  await addQuote('jet-3', 'id', 'Pesawat itu jatuh', putin, 'kata Putin seperti dikabarkan Reuters');
  await addQuote('jet-3', 'id', 'Tidak ada korban', putin, 'kata Putin');
});
afterAll(() => database.close());

const quoteId = (slug: string, text: string) => publicId('Quote', `${slug} ${text}`);

describe('variants of a quote', () => {
  it('are the same statement in other articles, in either language, the nearest first', async () => {
    const { data, errors } = await ask(
      database,
      `{ node(id: "${quoteId('talks-3', 'Kami siap bekerja sama dengan koalisi')}") { ... on Quote {
        variants { text language article { headline } } one: variants(first: 1) { text } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.node.variants).toEqual([
      {
        text: 'Kami siap bekerja sama dengan koalisi',
        language: 'id',
        article: { headline: 'Olahraga: final di Solo' },
      },
      {
        text: 'Kami siap untuk bekerja sama',
        language: 'id',
        article: { headline: 'Putin dan Hollande sepakat lawan ISIS' },
      },
      {
        text: 'We are ready to work together with the coalition',
        language: 'en',
        article: { headline: 'Hollande meets Putin in Moscow' },
      },
    ]);
    expect(data.node.one).toHaveLength(1);
  });

  it('of an unknown speaker are of one who is named alike, in the same story', async () => {
    const { data } = await ask(
      database,
      `{ node(id: "${quoteId('talks-2', 'Seven trucks crossed the bridge')}") { ... on Quote { variants { speakerText } } } }`,
    );
    expect(data.node.variants).toEqual([{ speakerText: 'Sutarmin told reporters' }]);
  });

  it('take one statement whatever the number of quotes', async () => {
    const asked = (first: number) =>
      ask(database, `{ quotes(filter: {}, first: ${first}) { nodes { variants { id } } } }`);
    expect((await asked(1)).statements).toBe(2);
    expect((await asked(50)).statements).toBe(2);
  });

  it('refuse a size out of bounds', async () => {
    const { errors } = await ask(
      database,
      '{ quotes(filter: {}) { nodes { variants(first: 101) { id } } } }',
    );
    expect(errors[0]).toBe('BAD_INPUT: first must be between 1 and 100, not 101.');
  });
});

describe('whom an article has a quote from', () => {
  const via = async (id: string) => {
    const { data, errors } = await ask(
      database,
      `{ node(id: "${id}") { ... on Quote { reportedVia { name } } } }`,
    );
    expect(errors).toEqual([]);
    return data.node.reportedVia;
  };

  it('is whom the paragraph credits, if that is a source', async () => {
    expect(await via(quoteId('jet-3', 'Pesawat itu jatuh'))).toBeNull();
    const row = {
      publicId: publicId('Source', 'reuters.example'),
      name: 'Reuters',
      domain: 'reuters.example',
    };
    await database.db
      .insert(t.sources)
      .values({ ...row, url: 'https://reuters.example/', languages: ['en'] });
    expect(await via(quoteId('jet-3', 'Pesawat itu jatuh'))).toEqual({ name: 'Reuters' });
    expect(await via(quoteId('jet-3', 'Tidak ada korban'))).toBeNull();
  });

  it('is the original of a copy, and nobody for an own report', async () => {
    expect(await via(seedIds.quote('stab'))).toEqual({ name: 'Kawat Nusantara' });
    expect(await via(seedIds.quote('ready'))).toBeNull();
  });

  it('costs as many statements for one quote as for fifty', async () => {
    const asked = (first: number) =>
      ask(database, `{ quotes(filter: {}, first: ${first}) { nodes { reportedVia { name } } } }`);
    // Quotes, their origins, and the sources.
    expect((await asked(50)).statements).toBe(3);
    expect((await asked(9)).statements).toBe(3);
  });
});

describe('words of a quote', () => {
  const found = async (text: string) => {
    const { data, errors } = await ask(
      database,
      'query ($text: String) { quotes(filter: { text: $text }) { nodes { text } totalCount } }',
      { text },
    );
    return errors[0] ?? data.quotes.nodes.map((quote: { text: string }) => quote.text);
  };

  it('must all stand in it as whole words, in any order and case', async () => {
    expect(await found('coalition READY')).toEqual(['We are ready to work together with the coalition']);
    expect(await found('coal')).toEqual([]);
    expect(await found('war peace')).toEqual([]);
  });

  it('are none in a text without letters, and at most twenty', async () => {
    expect((await found(' …\0 ')).length).toBeGreaterThan(5);
    expect(await found("'; drop table quotes; --")).toEqual([]);
    expect(await found(Array.from({ length: 21 }, (_, i) => `w${i}`).join(' '))).toBe(
      'BAD_INPUT: text takes at most 20 words, not 21.',
    );
  });
});
