/** Media topics on trending boards, from stored articles to the graph. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { writeBoards } from '../../src/run/boards.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { addPaper, at, copyOf, inStoryOf, save } from '../store/articleKit.ts';

let database: Database;
let papers: number[] = [];
const [football, tennis, sport, terror] = ['20001065', '20001085', '15000000', '20000053'].map(
  (code) => `medtop:${code}`,
) as [string, string, string, string];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  papers = [];
  for (const name of ['a', 'b', 'c']) papers.push(await addPaper(database, `${name}.example`));
});

async function article(paper: number, seenAt: string, topics: string[], original: string | null = null) {
  const url = `https://paper.example/${paper}/${seenAt}/${topics.join('-')}`;
  const told = { sourceId: papers[paper] ?? 0, url, topics, seenAt };
  await save(database, told, original === null ? inStoryOf(url) : copyOf(original));
  return url;
}

const write = (now: string) =>
  writeBoards({ database, clock: () => at(now), log: silentLog }, { minuteDays: 7, hourDays: 90 });

const board = async (args = '', fields = 'topic { code name } trend { windowCount }') => {
  const { data, errors, statements } = await ask(
    database,
    `{ trendingTopics${args} { runId window nodes { ${fields} } } }`,
  );
  expect(errors).toEqual([]);
  expect(statements).toBeLessThanOrEqual(3);
  return data.trendingTopics;
};
const listed = async (args = '') =>
  (await board(args)).nodes.map((node: { topic: { code: string }; trend: { windowCount: number } }) => [
    node.topic.code,
    node.trend.windowCount,
  ]);

describe('trending topics', () => {
  it('are those with more articles than usual, of two outlets at least, with what is wider', async () => {
    for (const day of ['12', '14', '16', '18', '20', '22', '24', '25']) {
      await article(0, `2015-11-${day}T10:00:00Z`, [tennis]);
      await article(1, `2015-11-${day}T10:30:00Z`, [tennis]);
    }
    const first = await article(0, '2015-11-27T09:00:00Z', [football]);
    await article(1, '2015-11-27T09:30:00Z', [football], first);
    await article(1, '2015-11-27T10:00:00Z', [football]);
    await article(2, '2015-11-27T10:10:00Z', [football, terror]);
    await article(2, '2015-11-27T10:20:00Z', [tennis]);
    await article(2, '2015-11-27T10:40:00Z', [terror]);
    await write('2015-11-27T12:00:00Z');
    // Terror is one outlet's subject alone; tennis is no more than usual, and makes sport more than football.
    expect(await listed()).toEqual([
      [football, 4],
      ['medtop:20000822', 5],
    ]);
    const { nodes } = await board(
      '(first: 1)',
      'sparkline trend { rank score weightedCount gate isNew sourceCount independentSourceCount }',
    );
    expect(nodes).toHaveLength(1);
    expect(nodes[0].trend).toMatchObject({
      ...{
        rank: 1,
        isNew: true,
        sourceCount: 3,
        independentSourceCount: 3,
        weightedCount: expect.closeTo(3.3),
      },
    });
    expect(nodes[0].sparkline.reduce((sum: number, n: number) => sum + n, 0)).toBe(4);
  });

  it('leave out what only repeats a narrower topic, keep their history and serve every window', async () => {
    await article(0, '2015-11-27T09:00:00Z', [football]);
    await article(1, '2015-11-27T10:00:00Z', [football]);
    await write('2015-11-27T12:00:00Z');
    await article(0, '2015-11-27T12:00:10Z', [sport]);
    await write('2015-11-27T12:01:00Z');
    const expected = [
      [football, 2],
      [sport, 3],
    ].sort();
    expect((await listed()).sort()).toEqual(expected);
    expect((await listed('(input: { window: HOURS_6 })')).sort()).toEqual(expected);
    expect(await listed('(input: { window: DAYS_3 })')).toEqual([[football, 2]]);
    expect(await listed('(input: { asOf: "2015-11-27T12:00:30Z" })')).toEqual([[football, 2]]);
    const { nodes } = await board('', 'topic { code } trend { isNew listedSince }');
    const row = nodes.find((node: { topic: { code: string } }) => node.topic.code === football);
    expect(row.trend).toEqual({ isNew: false, listedSince: '2015-11-27T12:00:00.000Z' });
  });

  it('have no board before the first run, and none for other filters', async () => {
    expect(await board()).toMatchObject({ runId: 'run_none', nodes: [] });
    const { errors } = await ask(
      database,
      '{ trendingTopics(input: { filter: { genres: [NEWS] } }) { runId } }',
    );
    expect(errors[0]).toMatch(/^BAD_INPUT: A board is kept for one language/);
    const tooMany = await ask(database, '{ trendingTopics(first: 101) { runId } }');
    expect(tooMany.errors[0]).toMatch(/^BAD_INPUT/);
  });
});
