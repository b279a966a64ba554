import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicId } from '../../src/base/id.ts';
import type { ArticleList, ArticleOrderField } from '../../src/store/articleSort.ts';
import { type Database, rows } from '../../src/store/db.ts';
import type { ArticleScope } from '../../src/store/filter.ts';
import { saveArticle } from '../../src/store/saveArticle.ts';
import { wordsMeant } from '../../src/store/searchHighlights.ts';
import { searchVector } from '../../src/store/searchIndex.ts';
import { countOfSearch, idsOfSearch, keysOfSearch } from '../../src/store/searchKeys.ts';
import { readSearch } from '../../src/store/searchNames.ts';
import { reindexArticles } from '../../src/store/searchReindex.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, articleToSave, at, inStoryOf } from './articleKit.ts';

let database: Database;
let paper = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

interface Told {
  slug: string;
  headline?: string;
  text: string;
  language?: string;
  sourceId?: number;
  people?: string[];
}

let told = 0;

/** Stores articles as the pipeline does, each an hour newer than the one before; the headline is the slug unless told. */
async function tell(...articles: Told[]): Promise<void> {
  for (const { slug, headline = slug, text, language = 'en', sourceId = paper, people = [] } of articles) {
    const url = `https://paper.example/${slug}`;
    told += 1;
    const seenAt = new Date(at('2015-11-24T06:00:00Z').getTime() + told * 3_600_000).toISOString();
    const input = articleToSave({ sourceId, url, headline, text, people, seenAt });
    const facts = { ...input.facts, language };
    const decide = async () => inStoryOf(url);
    await saveArticle(database, { ...input, facts }, { entry: null, decide, now: at(seenAt) });
  }
}

const listBy = (
  field: ArticleOrderField,
  descending = true,
  scope: ArticleScope | null = null,
): ArticleList => ({
  scope,
  order: { field, descending },
});
const wholePage = { limit: 100, backwards: false, after: null, before: null };

async function keysFor(query: string, list: ArticleList, page = wholePage) {
  const search = await readSearch(database, query);
  if (!search) throw new Error('no condition');
  const keys = keysOfSearch(search, list, page);
  return rows<{ id: number; k: string; slug: string; holds_all: boolean }>(
    database,
    sql`select k.id::float8 as id, k.k, k.holds_all, split_part(a.url, '/', 4) as slug from (${keys}) k
      join articles a on a.id = k.id order by k.k desc, k.id desc`,
  );
}

/** Slugs that a query finds, oldest first. */
async function found(query: string, scope: ArticleScope | null = null): Promise<string[]> {
  const list = listBy('DATE', true, scope);
  const slugs = (await keysFor(query, list)).map(({ slug }) => slug).reverse();
  const search = await readSearch(database, query);
  if (search) {
    const [counted] = await rows<{ n: number }>(database, countOfSearch(search, list));
    expect(counted?.n, query).toBe(slugs.length);
    const ids = await rows<{ id: number }>(database, idsOfSearch(search, list, 1000));
    expect(ids).toHaveLength(slugs.length);
  }
  return slugs;
}

/** Slugs by relevance, best first. */
const ranked = async (query: string) =>
  (await keysFor(query, listBy('RELEVANCE'))).map(({ slug, holds_all }) => (holds_all ? slug : `(${slug})`));

async function startOver(): Promise<void> {
  await truncate(database);
  told = 0;
  paper = await addPaper(database, 'paper.example');
}

