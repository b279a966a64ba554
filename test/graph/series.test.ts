/** Series and co-occurrence in the graph: what is counted, what it costs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/db.ts';
import { recountRollups } from '../../src/store/rollupRecount.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { seedGraph, seedIds } from '../kit/seed.ts';

let database: Database;
const [putin, moscow] = [seedIds.entity('wd:Q7747'), seedIds.entity('wd:Q649')];
const hours = 'range: { last: "P2D" }, interval: HOUR';

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  await recountRollups(database);
});
afterAll(() => database.close());

const seriesOf = async (args: string, id = putin) => {
  const fields = 'interval timeZone total points { time count value complete } coverage { ratio note }';
  const answer = await ask(
    database,
    `{ node(id: "${id}") { ... on Entity { mentionSeries(${args}) { ${fields} } } } }`,
  );
  return { ...answer, series: answer.data?.node?.mentionSeries };
};

interface Point {
  time: string;
  count: number;
  value: number;
  complete: boolean;
}

describe('a series', () => {
  it('is zero-filled, and sums up the same whatever the steps', async () => {
    const { series, errors } = await seriesOf(hours);
    expect(errors).toEqual([]);
    expect(series.points).toHaveLength(49);
    expect(series.points[0].time).toBe('2015-11-26T00:00:00.000Z');
    expect(series.total).toBeGreaterThan(0);
    expect(series.points.filter(({ complete }: Point) => !complete)).toHaveLength(1);
    for (const interval of ['MINUTE_15', 'DAY']) {
      const other = (await seriesOf(`range: { last: "P2D" }, interval: ${interval}`)).series;
      expect(other.total, interval).toBe(series.total);
    }
  });

  it('begins days and months where the time zone does', async () => {
    const { series } = await seriesOf('range: { last: "P2D" }, interval: DAY, timeZone: "Asia/Jakarta"');
    expect(series.points.map(({ time }: Point) => time)).toEqual([
      '2015-11-25T17:00:00.000Z',
      '2015-11-26T17:00:00.000Z',
      '2015-11-27T17:00:00.000Z',
    ]);
    const months = (await seriesOf('range: { last: "P60D" }, interval: MONTH, timeZone: "Europe/Paris"'))
      .series;
    expect(months.points.map(({ time }: Point) => time)).toEqual([
      '2015-08-31T22:00:00.000Z',
      '2015-09-30T22:00:00.000Z',
      '2015-10-31T23:00:00.000Z',
    ]);
  });

  it('counts what the filter lets through, and shares of it', async () => {
    const all = (await seriesOf(`${hours}, normalize: SHARE_OF_ARTICLES`)).series;
    const english = (await seriesOf(`${hours}, filter: { languages: ["en"] }`)).series;
    const indonesian = (await seriesOf(`${hours}, filter: { languages: ["id"] }`)).series;
    expect(english.total + indonesian.total).toBe(all.total);
    for (const { count, value } of all.points as Point[]) {
      expect(value).toBeLessThanOrEqual(1);
      expect(value > 0).toBe(count > 0);
    }
  });

  it('says what it cannot do', async () => {
    expect((await seriesOf('range: { last: "P2000D" }, interval: MINUTE_15')).errors[0]).toContain(
      'BAD_INPUT: A series',
    );
    expect((await seriesOf(`${hours}, timeZone: "Mars/Base"`)).errors[0]).toContain('BAD_INPUT: timeZone');
  });

  it('says whether it is on record who was heard', async () => {
    expect((await seriesOf(hours)).series.coverage.note).toBeNull();
    const past = (
      await seriesOf(
        'range: { between: { start: "2015-01-01T00:00:00Z", end: "2015-01-03T00:00:00Z" } }, interval: DAY',
      )
    ).series;
    expect(past.coverage.note).toContain('not on record');
  });

  it('costs as many statements for many entities as for one', async () => {
    const text = (first: number) =>
      `{ entities(first: ${first}) { nodes { mentionSeries(${hours}) { total } } } }`;
    const one = await ask(database, text(1));
    const many = await ask(database, text(8));
    expect(many.errors).toEqual([]);
    expect(one.statements).toBe(3);
    expect(many.statements).toBe(3);
  });
});

const pairsOf = async (args: string, id = putin) => {
  const fields =
    'edges { cursor node { id } cooccurrence { count score entity { id } sampleArticle { id } } } pageInfo { hasNextPage endCursor }';
  const answer = await ask(
    database,
    `{ node(id: "${id}") { ... on Entity { cooccurrences(${args}) { ${fields} } } } }`,
  );
  return { ...answer, list: answer.data?.node?.cooccurrences };
};

interface Edge {
  node: { id: string };
  cooccurrence: { count: number; score: number; sampleArticle: { id: string } | null };
}

describe('co-occurrence', () => {
  it('is the same from both sides, with an article that names both', async () => {
    const { list, errors } = await pairsOf('minCount: 1');
    expect(errors).toEqual([]);
    const edge = (list.edges as Edge[]).find(({ node }) => node.id === moscow);
    expect(edge?.cooccurrence.sampleArticle).not.toBeNull();
    const back = (await pairsOf('minCount: 1', moscow)).list.edges as Edge[];
    expect(back.find(({ node }) => node.id === putin)?.cooccurrence).toMatchObject({
      count: edge?.cooccurrence.count,
      score: edge?.cooccurrence.score,
    });
  });

  it('is ordered by each measure', async () => {
    for (const measure of ['COUNT', 'NPMI', 'JACCARD', 'LLR']) {
      const { list } = await pairsOf(`minCount: 1, measure: ${measure}`);
      const scores = (list.edges as Edge[]).map(({ cooccurrence }) => cooccurrence.score);
      expect(scores.length, measure).toBeGreaterThan(1);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      if (measure === 'JACCARD') expect(Math.max(...scores)).toBeLessThanOrEqual(1);
    }
  });

  it('is paged, and kept to kinds and days', async () => {
    const all = (await pairsOf('minCount: 1')).list.edges as Edge[];
    const first = (await pairsOf('minCount: 1, first: 2')).list;
    const rest = (await pairsOf(`minCount: 1, after: "${first.pageInfo.endCursor}"`)).list.edges as Edge[];
    expect([...first.edges, ...rest].map(({ node }: Edge) => node.id)).toEqual(
      all.map(({ node }) => node.id),
    );
    const places = (await pairsOf('minCount: 1, kinds: [PLACE]')).list.edges as Edge[];
    expect(places.length).toBeGreaterThan(0);
    expect(places.length).toBeLessThan(all.length);
    const range = 'range: { between: { start: "2014-01-01T00:00:00Z", end: "2014-02-01T00:00:00Z" } }';
    expect((await pairsOf(`minCount: 1, ${range}`)).list.edges).toEqual([]);
    expect((await pairsOf('minCount: 0')).errors[0]).toContain('BAD_INPUT: minCount');
  });

  it('costs as many statements for many entities as for one', async () => {
    const text = (first: number) =>
      `{ entities(first: ${first}) { nodes { cooccurrences(minCount: 1) { edges { node { id } cooccurrence { count sampleArticle { id } } } } } } }`;
    const one = await ask(database, text(1));
    const many = await ask(database, text(8));
    expect(many.errors).toEqual([]);
    expect(many.statements).toBe(one.statements);
  });
});

describe('boards of another kind', () => {
  it('are kept for one language or country, and refused for other filters', async () => {
    const of = (filter: string) =>
      ask(
        database,
        `{ trending(input: { filter: ${filter} }) { runId language coverage { note } nodes { id } } }`,
      );
    expect((await of('{ languages: ["id-ID"] }')).data.trending).toEqual({
      ...{ runId: 'run_none', language: 'id', nodes: [] },
      coverage: { note: 'No such board was computed.' },
    });
    for (const filter of [
      '{ languages: ["id", "en"] }',
      '{ sourceDomains: ["a.example"] }',
      '{ languages: ["id"], sourceCountries: ["ID"] }',
    ]) {
      expect((await of(filter)).errors[0], filter).toContain('BAD_INPUT: A board is kept');
    }
  });

  it('tell of stories and of the algorithm', async () => {
    const text = `{ trendingStories { runId nodes { story { headline } trend { rank gate } sparkline } }
      trending(input: { algorithm: COUNT, countUnit: MENTIONS }) { algorithm countUnit parametersHash nodes { id } } }`;
    const { data, errors } = await ask(database, text);
    expect(errors).toEqual([]);
    expect(data.trendingStories).toEqual({ runId: seedIds.run, nodes: [] });
    expect(data.trending).toEqual({
      algorithm: 'COUNT',
      countUnit: 'MENTIONS',
      parametersHash: '',
      nodes: [],
    });
  });
});
