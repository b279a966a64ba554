import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compactChanges } from '../../src/store/changes.ts';
import { mergeEntities } from '../../src/store/curationMerge.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { changeSource } from '../../src/store/sourceSettings.ts';
import { withdrawArticle } from '../../src/store/withdraw.ts';
import { randomOf } from '../eval/stories.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { randomEdit, storedNodes } from '../kit/randomEdits.ts';
import { addPaper, at, idOf, save } from '../store/articleKit.ts';

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

const query = `query ($since: SyncToken, $typenames: [String!], $first: Int = 100) {
  changes(since: $since, typenames: $typenames, first: $first) {
    syncToken hasMore resetRequired
    changes { sequence op id typename changedFields node { __typename
      ... on Article { headline } ... on Story { articleCount } ... on Person { name } ... on Source { domain } } } } }`;

interface ToldChange {
  sequence: string;
  op: string;
  id: string;
  typename: string;
  changedFields: string[];
  node: Record<string, unknown> | null;
}

const hour = (n: number) => new Date(Date.UTC(2015, 10, 24, n)).toISOString();
const urlOf = (n: number) => `https://paper.example/${n}`;

async function poll(variables: Record<string, unknown>) {
  const { data, errors, statements } = await ask(database, query, variables);
  expect(errors).toEqual([]);
  return { ...data.changes, statements } as {
    syncToken: string;
    hasMore: boolean;
    resetRequired: boolean;
    changes: ToldChange[];
    statements: number;
  };
}

const withdrawal = {
  cause: 'RETRACTED' as const,
  requester: 'paper.example',
  note: 'wrong',
  now: at('2015-11-26T06:00:00Z'),
};