describe('words', () => {
  beforeAll(async () => {
    await startOver();
    await tell(
      { slug: 'francois', headline: 'François Hollande à Moscou', text: 'Rencontre.', language: 'fr' },
      { slug: 'jumat', headline: 'Salat Jum’at', text: "Al-Qur'an dibaca hari Jum'at.", language: 'id' },
      { slug: 'putins', text: "Putin’s jet; the U.S. protested. Su-24 was Russia's." },
      { slug: 'kereta', text: 'Kereta yang baru itu berjalan dari Solo ke Yogyakarta.', language: 'id' },
      { slug: 'runs', headline: 'Horse runs', text: 'It wins.' },
      { slug: 'running', headline: 'Running', text: 'We are running.' },
      { slug: 'run', headline: 'Lari', text: 'Tim "run" menang.', language: 'id' },
      { slug: 'tokyo', headline: '東京オリンピック開幕', text: '選手が入場した。', language: 'ja' },
      { slug: 'moskwa', headline: 'Путин в Москве', text: 'Встреча.', language: 'ru' },
    );
  });

  it('are found whatever their case, marks and apostrophes', async () => {
    for (const query of ['francois', 'FRANÇOIS', 'hollande a'])
      expect(await found(query)).toEqual(['francois']);
    for (const query of ['jumat', "jum'at", 'quran', 'Al-Qur’an'])
      expect(await found(query), query).toEqual(['jumat']);
    for (const query of ['putin', "putin's", 'us', 'U.S.', 'su-24', 'SU 24', 'Russia']) {
      expect(await found(query), query).toEqual(['putins']);
    }
    expect(await found('путин')).toEqual(['moskwa']);
    expect(await found('オリンピック')).toEqual(['tokyo']);
  });

  it('are found in other forms, in the language of the text alone', async () => {
    expect(await found('running')).toEqual(['runs', 'running', 'run']);
    expect(await found('run')).toEqual(['runs', 'running', 'run']);
    expect(await found('perjalanan')).toEqual(['kereta']);
    expect(await found('jets')).toEqual(['putins']);
  });

  it('are excluded in all their forms', async () => {
    expect(await found('running -horse')).toEqual(['running', 'run']);
    expect(await found('lang:en -runs')).toEqual(['putins']);
    expect(await found('-lang:en -lang:id')).toEqual(['francois', 'tokyo', 'moskwa']);
    expect(await found('-(runs OR jet) lang:en')).toEqual([]);
  });

  it('may be joined, grouped and cut off', async () => {
    expect(await found('hollande OR (kereta solo) OR (kereta jet)')).toEqual(['francois', 'kereta']);
    expect(await found('yogya*')).toEqual(['kereta']);
    expect(await found('holl* mosc*')).toEqual(['francois']);
    expect(await found('headline:runs')).toEqual(['runs']);
    expect(await found('headline:horse')).toEqual(['runs']);
    expect(await found('headline:wins')).toEqual([]);
    expect(await found('headline:franc*')).toEqual(['francois']);
    expect(await found('headline:"horse runs"')).toEqual(['runs']);
    expect(await found('headline:"runs horse"')).toEqual([]);
  });

  it('in quotation marks stand as they are, side by side', async () => {
    expect(await found('"kereta yang baru"')).toEqual(['kereta']);
    expect(await found('"kereta baru"')).toEqual([]);
    expect(await found('"we are running"')).toEqual(['running']);
    expect(await found('"we are run"')).toEqual([]);
    // The headline's last word and the text's first are not neighbours.
    expect(await found('"runs it"')).toEqual([]);
  });

  it('may be asked to stand near each other', async () => {
    expect(await found('near4:(solo kereta)')).toEqual([]);
    expect(await found('near6:(solo kereta)')).toEqual(['kereta']);
    expect(await found('near6:"kereta solo"')).toEqual(['kereta']);
    expect(await found('near5:(kereta baru yang)')).toEqual(['kereta']);
    expect(await found('near1:(kereta yang baru)')).toEqual([]);
    expect(await found('near20:(runs it)')).toEqual([]);
  });

  it('that only join others are asked of no article in their language, and of every other', async () => {
    expect(await found('the horse')).toEqual(['runs']);
    expect(await found('yang yogyakarta')).toEqual(['kereta']);
    expect(await found('the kereta')).toEqual([]);
    expect(await found('the')).toEqual(['putins']);
    expect(await found('the OR horse')).toEqual(['putins', 'runs']);
    expect(await found('yang itu')).toEqual(['kereta']);
  });
});

describe('names', () => {
  beforeAll(async () => {
    await startOver();
    const other = await addPaper(database, 'kawat.co.id');
    await database.db.execute(sql`update sources set name = 'Surya Kawat' where id = ${other}`);
    await tell(
      { slug: 'a', text: 'He came.', people: ['Vladimir Putin'] },
      { slug: 'b', text: 'She came.', people: ['Putin', 'Ira Putina'], sourceId: other },
      { slug: 'c', text: 'They came.', people: ['Joko Widodo'] },
      { slug: 'd', text: 'They went.', people: ['Jokowi'] },
    );
  });

  it('of outlets are domains, their first parts or names', async () => {
    for (const query of ['source:kawat.co.id', 'source:KAWAT', 'source:"surya kawat"']) {
      expect(await found(query), query).toEqual(['b']);
    }
    expect(await found('-source:kawat came')).toEqual(['a', 'c']);
    for (const query of ['source:nobody', 'source:"x\' | \'~l:en"', 'source:"\0kawat x"'])
      expect(await found(query)).toEqual([]);
  });

  it('of people are whole names, else words of names', async () => {
    expect(await found('person:putin')).toEqual(['b']);
    expect(await found('person:vladimir')).toEqual(['a']);
    expect(await found('person:"Joko Widodo" came')).toEqual(['c']);
    expect(await found('person:jok')).toEqual([]);
    for (const query of ['place:putin', 'org:putin', 'person:"%x"', 'person:"\\\\a"']) {
      expect(await found(query), query).toEqual([]);
    }
  });

  it('lead to who somebody was merged into, and never to who is out of sight', async () => {
    const idOf = (name: string) => sql`(select id from entities where name = ${name})`;
    await database.db.execute(sql`update entities set suppressed_at = now() where name = 'Vladimir Putin'`);
    expect(await found('person:vladimir')).toEqual([]);
    await database.db.execute(
      sql`update entities set merged_into_id = ${idOf('Joko Widodo')} where name = 'Jokowi'`,
    );
    expect(await found('person:jokowi')).toEqual([]);
    await database.db.execute(
      sql`update entity_aliases set entity_id = ${idOf('Joko Widodo')} where folded = 'jokowi'`,
    );
    expect(await found('person:jokowi')).toEqual(['c']);
  });

  it('cost a statement where there are some', async () => {
    const cost = async (query: string) => {
      const before = database.statementCount();
      await readSearch(database, query);
      return database.statementCount() - before;
    };
    expect(await cost('putin lang:en')).toBe(0);
    expect(await cost('person:putin place:solo org:kpk')).toBe(1);
    expect(await cost('person:putin source:kawat source:paper')).toBe(2);
  });
});

