import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicId } from '../../src/base/id.ts';
import type { Database } from '../../src/store/db.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask, askInterpreted } from '../kit/graph.ts';
import { seedGraph, seedIds, seedNow } from '../kit/seed.ts';

let database: Database;
const [putin, hollande] = ['wd:Q7747', 'wd:Q157'];
const [moscow, un, reuters] = ['wd:Q649', 'wd:Q1065', 'wd:Q130879'];

const kinds: Record<string, 'PERSON' | 'PLACE' | 'ORGANIZATION'> = {
  [putin]: 'PERSON',
  [hollande]: 'PERSON',
  [moscow]: 'PLACE',
  [un]: 'ORGANIZATION',
  [reuters]: 'ORGANIZATION',
};

/** Adds a run of six hours with these entities, best first; its id. */
async function addRun(minutes: number, keys: readonly string[]): Promise<string> {
  const asOf = new Date(seedNow.getTime() + minutes * 60_000);
  const id = publicId('TrendingRun', `six ${minutes}`);
  const [run] = await database.db
    .insert(t.boardRuns)
    .values({
      publicId: id,
      window: 'HOURS_6',
      asOf,
      computedAt: asOf,
      nextRunAt: asOf,
      expectedSources: 3,
      healthySources: 3,
    })
    .returning({ id: t.boardRuns.id });
  const found = await database.db
    .select({ id: t.entities.id, publicId: t.entities.publicId })
    .from(t.entities);
  const rows = keys.map((key, i) => ({
    runId: run?.id ?? 0,
    entityId: found.find((row) => row.publicId === seedIds.entity(key))?.id ?? 0,
    kind: kinds[key] ?? 'PERSON',
    rank: i + 1,
    score: 10 - i,
    windowCount: 5,
    baselineMean: 1,
    lift: 5,
    sourceCount: 3,
    previousRank: null,
    peakRank: i + 1,
    listedSince: asOf,
    sparkline: new Array<number>(24).fill(0),
  }));
  await database.db.insert(t.boardRows).values(rows);
  return id;
}

const runs: Record<'first' | 'second' | 'third', string> = { first: '', second: '', third: '' };

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  runs.first = await addRun(1, [moscow, un, putin]);
  runs.second = await addRun(2, [moscow, hollande, un, putin]);
  runs.third = await addRun(3, [putin, moscow, reuters, hollande]);
});

afterAll(() => database.close());

const boardOf = async (input: string, fields: string, first = 10) => {
  const text = `{ trending(input: { window: HOURS_6 ${input} }, first: ${first}) { ${fields} } }`;
  const answer = await ask(database, text);
  expect(await askInterpreted(database, text)).toEqual(answer);
  return { ...answer, board: answer.data?.trending };
};

const ranks = 'runId nodes { id trend { rank previousRank rankDelta isNew peakRank } }';
const row = (key: string, rank: number, previousRank: number | null, peakRank: number) => ({
  id: seedIds.entity(key),
  trend: {
    rank,
    previousRank,
    rankDelta: previousRank === null ? null : previousRank - rank,
    isNew: previousRank === null,
    peakRank,
  },
});

describe('ranks of a board', () => {
  it('count from 1 among the kinds asked for, as those before do', async () => {
    const { board } = await boardOf('kinds: [PERSON]', ranks);
    expect(board.nodes).toEqual([row(putin, 1, 2, 1), row(hollande, 2, 1, 1)]);
  });

  it('are those of the whole board when all kinds are', async () => {
    const { board } = await boardOf('', ranks);
    expect(board.nodes).toEqual([
      row(putin, 1, 4, 1),
      row(moscow, 2, 1, 1),
      row(reuters, 3, null, 3),
      row(hollande, 4, 2, 2),
    ]);
  });

  it('close the gap that a row left out leaves', async () => {
    const { board } = await boardOf(`excludeIds: ["${seedIds.entity(putin)}"]`, ranks, 2);
    expect(board.nodes).toEqual([row(moscow, 1, 1, 1), row(reuters, 2, null, 2)]);
  });

  it('cost as many statements for few rows as for many', async () => {
    const few = await ask(database, `{ trending(input: { window: HOURS_6 }, first: 1) { ${ranks} } }`);
    const many = await ask(database, `{ trending(input: { window: HOURS_6 }, first: 100) { ${ranks} } }`);
    expect(many.statements).toBe(few.statements);
  });
});

