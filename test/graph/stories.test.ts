/** Lists of stories by what their articles say and by how they grow, and their articles over time. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, rows } from '../../src/store/db.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { seedGraph, seedIds, seedNow } from '../kit/seed.ts';

let database: Database;
const [jet, talks] = [seedIds.story('jet'), seedIds.story('talks')];

/** A story on the latest board, with its articles of the day, hour by hour. */
async function board(story: string, sparkline: number[], gate: number) {
  const [run] = await rows<{ id: number }>(database, sql`select max(id)::float8 as id from board_runs`);
  const [found] = await rows<{ id: number }>(
    database,
    sql`select id::float8 as id from stories where public_id = ${story}`,
  );
  const figures = {
    score: 1,
    windowCount: 1,
    weightedCount: 1,
    baselineMean: 0.3,
    sourceCount: 3,
    ownSourceCount: 3,
  };
  await database.db.insert(t.boardStories).values({
    ...figures,
    ...{ runId: run?.id ?? 0, storyId: found?.id ?? 0, rank: story === jet ? 1 : story === talks ? 2 : 3 },
    ...{ gate, sparkline, peakRank: 1, listedSince: seedNow },
  });
}

const hours = (...last: number[]) => [...new Array<number>(24 - last.length).fill(0), ...last];

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});
afterAll(() => database.close());

const headlines = async (args: string) => {
  const { data, errors } = await ask(database, `{ stories${args} { nodes { id } totalCount } }`);
  return errors[0] ?? data.stories.nodes.map(({ id }: { id: string }) => (id === jet ? 'jet' : 'talks'));
};

describe('stories by query', () => {
  it('have an article that matches, in whatever language it is', async () => {
    expect(await headlines('(filter: { query: "pesawat" })')).toEqual(['jet']);
    expect(await headlines('(filter: { query: "Moscow -rescued" })')).toEqual(['talks', 'jet']);
    expect(await headlines('(filter: { query: "person:Putin lang:en" })')).toEqual([]);
    expect(await headlines('(filter: { query: "  " })')).toEqual(['talks', 'jet']);
    expect(await headlines('(filter: { query: "pesawat", languages: ["ru"] })')).toEqual([]);
  });

  it('tell the column of a mistake', async () => {
    expect(await headlines('(filter: { query: "(jet" })')).toMatch(/^BAD_QUERY: .*column/);
    expect(await headlines('(filter: { query: "a\\u0000b" })')).toEqual([]);
  });
});

describe('breaking stories', () => {
  const scores = async () => {
    const { data } = await ask(database, '{ stories { nodes { id breakingScore } } }');
    return new Map(
      data.stories.nodes.map(({ id, breakingScore }: { id: string; breakingScore: number }) => [
        id,
        breakingScore,
      ]),
    );
  };

  it('are unknown before the first run', async () => {
    await database.db.execute(sql`update board_runs set time_window = 'HOUR'`);
    expect([...(await scores()).values()]).toEqual([null, null]);
    expect(await headlines('(filter: { breakingOnly: true })')).toEqual([]);
    await database.db.execute(sql`update board_runs set time_window = 'DAY'`);
    expect([...(await scores()).values()]).toEqual([0, 0]);
  });

  it('grow against their own past, as far as several outlets tell of it', async () => {
    // Four articles of three outlets after silence: 4 / 6 of 0.75.
    await board(talks, hours(1, 1, 2), 0.75);
    // Ten an hour for four hours, and ten in the last three: it was faster before.
    await board(jet, hours(10, 10, 10, 10, 3, 3, 4), 0.99);
    expect(await scores()).toEqual(
      new Map([
        [talks, 0.5],
        [jet, 0],
      ]),
    );
    expect(await headlines('(filter: { breakingOnly: true })')).toEqual(['talks']);
    expect(await headlines('(orderBy: { field: BREAKING })')).toEqual(['talks', 'jet']);
    expect(await headlines('(orderBy: { field: BREAKING, direction: ASC })')).toEqual(['jet', 'talks']);
  });

  it('count what was merged into them since', async () => {
    await board(seedIds.story('merged'), hours(20, 20, 20), 0.9);
    const found = await scores();
    expect(found.get(jet)).toBeCloseTo((0.9 * 60) / 62, 9);
    expect(await headlines('(orderBy: { field: BREAKING }, first: 1)')).toEqual(['jet']);
  });

  it('are paged by their score', async () => {
    const first = await ask(
      database,
      '{ stories(first: 1, orderBy: { field: BREAKING }) { nodes { id } pageInfo { endCursor hasNextPage } } }',
    );
    const { endCursor, hasNextPage } = first.data.stories.pageInfo;
    expect(hasNextPage).toBe(true);
    expect(await headlines(`(first: 1, orderBy: { field: BREAKING }, after: "${endCursor}")`)).toEqual([
      'talks',
    ]);
    expect(await headlines(`(first: 1, orderBy: { field: SIZE }, after: "${endCursor}")`)).toMatch(
      /^BAD_CURSOR/,
    );
  });

  it('take one statement for their scores', async () => {
    expect((await ask(database, '{ stories { nodes { breakingScore } } }')).statements).toBe(2);
    const nested = `{ people(filter: { query: "Putin" }) { nodes { stories(orderBy: { field: BREAKING }) { nodes { breakingScore } } } } }`;
    expect((await ask(database, nested)).statements).toBe(3);
  });
});

describe('volume', () => {
  const volumes = async (args: string) => {
    const fields = 'interval timeZone total points { time count value complete } coverage { note }';
    return ask(database, `{ stories { nodes { id volume(${args}) { ${fields} } } } }`);
  };

  it('runs from the first to the latest article, zero-filled, each story by its own time', async () => {
    const { data, errors, statements } = await volumes('interval: HOUR');
    expect(errors).toEqual([]);
    // Stories, their articles and the coverage.
    expect(statements).toBe(3);
    const [ofTalks, ofJet] = data.stories.nodes.map(({ volume }: { volume: unknown }) => volume);
    expect(ofTalks.points).toEqual([
      { time: '2015-11-27T14:00:00.000Z', count: 4, value: 4, complete: true },
    ]);
    expect(ofJet.points).toHaveLength(12);
    expect(ofJet.points.map(({ count }: { count: number }) => count)).toEqual([
      1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1,
    ]);
    expect([ofJet.total, ofJet.timeZone, ofJet.interval]).toEqual([5, 'UTC', 'HOUR']);
  });

  it('takes the range that is given, and whole weeks', async () => {
    const { data } = await volumes('interval: WEEK, range: { last: "P14D" }');
    for (const { volume } of data.stories.nodes) {
      expect(volume.points.map(({ time }: { time: string }) => time.slice(0, 10))).toEqual([
        '2015-11-09',
        '2015-11-16',
        '2015-11-23',
      ]);
      expect(volume.points.at(-1).complete).toBe(false);
    }
  });

  it('refuses more than 2,000 steps and an empty range', async () => {
    expect((await volumes('interval: MINUTE_15, range: { last: "P90D" }')).errors[0]).toMatch(
      /^BAD_INPUT: A series/,
    );
    const turned = '{ between: { start: "2015-01-02T00:00:00Z", end: "2015-01-01T00:00:00Z" } }';
    expect((await volumes(`interval: HOUR, range: ${turned}`)).errors[0]).toMatch(/^BAD_INPUT: A range/);
  });
});