describe('relevance', () => {
  beforeAll(async () => {
    await startOver();
    await tell(
      { slug: 'bear', text: 'Seekor beruang masuk kampung.', language: 'id' },
      {
        slug: 'money',
        headline: 'Uang palsu',
        text: 'Uang palsu beredar, kata polisi. Uang itu banyak.',
        language: 'id',
      },
      { slug: 'both', text: 'Putin and Hollande meet.' },
      { slug: 'one', headline: 'Putin', text: 'Putin, Putin, Putin.' },
      { slug: 'other', text: 'Hollande speaks.' },
      { slug: 'none', text: 'Nobody speaks.' },
    );
  });

  it('puts the word itself before its mere forms', async () => {
    expect(await ranked('beruang')).toEqual(['bear', 'money']);
  });

  it('lets any of the words do where few articles hold all', async () => {
    expect(await ranked('putin hollande')).toEqual(['both', '(one)', '(other)']);
    expect(await ranked('putin hollande lang:en')).toEqual(['both', '(one)', '(other)']);
    expect(await ranked('putin hollande lang:id')).toEqual([]);
    expect(await found('putin hollande')).toEqual(['both']);
  });

  it('takes what is written with care by the word', async () => {
    for (const query of ['"putin and" hollande', 'putin hollande -nobody', 'putin (hollande OR hollande)']) {
      expect(await ranked(query), query).toEqual(['both']);
    }
  });

  it('knows the words that were meant, for marking them', async () => {
    const search = await readSearch(database, 'beruang headline:speaking "putin and" -nobody hol*');
    if (!search) throw new Error('no condition');
    const english = ['speaks', 'putin', 'and', 'nobody', 'hollande'].map((word) => ({
      word,
      language: 'en',
    }));
    const indonesian = [
      { word: 'uang', language: 'id' },
      { word: 'speaks', language: 'id' },
    ];
    expect([...(await wordsMeant(database, search, [...english, ...indonesian]))].sort()).toEqual(
      ['en hollande', 'en putin', 'en speaks', 'id uang'].sort(),
    );
  });
});

describe('frequent words', () => {
  const size = 400;

  beforeAll(async () => {
    await startOver();
    const seeds = Array.from({ length: size }, (_, n) => ({
      n,
      at: new Date(at('2015-11-24T06:00:00Z').getTime() + Math.floor(n / 3) * 1000),
    }));
    const stored = await database.db
      .insert(t.articles)
      .values(
        seeds.map(({ n, at: sortDate }) => ({
          ...{
            publicId: publicId('Article', `${n}`),
            url: `https://paper.example/${n}`,
            headline: `n${n}`,
            sourceId: paper,
          },
          ...{ language: 'en', contentHash: `${n}`, firstSeenAt: sortDate, sortDate, wordCount: n },
        })),
      )
      .returning({ id: t.articles.id });
    await database.db.insert(t.articleSearch).values(
      seeds.map(({ n, at: sortDate }, i) => {
        const text = `city ${n % 2 === 0 ? 'even' : 'odd'} ${n < 3 ? 'rare' : ''} n${n}`;
        const article = { headline: `n${n}`, text, language: 'en', sourceId: paper, entityIds: [] };
        return { articleId: stored[i]?.id ?? 0, sortDate, vector: searchVector(article) };
      }),
    );
  });

  const everyOther = Array.from({ length: size / 2 }, (_, i) => String(2 * i + 1));

  async function walk(query: string, list: ArticleList, limit: number): Promise<string[]> {
    const seen: string[] = [];
    let page = { ...wholePage, limit };
    for (;;) {
      const taken = await keysFor(query, list, page);
      if (!list.order.descending) taken.reverse();
      const last = taken[limit - 1];
      seen.push(...taken.slice(0, limit).map(({ slug }) => slug));
      if (taken.length <= limit || !last) return seen;
      const key =
        list.order.field === 'RELEVANCE' || list.order.field === 'WORD_COUNT'
          ? Number(last.k)
          : new Date(last.k).getTime();
      page = { ...page, after: { key, id: last.id } as never };
    }
  }

  it('are walked without loss or doubles in every order', async () => {
    for (const field of ['DATE', 'FIRST_SEEN', 'WORD_COUNT', 'RELEVANCE'] as const) {
      for (const descending of [true, false]) {
        const list = listBy(field, descending);
        const seen = await walk('odd city', list, 70);
        expect([...seen].sort(), `${field} ${descending}`).toEqual([...everyOther].sort());
        if (field === 'WORD_COUNT') expect(seen).toEqual(descending ? [...everyOther].reverse() : everyOther);
      }
    }
  });

  it('find the old and rare as well', async () => {
    expect(await found('rare')).toEqual(['0', '1', '2']);
    expect(await ranked('rare odd city')).toHaveLength(101);
    expect((await ranked('rare odd city'))[0]).toBe('1');
    expect(await found('-city')).toEqual([]);
    const search = await readSearch(database, '-odd');
    const [counted] = search
      ? await rows<{ n: number }>(database, countOfSearch(search, listBy('DATE')))
      : [];
    expect(counted?.n).toBe(size / 2);
  });
});