describe('a board of the past', () => {
  const minute = (minutes: number) => new Date(seedNow.getTime() + minutes * 60_000).toISOString();

  it('is the run that stood then', async () => {
    const { board } = await boardOf(`asOf: "${minute(2.5)}", kinds: [PERSON]`, ranks);
    expect(board).toEqual({ runId: runs.second, nodes: [row(hollande, 1, null, 1), row(putin, 2, 1, 1)] });
  });

  it('does not claim to know who was silent then', async () => {
    const missing = 'coverage { ratio missingSources { domain } }';
    expect((await boardOf(`asOf: "${minute(2)}"`, missing)).board.coverage.missingSources).toBeNull();
    expect((await boardOf('', missing)).board.coverage.missingSources).toBeInstanceOf(Array);
  });
});

describe('changes since a run', () => {
  const delta = (runId: string) =>
    `runId changesSince(runId: "${runId}") { fromRunId toRunId entered { id } moved { id trend { rank } } leftIds }`;

  it('tell who entered, moved and left', async () => {
    const { board } = await boardOf('', delta(runs.second));
    expect(board.changesSince).toEqual({
      fromRunId: runs.second,
      toRunId: runs.third,
      entered: [{ id: seedIds.entity(reuters) }],
      moved: [
        { id: seedIds.entity(putin), trend: { rank: 1 } },
        { id: seedIds.entity(moscow), trend: { rank: 2 } },
        { id: seedIds.entity(hollande), trend: { rank: 4 } },
      ],
      leftIds: [seedIds.entity(un)],
    });
  });

  it('are those of the rows asked for', async () => {
    const { board } = await boardOf('kinds: [PERSON]', delta(runs.first), 1);
    expect(board.changesSince).toMatchObject({ entered: [], moved: [], leftIds: [] });
    const { board: places } = await boardOf('kinds: [PERSON]', delta(runs.second), 1);
    expect(places.changesSince).toMatchObject({
      entered: [{ id: seedIds.entity(putin) }],
      leftIds: [seedIds.entity(hollande)],
    });
  });

  it('turn the board of the one run into that of the other', async () => {
    const input = `asOf: "${new Date(seedNow.getTime() + 60_000).toISOString()}"`;
    const { board: before } = await boardOf(input, ranks);
    const { board: after } = await boardOf('', `${ranks} ${delta(runs.first)}`);
    const kept = new Map<string, number>(
      before.nodes.map((node: { id: string; trend: { rank: number } }) => [node.id, node.trend.rank]),
    );
    const { entered, moved, leftIds } = after.changesSince;
    for (const id of leftIds) kept.delete(id);
    for (const { id, trend } of moved) kept.set(id, trend.rank);
    for (const { id } of entered) {
      kept.set(id, after.nodes.find((node: { id: string }) => node.id === id).trend.rank);
    }
    const expected = after.nodes.map((node: { id: string; trend: { rank: number } }) => [
      node.id,
      node.trend.rank,
    ]);
    expect([...kept].sort()).toEqual(expected.sort());
  });

  it('are none since the same run, and everything since no run', async () => {
    const same = await boardOf('', delta(runs.third));
    expect(same.board.changesSince).toMatchObject({ entered: [], moved: [], leftIds: [] });
    const none = await boardOf('', delta('run_none'));
    expect(none.board.changesSince.entered).toHaveLength(4);
  });

  it('are null for a run that is not known, and an error for one of another window', async () => {
    for (const id of ['', 'run_x', '\\u0000']) {
      const { board, errors } = await boardOf('', delta(id));
      expect([board.changesSince, errors]).toEqual([null, []]);
    }
    const { errors } = await boardOf('', delta(seedIds.run));
    expect(errors).toEqual([`BAD_INPUT: ${seedIds.run} is a run of the window DAY, not HOURS_6.`]);
  });
});
