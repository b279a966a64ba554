/** Sources: figures, by-lines, what a publisher says of itself, and how soon we see what it prints. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicId } from '../../src/base/id.ts';
import { durationText } from '../../src/graph/scalars.ts';
import { type Database, rows } from '../../src/store/db.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { seedGraph, seedIds, seedNow } from '../kit/seed.ts';

let database: Database;
const hourMs = 3_600_000;

async function sourceKey(key: string): Promise<number> {
  const [row] = await rows<{ id: number }>(
    database,
    sql`select id::float8 as id from sources where public_id = ${seedIds.source(key)}`,
  );
  return row?.id ?? 0;
}

/** Articles of a source at these hours before now, first seen so many seconds after they were published. */
async function addArticles(key: string, hoursAgo: number[], lagSeconds = 60) {
  const sourceId = await sourceKey(key);
  for (const [i, hours] of hoursAgo.entries()) {
    const sortDate = new Date(seedNow.getTime() - hours * hourMs);
    await database.db.insert(t.articles).values({
      publicId: publicId('Article', `${key} ${hours} ${i}`),
      ...{ sourceId, url: `https://${key}.example/${hours}/${i}`, headline: 'News', language: 'id' },
      ...{ sortDate, datePublished: sortDate, datePublishedPrecision: 'MINUTE' as const },
      firstSeenAt: new Date(sortDate.getTime() + lagSeconds * 1000),
      ...{ contentHash: `${key} ${hours} ${i}`, wordCount: 100 },
    });
  }
}

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});
afterAll(() => database.close());

const source = async (key: string, fields: string) => {
  const answer = await ask(database, `{ source(by: { domain: "${key}.example" }) { ${fields} } }`);
  expect(answer.errors).toEqual([]);
  return answer.data.source;
};

describe('figures of a source', () => {
  it('count what it told first, what it copied and how long its texts are', async () => {
    const fields = 'stats { articleCount firstReports syndicatedCount medianWordCount }';
    expect(await source('kawat', fields)).toEqual({
      stats: { articleCount: 3, firstReports: 1, syndicatedCount: 0, medianWordCount: 10 },
    });
    expect((await source('post', fields)).stats.syndicatedCount).toBe(1);
    expect(
      await source('kawat', 'stats(range: { last: "PT12H" }) { articleCount firstReports medianWordCount }'),
    ).toEqual({ stats: { articleCount: 2, firstReports: 0, medianWordCount: 8 } });
    expect(await source('kawat', 'stats(range: { last: "PT1H" }) { articleCount medianWordCount }')).toEqual({
      stats: { articleCount: 0, medianWordCount: null },
    });
  });

  it('take one statement for all sources', async () => {
    const fields =
      'stats(range: { last: "P7D" }) { articleCount } health { volumeRatio } channels { medianLag }';
    // Sources, figures, channels, ratios, lags.
    expect((await ask(database, `{ sources { nodes { ${fields} } } }`)).statements).toBe(5);
    expect((await ask(database, `{ sources(first: 2) { nodes { ${fields} } } }`)).statements).toBe(5);
  });
});

describe('the volume of a source', () => {
  it('is compared with the same day of the weeks before, as far as it was a source then', async () => {
    const volumeRatio = async () => (await source('kawat', 'health { volumeRatio }')).health.volumeRatio;
    expect(await volumeRatio()).toBeNull();
    await database.db.execute(
      sql`update sources set created_at = ${new Date(seedNow.getTime() - 16 * 24 * hourMs).toISOString()}`,
    );
    // Two whole weeks: 6 and 2 articles in those hours; the third is before its time.
    await addArticles('kawat', [
      ...new Array<number>(6).fill(168 + 3),
      ...new Array<number>(2).fill(336 + 3),
    ]);
    await addArticles('kawat', [505, 506]);
    expect(await volumeRatio()).toBe(0.5);
    expect((await source('post', 'health { volumeRatio }')).health.volumeRatio).toBeNull();
  });
});

describe('how soon an article is seen', () => {
  it('is the median of a week, told of a channel that is the only one read', async () => {
    expect(await source('post', 'channels { kind medianLag }')).toEqual({
      channels: [{ kind: 'ATOM', medianLag: 'PT1M' }],
    });
    await addArticles('post', [20, 21, 22, 23, 24, 25, 26], 3725);
    expect((await source('post', 'channels { medianLag }')).channels[0].medianLag).toBe('PT1H2M5S');
    const several = (await source('pagi', 'channels { medianLag }')).channels;
    expect(several.map(({ medianLag }: { medianLag: unknown }) => medianLag)).toEqual([null, null, null]);
  });

  it('is written as days, hours, minutes and seconds', () => {
    expect([0, -5, 999, 60_000, 86_400_000, 90_061_000].map(durationText)).toEqual([
      'PT0S',
      'PT0S',
      'PT1S',
      'PT1M',
      'P1D',
      'P1DT1H1M1S',
    ]);
  });
});

