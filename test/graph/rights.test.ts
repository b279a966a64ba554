import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RightsSignal } from '../../src/base/news.ts';
import { bodyIn } from '../../src/graph/body.ts';
import { reasonOf } from '../../src/graph/showing.ts';
import type { Database } from '../../src/store/db.ts';
import { saveArticleEvidence } from '../../src/store/rights.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { articleUrl, seedGraph, seedIds, seedNow } from '../kit/seed.ts';

let database: Database;
const sourceIds = new Map<string, number>();

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  const rows = await database.db.select({ id: t.sources.id, domain: t.sources.domain }).from(t.sources);
  for (const { id, domain } of rows) sourceIds.set(domain.replace('.example', ''), id);
});

afterAll(() => database.close());

const sourceId = (key: string) => sourceIds.get(key) ?? 0;

async function setSource(key: string, columns: Partial<typeof t.sources.$inferInsert>): Promise<void> {
  await database.db
    .update(t.sources)
    .set(columns)
    .where(eq(t.sources.id, sourceId(key)));
}

async function setArticle(
  slug: string,
  columns: Partial<typeof t.articles.$inferInsert>,
): Promise<{ sourceId: number; articleId: number }> {
  const [row] = await database.db
    .update(t.articles)
    .set(columns)
    .where(eq(t.articles.publicId, seedIds.article(slug)))
    .returning({ sourceId: t.articles.sourceId, articleId: t.articles.id });
  if (!row) throw new Error(`no article ${slug}`);
  return row;
}

const evidence = (basis: RightsSignal['basis'], excerpt: string): RightsSignal => ({
  basis,
  excerpt,
  url: null,
  tdmReserved: null,
  aiTrainingAllowed: null,
  exposure: null,
  licenceUrl: null,
});

const policyFields = `exposure snippetMaxChars tdmReserved aiTrainingAllowed creditText licenceUrl
  evidence { basis url fetchedAt excerpt }`;
const articleQuery = `query ($id: ID!) { article(by: { id: $id }) { description isAccessibleForFree
  rights { ${policyFields} }
  articleBody(format: HTML) { __typename ... on ArticleText { text } ... on ContentWithheld { basis message originalUrl } } } }`;

async function article(slug: string) {
  const { data, errors } = await ask(database, articleQuery, { id: seedIds.article(slug) });
  expect(errors).toEqual([]);
  return data.article;
}

async function source(domain: string) {
  const { data, errors } = await ask(
    database,
    `query ($domain: String!) { source(by: { domain: $domain }) { rights { ${policyFields} } } }`,
    { domain },
  );
  expect(errors).toEqual([]);
  return data.source.rights;
}

const untouched = {
  tdmReserved: false,
  aiTrainingAllowed: null,
  licenceUrl: null,
  reservedExposure: null,
  reservedBasis: null,
};

describe('the rights of a source', () => {
  it("are the operator's choice while the publisher says nothing", async () => {
    expect(await source('pagi.example')).toMatchObject({
      exposure: 'SNIPPET',
      snippetMaxChars: 40,
      tdmReserved: false,
      aiTrainingAllowed: null,
      creditText: 'Surya Pagi',
      licenceUrl: null,
      evidence: [{ basis: 'OPERATOR_DEFAULT', url: null, excerpt: null }],
    });
  });

  it("are narrowed by the publisher's signals, with the words and where they stand", async () => {
    await setSource('pagi', {
      tdmReserved: true,
      aiTrainingAllowed: false,
      reservedBasis: 'TDMREP_FILE',
    });
    const url = 'https://pagi.example/.well-known/tdmrep.json';
    const excerpt = 'location: /; tdm-reservation: 1; tdm-policy: https://pagi.example/tdm';
    const of = { sourceId: sourceId('pagi'), basis: 'TDMREP_FILE' as const };
    await database.db.insert(t.rightsEvidence).values({ ...of, url, excerpt, fetchedAt: seedNow });
    expect(await source('pagi.example')).toMatchObject({
      exposure: 'NONE',
      tdmReserved: true,
      aiTrainingAllowed: false,
      licenceUrl: 'https://pagi.example/tdm',
      evidence: [
        { basis: 'TDMREP_FILE', url, fetchedAt: seedNow.toISOString(), excerpt },
        { basis: 'OPERATOR_DEFAULT' },
      ],
    });
    const { description, articleBody } = await article('talks-1');
    expect(description).toBeNull();
    expect(articleBody).toEqual({
      __typename: 'ContentWithheld',
      basis: 'TDMREP_FILE',
      message:
        'Surya Pagi reserves text and data mining on its site (tdmrep.json); read it at the publisher.',
      originalUrl: articleUrl('talks-1', 'pagi'),
    });
    await database.db.delete(t.rightsEvidence);
    await setSource('pagi', untouched);
  });

  it('withhold whole texts where a signal allows extracts only', async () => {
    await setSource('post', { reservedExposure: 'SNIPPET', reservedBasis: 'RSL' });
    const { description, articleBody } = await article('jet-2');
    expect(articleBody).toMatchObject({ __typename: 'ContentWithheld', basis: 'RSL' });
    expect(description).not.toBeNull();
    await setSource('post', untouched);
  });

  it('are not narrowed where the operator has a licence, which is then the evidence', async () => {
    const licenceUrl = 'https://post.example/agreement';
    await setSource('post', { tdmReserved: true, reservedBasis: 'TDMREP_FILE', licenceUrl });
    expect(await source('post.example')).toMatchObject({
      exposure: 'FULL_TEXT',
      tdmReserved: true,
      licenceUrl,
      evidence: [{ basis: 'LICENCE', url: licenceUrl }],
    });
    expect((await article('jet-2')).articleBody.__typename).toBe('ArticleText');
    await setSource('post', untouched);
  });
});

