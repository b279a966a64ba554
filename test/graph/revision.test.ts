import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, rows } from '../../src/store/db.ts';
import { saveRevision } from '../../src/store/revisions.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask, askInterpreted } from '../kit/graph.ts';
import { articleSlugs, seedGraph, seedIds } from '../kit/seed.ts';

let database: Database;

const version = (n: number) => ({
  headline: n < 3 ? 'Weather' : 'Weather warning',
  text: `It rains and the wind runs north. Warning number ${n} holds.`,
  contentHash: `hash ${n}`,
});
const hour = (n: number) => new Date(Date.UTC(2015, 10, 27, n));

/** Edits an article `edits` times, an hour apart. */
async function edit(slug: string, edits: number) {
  const id = seedIds.article(slug);
  const [row] = await rows<{ id: number }>(
    database,
    sql`select id::int as id from articles where public_id = ${id}`,
  );
  const article = { articleId: row?.id ?? 0, id, firstSeenAt: hour(0) };
  for (let n = 1; n <= edits; n += 1) {
    const versions = { before: version(n - 1), after: version(n) };
    await database.db.transaction((tx) => saveRevision(tx, article, versions, hour(n)));
  }
}

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  await edit('weather', 4);
  await edit('un', 1);
});

afterAll(() => database.close());

const fields = 'seenAt headline headlineChanged bodyChangedRatio contentHash';

describe('revisions of an article', () => {
  it('are told newest first, the version first seen at the end', async () => {
    const query = `{ article(by: { id: "${seedIds.article('weather')}" }) {
      revisions { totalCount nodes { __typename ${fields} } } } }`;
    const { data, errors } = await ask(database, query);
    expect(errors).toEqual([]);
    const { totalCount, nodes } = data.article.revisions;
    expect(totalCount).toBe(5);
    expect(nodes.map((node: { contentHash: string }) => node.contentHash)).toEqual(
      [4, 3, 2, 1, 0].map((n) => `hash ${n}`),
    );
    expect(nodes[1]).toMatchObject({ headline: 'Weather warning', headlineChanged: true });
    expect(nodes[1].bodyChangedRatio).toBeGreaterThan(0);
    expect(nodes[4]).toEqual({
      __typename: 'ArticleRevision',
      seenAt: '2015-11-27T00:00:00.000Z',
      headline: 'Weather',
      headlineChanged: false,
      bodyChangedRatio: null,
      contentHash: 'hash 0',
    });
    expect((await askInterpreted(database, query)).data).toEqual(data);
  });

  it('are none for an article that was never edited', async () => {
    const { data } = await ask(
      database,
      `{ article(by: { id: "${seedIds.article('sport')}" }) { revisions { totalCount nodes { id } } } }`,
    );
    expect(data.article.revisions).toEqual({ totalCount: 0, nodes: [] });
  });

  it('come in pages that neither repeat nor leave out', async () => {
    const query = `query ($after: String) { article(by: { id: "${seedIds.article('weather')}" }) {
      revisions(first: 2, after: $after) { nodes { contentHash } pageInfo { hasNextPage endCursor } } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 4; page += 1) {
      const { data, errors } = await ask(database, query, { after });
      expect(errors).toEqual([]);
      const { nodes, pageInfo } = data.article.revisions;
      seen.push(...nodes.map((node: { contentHash: string }) => node.contentHash));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual([4, 3, 2, 1, 0].map((n) => `hash ${n}`));
  });

  it('cost one statement for many articles', async () => {
    const query = `query ($first: Int) { articles(first: $first) { nodes { revisions(first: 2) { nodes { ${fields} } } } } }`;
    const small = await ask(database, query, { first: 2 });
    const large = await ask(database, query, { first: articleSlugs.length });
    expect(large.errors).toEqual([]);
    expect([small.statements, large.statements]).toEqual([2, 2]);
    expect(
      large.data.articles.nodes.map(
        (node: { revisions: { nodes: object[] } }) => node.revisions.nodes.length,
      ),
    ).toEqual([2, 2, ...Array(10).fill(0)]);
  });

  it('are refused with a cursor of another list', async () => {
    const id = (slug: string) => `article(by: { id: "${seedIds.article(slug)}" })`;
    const { data } = await ask(database, `{ ${id('weather')} { revisions { pageInfo { endCursor } } } }`);
    const { errors } = await ask(
      database,
      `{ ${id('un')} { revisions(after: "${data.article.revisions.pageInfo.endCursor}") { totalCount } } }`,
    );
    expect(errors[0]).toMatch(/^BAD_CURSOR/);
  });

  it('are nodes: each is found by its id', async () => {
    const { data } = await ask(
      database,
      `{ article(by: { id: "${seedIds.article('weather')}" }) { revisions(first: 1) { nodes { id headline } } } }`,
    );
    const [revision] = data.article.revisions.nodes;
    expect(revision.id).toMatch(/^rev_[0-9a-z]{16}$/);
    const found = await ask(
      database,
      `{ node(id: "${revision.id}") { __typename id ... on ArticleRevision { headline } } none: node(id: "rev_x") { id } }`,
    );
    expect(found.data).toEqual({ node: { __typename: 'ArticleRevision', ...revision }, none: null });
  });
});
