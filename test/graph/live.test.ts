/** The logs as subscriptions follow them, where many changes come at once, and subscriptions as they are opened. */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type ExecutionResult, parse } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createContext } from '../../src/graph/context.ts';
import { type LiveEvent, type LiveFeed, openFeed } from '../../src/graph/live.ts';
import { openEvents } from '../../src/graph/liveExecute.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper } from '../store/articleKit.ts';

let database: Database;
let feed: LiveFeed;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  await log(1);
  feed = openFeed({ database, url: null, lookMs: { heard: never, unheard: never }, onFailure: () => {} });
});
afterEach(() => feed.close());

/** Looks are made by the tests alone. */
const never = 3_600_000;
const log = (n: number) =>
  rows(
    database,
    sql`insert into changes (op, typename, node_id, at)
      select 'UPDATED', 'Story', 'sto_' || i, now() from generate_series(1, ${n}::integer) i`,
  );

it('tells no change twice to who asks while several pages of them are read', async () => {
  const { changes: from } = await feed.ends();
  await log(1_800);
  let isRead = false;
  const looking = feed.look().finally(() => {
    isRead = true;
  });
  const seen: number[] = [];
  let place = from;
  while (!isRead || place < from + 1_800) {
    const page = await feed.after(place);
    seen.push(...(page?.changes ?? []).map(({ sequence }) => sequence));
    place = page?.upTo ?? place;
    await setImmediate();
  }
  await looking;
  expect(seen).toEqual(Array.from({ length: 1_800 }, (_, i) => from + 1 + i));
});

it('reads no more than it keeps of what came while nobody followed', async () => {
  const { changes: from } = await feed.ends();
  await log(6_000);
  const before = database.statementCount();
  const { changes: end } = await feed.ends();
  expect(end).toBe(from + 6_000);
  expect(database.statementCount() - before).toBe(5);
  const late = await feed.after(from);
  expect(late?.changes).toHaveLength(500);
  expect(late).toMatchObject({ upTo: from + 500, hasMore: true });
  const statements = database.statementCount();
  const latest = await feed.after(end - 2_000);
  expect(latest?.changes).toHaveLength(2_000);
  expect(latest).toMatchObject({ upTo: end, hasMore: false });
  expect(database.statementCount()).toBe(statements);
});

function open(text: string): Promise<AsyncGenerator<LiveEvent> | ExecutionResult> {
  const fresh = () => createContext(database, { now: () => new Date() });
  const { signal } = new AbortController();
  const context = { ...fresh(), feed, signal, lastEventId: null, fresh, event: null };
  return openEvents(buildGraph(), {
    ...{ document: parse(text), queryHash: text, operationName: null, variables: {}, context },
  });
}

it('is not opened with a filter or a query that cannot be, whatever ids are asked for', async () => {
  for (const faulty of ['filter: {ids: ["art_x"], minSalience: 0.5}', 'filter: {ids: []}, query: "(open"']) {
    const opened = await open(`subscription { articleAdded(${faulty}) { sequence } }`);
    expect((opened as ExecutionResult).errors, faulty).toHaveLength(1);
  }
});

it('reads the sources of changes that come together by one statement', async () => {
  for (const n of [1, 2, 3]) await addPaper(database, `paper${n}.example`);
  const opened = await open('subscription { sourceHealthChanged(states: [FAILING]) { sequence } }');
  const events = opened as AsyncGenerator<LiveEvent>;
  const first = events.next();
  const before = database.statementCount();
  await rows(
    database,
    sql`insert into changes (op, typename, node_id, at, changed_fields, health_before, health_after)
      select 'UPDATED', 'Source', public_id, now(), '{health}', 'HEALTHY', 'FAILING' from sources order by id`,
  );
  await feed.look();
  const told = [await first, await events.next(), await events.next()];
  expect(told.map(({ value }) => value.value.source.domain)).toEqual(
    [1, 2, 3].map((n) => `paper${n}.example`),
  );
  // The insertion, the look at the logs and its page, the states and the sources.
  expect(database.statementCount() - before).toBe(5);
});