describe('the rights of an article', () => {
  it('withhold what its own page reserves, for its own reason', async () => {
    const own = await setArticle('jet-2', { withheldBasis: 'ROBOTS_TXT', description: null });
    await saveArticleEvidence(database.db, own, [evidence('ROBOTS_TXT', 'robots: nosnippet')], seedNow);
    const found = await article('jet-2');
    expect(found).toMatchObject({
      description: null,
      rights: {
        exposure: 'NONE',
        evidence: [{ basis: 'ROBOTS_TXT', url: null, excerpt: 'robots: nosnippet' }, {}],
      },
      articleBody: { basis: 'ROBOTS_TXT', message: expect.stringContaining('robots rules') },
    });
  });

  it('leave the extract where only the whole text is withheld', async () => {
    await setArticle('jet-2', { withheldBasis: 'ROBOTS_TXT', description: 'An agency says so.' });
    expect(await article('jet-2')).toMatchObject({
      description: 'An agency says so.',
      rights: { exposure: 'SNIPPET' },
      articleBody: { __typename: 'ContentWithheld' },
    });
  });

  it('are reserved where its page reserves mining, whatever the site says', async () => {
    await setArticle('jet-2', { withheldBasis: 'TDMREP_META', description: null });
    expect((await article('jet-2')).rights.tdmReserved).toBe(true);
    expect((await source('post.example')).tdmReserved).toBe(false);
    await setArticle('jet-2', { withheldBasis: null, description: 'Turkey shot down a jet.' });
    await database.db.delete(t.rightsEvidence);
  });

  it('name the credit and the licence that the page names, and its refusal of training', async () => {
    const own = await setArticle('jet-2', { isAccessibleForFree: false });
    const said = [
      evidence('LICENCE', 'creditText: Ana / Morning Post'),
      evidence('LICENCE', 'license: https://creativecommons.org/licenses/by/4.0/'),
      evidence('ROBOTS_TXT', 'robots: noai'),
    ];
    await saveArticleEvidence(database.db, own, said, seedNow);
    expect(await article('jet-2')).toMatchObject({
      isAccessibleForFree: false,
      rights: {
        exposure: 'FULL_TEXT',
        creditText: 'Ana / Morning Post',
        licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
        aiTrainingAllowed: false,
      },
      articleBody: { __typename: 'ArticleText' },
    });
    await saveArticleEvidence(database.db, own, [], seedNow);
    expect((await article('jet-2')).rights).toMatchObject({
      creditText: 'Morning Post',
      aiTrainingAllowed: null,
    });
  });

  it('cost the same number of statements for any number of articles', async () => {
    const query = `query ($first: Int) { articles(first: $first) { nodes { description
      rights { ${policyFields} } source { rights { evidence { basis } } }
      articleBody { __typename ... on ArticleText { text } } } } }`;
    const small = await ask(database, query, { first: 2 });
    const large = await ask(database, query, { first: 12 });
    expect(large.errors).toEqual([]);
    expect(large.data.articles.nodes).toHaveLength(12);
    // Articles, sources, evidence of either, texts.
    expect([small.statements, large.statements]).toEqual([5, 5]);
  });
});

describe('a body', () => {
  it("is the page's own HTML where there is one, and is made from the text otherwise", async () => {
    expect(bodyIn({ text: 'a < b', html: null }, 'HTML')).toBe('<p>a &lt; b</p>');
    expect(bodyIn({ text: 'Satu', html: '<h2>Satu</h2>' }, 'HTML')).toBe('<h2>Satu</h2>');
    expect(bodyIn({ text: 'Satu', html: '<h2>Satu</h2>' }, 'PLAIN')).toBe('Satu');
    const { articleId } = await setArticle('jet-2', { withheldBasis: null });
    const html = '<p>Turkey <em>shot</em> down a jet.</p>';
    await database.db.update(t.articleTexts).set({ html }).where(eq(t.articleTexts.articleId, articleId));
    expect((await article('jet-2')).articleBody.text).toBe(html);
  });

  it('is withheld with one sentence for each basis, none of them alike', () => {
    const bases: t.RightsBasis[] = [
      'ROBOTS_TXT',
      'TDMREP_HEADER',
      'TDMREP_FILE',
      'TDMREP_META',
      'RSL',
      'AIPREF',
      'TERMS_OF_USE',
      'LICENCE',
      'TAKEDOWN',
      'OPERATOR_DEFAULT',
    ];
    const sentences = bases.map((basis) => reasonOf(basis, 'Surya Pagi'));
    expect(new Set(sentences).size).toBe(bases.length);
    for (const sentence of sentences) expect(sentence).toMatch(/Surya Pagi.*read it at the publisher\.$/);
  });
});
