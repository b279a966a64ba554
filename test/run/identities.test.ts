import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recognise } from '../../src/enrich/enrich.ts';
import { foldName } from '../../src/enrich/names.ts';
import { articleOf } from '../../src/run/articleToSave.ts';
import { identifyIn } from '../../src/run/identities.ts';
import { loadGazetteer, loadTagger } from '../../src/run/knowledge.ts';
import { addAlias } from '../../src/store/curationAliases.ts';
import { suppressEntity } from '../../src/store/curationSuppress.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { saveArticle } from '../../src/store/saveArticle.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, articleToSave, at, inStoryOf } from '../store/articleKit.ts';
import { editor } from '../store/curationKit.ts';

let database: Database;
let sourceId = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  sourceId = await addPaper(database, 'paper.example');
});

const urlOf = (n: number) => `https://paper.example/${n}`;

/** Saves a text as a worker that knows nothing of earlier articles would. */
function tell(n: number, text: string, language = 'en') {
  const { draft } = articleToSave({ sourceId, url: urlOf(n), headline: `Report ${n}`, text });
  const facts = recognise(
    {
      text,
      headline: null,
      language,
      publishedAt: null,
      ...{ sourceName: 'Paper', sourceDomain: null, sourceCountry: 'GB' },
    },
    { gazetteer: loadGazetteer(), tagger: loadTagger() },
  );
  return saveArticle(database, articleOf(draft, facts, sourceId, at('2015-11-24T06:00:00Z')), {
    entry: null,
    identify: identifyIn(facts),
    decide: async () => inStoryOf(urlOf(n)),
    now: at('2015-11-24T06:00:00Z'),
  });
}

/** Names of the entities of a kind that each article mentions. */
const namedIn = async (n: number, kind: string) =>
  (
    await rows<{ name: string }>(
      database,
      sql`select e.name from mentions m join entities e on e.id = m.entity_id join articles a on a.id = m.article_id
          where a.url = ${urlOf(n)} and m.kind = ${kind} order by 1`,
    )
  ).map(({ name }) => name);

const idOf = async (name: string) =>
  (await rows<{ id: string }>(database, sql`select public_id as id from entities where name = ${name}`))[0]
    ?.id ?? '';

const counts = () =>
  rows<{ name: string; n: number }>(
    database,
    sql`select name, article_count as n from entities where kind = 'PERSON' order by name, article_count`,
  );

const rescue = 'MOSCOW (Reuters) - Captain Bogdan Serahtin was rescued in Syria, the ministry said.';
const sequel = 'MOSCOW (Reuters) - Captain Bogdan Serakhtin has met reporters in Syria.';

describe('who a newcomer is', () => {
  it('is told by what earlier articles called somebody, whoever stored them', async () => {
    await tell(1, rescue);
    await tell(2, sequel);
    expect(await namedIn(2, 'PERSON')).toEqual(['Bogdan Serahtin']);
    expect(await counts()).toEqual([{ name: 'Bogdan Serahtin', n: 2 }]);
  });

  it('is one person when two workers store two spellings at once', async () => {
    const texts = ['Serahtin', 'Serakhtin', 'Serahtin', 'Serakhtin'].map(
      (name) => `MOSCOW (Reuters) - Captain Bogdan ${name} was rescued in Syria, the ministry said.`,
    );
    await Promise.all(texts.map((text, i) => tell(i, text)));
    const [only, ...others] = await counts();
    expect(others).toEqual([]);
    expect(only?.n).toBe(4);
  });

  it('is somebody new where only part of a name agrees', async () => {
    await tell(1, 'LONDON (Reuters) - Margaret Holloway has won the prize.');
    await tell(2, 'LONDON (Reuters) - Patricia Holloway has won the prize.');
    expect(await counts()).toHaveLength(2);
  });

  it('is told by a single name in the same company, and not without', async () => {
    await tell(1, 'SRAGEN – Bupati Sutarmin membuka pasar bersama Camat Ahmad Suwondo di Sragen.', 'id');
    await tell(2, 'SURABAYA – Sebuah buku karya Sutarmin dibahas di Surabaya.', 'id');
    await tell(3, 'SOLO – Bupati Sutarmin dan Ahmad Suwondo pulang ke Sragen.', 'id');
    const one = { name: 'Sutarmin', n: 1 };
    expect(await counts()).toEqual([{ name: 'Ahmad Suwondo', n: 2 }, one, { ...one, n: 2 }]);
  });

  it('is whom an editor says, by that name alone', async () => {
    await tell(1, rescue);
    const name = 'Viktor Halden';
    const asked = { entity: await idOf('Bogdan Serahtin'), name, folded: foldName(name), language: null };
    await addAlias(database, asked, editor);
    await tell(2, 'MOSCOW (Reuters) - Viktor Halden has met reporters.');
    expect(await namedIn(2, 'PERSON')).toEqual(['Bogdan Serahtin']);
  });

  it('is nobody when an editor took that person out of sight', async () => {
    await tell(1, rescue);
    const entity = await idOf('Bogdan Serahtin');
    await suppressEntity(database, { entity, reason: null, dryRun: false }, editor);
    await tell(2, sequel);
    expect(await namedIn(2, 'PERSON')).toEqual([]);
  });

  it('is told apart by country where everybody has such a name', async () => {
    await tell(1, 'BRATISLAVA, Slovakia - The Agriculture Ministry closed three farms in Slovakia.');
    await tell(2, 'LJUBLJANA, Slovenia - The Agriculture Ministry closed three farms in Slovenia.');
    const [one, other] = await Promise.all([1, 2].map((n) => namedIn(n, 'ORGANIZATION')));
    expect(one).toEqual(other);
    const bodies = await rows(database, sql`select 1 from entities where name = ${one?.[0] ?? ''}`);
    expect(bodies).toHaveLength(2);
  });
});