describe('the change feed', () => {
  it('tells what came, changed and went, with the nodes as they are now', async () => {
    await save(database, { sourceId, url: urlOf(1), headline: 'One', people: ['Ana Lima'] });
    const first = await poll({});
    expect(first.changes.map(({ op, typename }) => `${op} ${typename}`)).toEqual([
      'CREATED Source',
      'CREATED Person',
      'CREATED Story',
      'CREATED Article',
    ]);
    expect(first.changes.at(-1)?.node).toEqual({ __typename: 'Article', headline: 'One' });
    expect(first).toMatchObject({ hasMore: false, resetRequired: false });
    await save(database, { sourceId, url: urlOf(1), headline: 'Two', people: ['Ana Lima'], seenAt: hour(7) });
    await withdrawArticle(database, { url: urlOf(1) }, withdrawal);
    const { changes } = await poll({ since: first.syncToken, typenames: ['Article'] });
    expect(changes).toMatchObject([
      { op: 'UPDATED', id: idOf(urlOf(1)), changedFields: ['headline'], node: null },
      { op: 'WITHDRAWN', id: idOf(urlOf(1)), node: null },
    ]);
  });

  it('gives pages that end where the next begins, in as many statements whatever their size', async () => {
    for (let n = 0; n < 6; n += 1) await save(database, { sourceId, url: urlOf(n), people: [`Ana ${n}`] });
    const all = await poll({ first: 500 });
    const told: string[] = [];
    let token: string | null = null;
    let hasMore = true;
    const counts = new Set<number>();
    while (hasMore) {
      const batch: Awaited<ReturnType<typeof poll>> = await poll({ since: token, first: 4 });
      told.push(...batch.changes.map(({ sequence }) => sequence));
      counts.add(batch.statements);
      token = batch.syncToken;
      hasMore = batch.hasMore;
    }
    expect(told).toEqual(all.changes.map(({ sequence }) => sequence));
    expect(all.statements).toBe(5);
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
    expect((await poll({ since: token })).statements).toBe(1);
  });

  it('leads from a merged id to the survivor', async () => {
    await save(database, { sourceId, url: urlOf(1), people: ['Ana Lima', 'Anna Lima'] });
    const [one, other] = await rows<{ id: string }>(
      database,
      sql`select public_id as id from entities order by name`,
    );
    const { syncToken } = await poll({});
    const asked = { survivor: one?.id ?? '', merged: [other?.id ?? ''], reason: null, dryRun: false };
    await mergeEntities(database, asked, { actor: 'A. Editor', now: at('2015-12-01T00:00:00Z') });
    const { changes } = await poll({ since: syncToken, typenames: ['Person'] });
    expect(changes).toMatchObject([
      { op: 'MERGED', id: other?.id, node: { name: 'Ana Lima' } },
      { op: 'UPDATED', id: one?.id, node: { name: 'Ana Lima' } },
    ]);
  });

  it('tells of a source whose settings changed', async () => {
    const { syncToken } = await poll({});
    await changeSource(database, 'paper.example', { name: 'The Paper' }, at('2015-12-01T00:00:00Z'));
    expect((await poll({ since: syncToken })).changes).toMatchObject([
      { op: 'UPDATED', typename: 'Source', node: { domain: 'paper.example' } },
    ]);
  });

  it('asks for a new start when the token is of another log, and refuses what is none', async () => {
    const future = Buffer.from('c1-999999').toString('base64url');
    expect(await poll({ since: future })).toMatchObject({ resetRequired: true, hasMore: true, changes: [] });
    const codes = await Promise.all(
      [
        { since: 'nonsense' },
        { since: 'x'.repeat(100) },
        { typenames: ['Articel'] },
        { first: 0 },
        { first: 501 },
      ].map(async (variables) => (await ask(database, query, variables)).errors[0]?.split(':')[0]),
    );
    expect(codes).toEqual(['BAD_CURSOR', 'BAD_INPUT', 'BAD_INPUT', 'BAD_INPUT', 'BAD_INPUT']);
  });

  it('keeps the last word on every node when old rows are dropped', async () => {
    for (const [n, headline] of ['One', 'Two', 'Three'].entries())
      await save(database, { sourceId, url: urlOf(1), headline, seenAt: hour(n) });
    await save(database, { sourceId, url: urlOf(2) });
    await withdrawArticle(database, { url: urlOf(2) }, withdrawal);
    expect(await compactChanges(database, at('2015-11-01T00:00:00Z'))).toBe(0);
    expect(await compactChanges(database, at('2016-01-01T00:00:00Z'))).toBeGreaterThan(0);
    const { changes } = await poll({ typenames: ['Article'] });
    expect(changes.map(({ op, id }) => [op, id])).toEqual([
      ['UPDATED', idOf(urlOf(1))],
      ['WITHDRAWN', idOf(urlOf(2))],
    ]);
  });
});

/** A copy that a client keeps by the feed alone. */
function createCopy() {
  const nodes = new Map<string, unknown>();
  let token: string | null = null;
  return {
    nodes,
    /** One batch; true when more is waiting. */
    async sync(first: number): Promise<boolean> {
      const batch = await poll({ since: token, first, typenames: ['Article', 'Story', 'Person'] });
      if (batch.resetRequired) nodes.clear();
      for (const { op, id, node } of batch.changes) {
        if (node === null || op === 'MERGED') nodes.delete(id);
        else nodes.set(id, node);
      }
      token = batch.syncToken;
      return batch.hasMore;
    },
  };
}

describe('a client that syncs by it', () => {
  it('ends with the server’s state through edits, withdrawals, merges of stories and saves that die', {
    timeout: 120_000,
  }, async () => {
    const random = randomOf(7);
    const pick = (n: number) => Math.floor(random() * n);
    const copy = createCopy();
    for (let step = 0; step < 100; step += 1) {
      await Promise.all([randomEdit(database, { sourceId, step, random }), copy.sync(1 + pick(7))]);
      if (pick(3) === 0) await copy.sync(1 + pick(5));
    }
    while (await copy.sync(50));
    expect([...copy.nodes].sort()).toEqual([...(await storedNodes(database))].sort());
  });
});