describe('hostile input', () => {
  it('is answered by an error of ours or by articles, never by one of the database', async () => {
    await startOver();
    const odd = [
      ...[
        "'",
        "''",
        '\\',
        "\\'",
        "'::tsquery",
        'a & b | !c',
        'x:*',
        'x:*A',
        '<->',
        'a <-> b',
        '!!',
        ':',
        '*:*',
        '~e:1',
        "'~none'",
      ],
      ...[
        '\0',
        'a\0b',
        '\ud800',
        'a\ud800b',
        '\u202e',
        '🙂',
        '🙂x',
        'ﬁ ﬂ',
        'İ',
        'ﷺ',
        'ß'.repeat(59),
        'a'.repeat(1000),
        '1e400 0x1F -5',
      ],
      ...[
        '('.repeat(10_000),
        'x '.repeat(500),
        '"'.repeat(999),
        '-'.repeat(1000),
        'OR '.repeat(300),
        'near5:'.repeat(150),
      ],
      ...[
        'near20:(aaa bbb ccc ddd)',
        'x*',
        'xxx*',
        '-xxx*',
        '$1',
        '%',
        '_%',
        '{}',
        'null',
        'select 1',
        'a:b:c',
        'headline:headline:x',
      ],
    ];
    for (const query of odd) {
      const told = await found(query).then(
        () => 'found',
        (error: Error & { code?: string }) => error.code ?? error.message,
      );
      expect(['found', 'BAD_QUERY', 'no condition'], JSON.stringify(query).slice(0, 80)).toContain(told);
    }
  });

  it('of any size is indexed', async () => {
    const letters = Array.from({ length: 80_000 }, (_, i) =>
      String.fromCodePoint(
        0x400 + (i % 200),
        0x430 + (Math.floor(i / 200) % 32),
        0x400 + Math.floor(i / 6400),
      ),
    );
    await tell(
      { slug: 'distinct', text: letters.join(' ') },
      { slug: 'long', text: `begin ${'word '.repeat(60_000)}` },
      { slug: 'endless', headline: 'x'.repeat(300_000), text: `${'y'.repeat(300_000)} z` },
      { slug: 'odd', headline: "' \\ :", text: "it's '~none' & <-> \\' last" },
    );
    expect(await found('word begin')).toEqual(['long']);
    expect(await found('none last')).toEqual(['odd']);
    expect(await found(letters[0] ?? '')).toEqual(['distinct']);
  });
});

describe('an index of another release', () => {
  it('is written anew, entities as they stand', async () => {
    await startOver();
    await tell(
      { slug: 'a', headline: 'François meets', text: 'He came.', people: ['Vladimir Putin'] },
      { slug: 'b', headline: 'Solo', text: 'Kereta yang baru.', language: 'id' },
      { slug: 'c', text: 'They came.', people: ['Joko Widodo'] },
    );
    const vectors = () =>
      rows(database, sql`select article_id::int as id, vector::text as v from article_search order by 1`);
    const before = await vectors();
    await database.db.execute(sql`update article_search s set vector = array_to_tsvector(
      array(select l.lexeme from unnest(s.vector) l where l.lexeme like '~e:%') || array['other'])`);
    const first = await reindexArticles(database, 0, 2);
    expect(await reindexArticles(database, first ?? 0, 2)).toBeGreaterThan(first ?? 0);
    expect(await reindexArticles(database, 1_000_000, 2)).toBeNull();
    expect(await vectors()).toEqual(before);
  });
});