describe('by-lines', () => {
  it('are paged by name', async () => {
    const sourceId = await sourceKey('pagi');
    await database.db.insert(t.authors).values(
      ['Ayu', 'Budi', 'Śri'].map((name) => ({
        name,
        sourceId,
        publicId: publicId('Author', `pagi\n${name}`),
      })),
    );
    const page = async (args: string) =>
      (
        await source(
          'pagi',
          `authors${args} { nodes { name } totalCount pageInfo { hasNextPage endCursor } }`,
        )
      ).authors;
    const first = await page('(first: 3)');
    expect(first.nodes.map(({ name }: { name: string }) => name)).toEqual(['Ayu', 'Budi', 'Rini']);
    expect([first.totalCount, first.pageInfo.hasNextPage]).toEqual([4, true]);
    const rest = await page(`(first: 3, after: "${first.pageInfo.endCursor}")`);
    expect(rest.nodes).toEqual([{ name: 'Śri' }]);
    const { errors } = await ask(
      database,
      `{ source(by: { domain: "post.example" }) { authors(after: "${first.pageInfo.endCursor}") { nodes { id } } } }`,
    );
    expect(errors[0]).toMatch(/^BAD_CURSOR/);
  });

  it('take one statement for all sources', async () => {
    const { statements } = await ask(
      database,
      '{ sources { nodes { authors(first: 2) { nodes { name } } } } }',
    );
    expect(statements).toBe(2);
  });
});

describe('what a publisher says of itself', () => {
  const fields = 'logo { url caption } foundedYear publishingPrinciples correctionsPolicy ownership { name }';

  it('is null where it says nothing', async () => {
    expect(await source('post', fields)).toEqual({
      ...{
        logo: null,
        foundedYear: null,
        publishingPrinciples: null,
        correctionsPolicy: null,
        ownership: [],
      },
    });
  });

  it('is what its site says; of its owners those that one organization bears the name of', async () => {
    await database.db.execute(sql`insert into entity_aliases (entity_id, name, folded, source)
      select id, 'Reuters', 'reuters', 'WIKIDATA' from entities where key = 'wd:Q130879'`);
    const profile = {
      logoUrl: 'https://pagi.example/logo.png',
      foundedYear: 1951,
      principlesUrl: 'https://pagi.example/kode-etik',
      correctionsUrl: null,
      owners: ['REUTERS', 'Nobody Knows', '…'],
    };
    await database.db.update(t.sources).set({ profile }).where(sql`domain = 'pagi.example'`);
    expect(await source('pagi', fields)).toEqual({
      logo: { url: 'https://pagi.example/logo.png', caption: null },
      foundedYear: 1951,
      publishingPrinciples: 'https://pagi.example/kode-etik',
      correctionsPolicy: null,
      ownership: [{ name: 'Reuters' }],
    });
    await database.db
      .update(t.sources)
      .set({ iconUrl: 'https://post.example/i.png' })
      .where(sql`domain = 'post.example'`);
    expect((await source('post', 'logo { url }')).logo).toEqual({ url: 'https://post.example/i.png' });
  });
});

describe('lists of sources', () => {
  const names = async (args: string) => {
    const { data, errors } = await ask(database, `{ sources(${args}) { nodes { domain } totalCount } }`);
    return errors[0] ?? data.sources.nodes.map(({ domain }: { domain: string }) => domain.split('.')[0]);
  };

  it('know the kinds of channels', async () => {
    expect(await names('filter: { channelKinds: [WHATSAPP_CHANNEL, EMAIL] }')).toEqual(['pagi']);
    expect(await names('filter: { channelKinds: [TELEGRAM] }')).toEqual([]);
  });

  it('are ordered by how many articles there are', async () => {
    const all = await names('orderBy: { field: ARTICLE_COUNT, direction: DESC }');
    expect(all).toEqual(['kawat', 'post', 'pagi']);
    expect(await names('orderBy: { field: ARTICLE_COUNT }')).toEqual([...all].reverse());
  });
});
