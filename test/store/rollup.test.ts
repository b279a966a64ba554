/** The sums behind trends and series: exact whatever is saved, edited, withdrawn, merged or broken off. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mergeEntities } from '../../src/store/curationMerge.ts';
import { splitEntity } from '../../src/store/curationSplit.ts';
import { suppressEntity } from '../../src/store/curationSuppress.ts';
import { undoCuration } from '../../src/store/curationUndo.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { needsRecount, recountRollups, rollupDrift } from '../../src/store/rollupRecount.ts';
import { withdrawArticle } from '../../src/store/withdraw.ts';
import { mentionWeight } from '../../src/trends/weight.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, at, copyOf, idOf, inStoryOf, save } from './articleKit.ts';
import { editor, idOfName, report } from './curationKit.ts';

let database: Database;
let papers: number[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  papers = [];
  for (const name of ['a', 'b', 'c', 'd']) papers.push(await addPaper(database, `${name}.example`));
});

const url = (n: number) => `https://paper.example/${n}`;
const exact = { hours: 0, days: 0, pairs: 0 };

interface HourRow {
  name: string;
  hour: string;
  source: number;
  articles: number;
  copies: number;
  weight: number;
}

const hours = () =>
  rows<HourRow>(
    database,
    sql`select e.name, to_char(h.hour at time zone 'UTC', 'DD"T"HH24') as hour, h.source_id::int as source,
          h.articles, h.copies, h.weight from entity_hours h join entities e on e.id = h.entity_id
        order by e.name, h.hour, h.source_id, h.articles, h.weight`,
  );
const pairs = () =>
  rows<{ names: string; day: string; articles: number }>(
    database,
    sql`select least(a.name, b.name) || '-' || greatest(a.name, b.name) as names, p.day::text as day, p.articles
        from entity_pairs p join entities a on a.id = p.first_id join entities b on b.id = p.second_id order by 1, 2, 3`,
  );

describe('sums of mentions', () => {
  it('weigh what an outlet repeats and what it copied as the trends do', async () => {
    const [first = 0, second = 0] = papers;
    const told = (n: number, sourceId: number, seenAt: string) => ({
      ...{ url: url(n), people: ['Ann'], sourceId },
      seenAt: `2015-11-${seenAt}Z`,
    });
    await save(database, told(1, first, '24T06:10:00'));
    await save(database, told(2, first, '24T06:50:00'));
    await save(database, told(3, first, '24T07:00:00'));
    await save(database, told(4, first, '25T07:30:00'));
    await save(database, told(5, second, '24T06:20:00'), copyOf(url(1)));
    await save(database, told(6, second, '24T06:30:00'), copyOf(url(1)));
    const rounded = (weight: number) => Math.round(weight * 2 ** 20) / 2 ** 20;
    const sum = (...weights: number[]) => weights.reduce((total, weight) => total + rounded(weight), 0);
    const row = (hour: string, source: number, counts: [number, number], weight: number) => ({
      ...{ name: 'Ann', hour, source, articles: counts[0], copies: counts[1], weight },
    });
    expect(await hours()).toEqual([
      row('24T06', first, [2, 0], sum(mentionWeight(1, 1), mentionWeight(2, 1))),
      row('24T06', second, [2, 2], sum(mentionWeight(1, 2), mentionWeight(2, 3))),
      row('24T07', first, [1, 0], sum(mentionWeight(3, 1))),
      row('25T07', first, [1, 0], sum(mentionWeight(1, 1))),
    ]);
  });

  it('count a pair once, however many outlets print the text', async () => {
    const people = ['Ann', 'Bob', 'Cid'];
    await save(database, { sourceId: papers[0] ?? 0, url: url(1), people });
    await save(database, { sourceId: papers[1] ?? 0, url: url(2), people }, copyOf(url(1)));
    const day = '2015-11-24';
    expect(await pairs()).toEqual(
      ['Ann-Bob', 'Ann-Cid', 'Bob-Cid'].map((names) => ({ names, day, articles: 1 })),
    );
    await withdrawArticle(
      database,
      { id: idOf(url(1)) },
      { cause: 'RETRACTED', requester: null, note: null, now: editor.now },
    );
    expect(await pairs()).toHaveLength(3);
    expect((await hours()).map(({ source, copies, weight }) => [source, copies, weight])).toEqual(
      people.map(() => [papers[1], 0, 1]),
    );
    expect(await rollupDrift(database)).toEqual(exact);
  });

  it('make pairs of the twelve most salient', async () => {
    const people = Array.from({ length: 20 }, (_, i) => `Person ${String.fromCharCode(65 + i)}`);
    await save(database, { sourceId: papers[0] ?? 0, url: url(1), people });
    expect(await pairs()).toHaveLength(66);
  });

  it('know when an earlier arrival turns out to be a copy', async () => {
    await save(database, { sourceId: papers[1] ?? 0, url: url(1), people: ['Ann', 'Bob'] });
    const recast = [
      { article: idOf(url(1)), copyOf: idOf(url(2)), copyKind: 'COPY' as const, containment: 1 },
    ];
    const told = { sourceId: papers[0] ?? 0, url: url(2), people: ['Ann', 'Bob'] };
    await save(database, told, inStoryOf(url(1), { recast }));
    expect(await pairs()).toEqual([{ names: 'Ann-Bob', day: '2015-11-24', articles: 1 }]);
    expect((await hours()).map(({ source, copies }) => [source, copies])).toEqual([
      ...[
        [papers[0], 0],
        [papers[1], 1],
      ],
      ...[
        [papers[0], 0],
        [papers[1], 1],
      ],
    ]);
    expect(await rollupDrift(database)).toEqual(exact);
  });
});

describe('a recount', () => {
  it('makes the same as was added up, and repairs what was not', async () => {
    for (let n = 1; n <= 5; n++) {
      await save(database, {
        sourceId: papers[n % 3] ?? 0,
        url: url(n),
        people: ['Ann', 'Bob'].slice(n % 2),
      });
    }
    const before = [await hours(), await pairs()];
    const counted = await recountRollups(database);
    expect(counted).toMatchObject({ articles: 5, hours: before[0]?.length, pairs: before[1]?.length });
    expect([await hours(), await pairs()]).toEqual(before);
    await database.db.execute(
      sql`update entity_hours set articles = articles + 1 where source_id = ${papers[0]}`,
    );
    await database.db.execute(sql`delete from entity_pairs`);
    expect((await rollupDrift(database)).pairs).toBe(before[1]?.length);
    await recountRollups(database);
    expect([await hours(), await pairs()]).toEqual(before);
  });

  it('is needed by a database that was filled before there were sums', async () => {
    expect(await needsRecount(database)).toBe(false);
    await save(database, { sourceId: papers[0] ?? 0, url: url(1), people: ['Ann', 'Bob'] });
    expect(await needsRecount(database)).toBe(false);
    const before = [await hours(), await pairs()];
    await database.db.execute(sql`update mentions set weight = 0`);
    for (const table of ['entity_hours', 'entity_days', 'entity_pairs'])
      await database.db.execute(sql.raw(`delete from ${table}`));
    expect(await needsRecount(database)).toBe(true);
    await recountRollups(database);
    expect([await hours(), await pairs()]).toEqual(before);
  });
});

/** Mulberry32: a small generator whose sequence a seed fixes. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('two hundred random changes, a third of them broken off', () => {
  const random = createRandom(20151125);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const people = ['Anna Lind', 'Ana Lind', 'Bo Ek', 'Boo Ek', 'Carl Falk', 'Karl Falk'];
  let written = 0;
  const done: string[] = [];

  const instant = () =>
    `2015-11-${22 + below(4)}T${String(below(24)).padStart(2, '0')}:${10 + below(50)}:00Z`;
  const named = () => people.filter(() => random() < 0.5);

  /** A database whose transactions fail at their end, as when a worker is killed before the commit. */
  const dying = (): Database => ({
    ...database,
    db: Object.assign(Object.create(database.db), {
      transaction: (work: (tx: never) => Promise<unknown>) =>
        database.db.transaction(async (tx) => {
          await work(tx as never);
          throw new Error('killed');
        }),
    }),
  });

  const steps: Record<string, (on: Database) => Promise<unknown>> = {
    save: (on) => {
      written++;
      const told = { sourceId: pick(papers), url: url(written), people: named(), seenAt: instant() };
      return written > 3 && random() < 0.3
        ? save(on, told, copyOf(url(1 + below(written - 1))))
        : save(on, told);
    },
    report: (on) => {
      written++;
      const names = named().map((name) => ({ name }));
      const text = names.map(({ name }) => `${name} spoke.`).join(' ');
      return report(on, { sourceId: pick(papers), url: url(written), text, names, seenAt: instant() });
    },
    edit: (on) => {
      const n = 1 + below(Math.max(written, 1));
      return save(on, {
        sourceId: pick(papers),
        url: url(n),
        people: named(),
        headline: `Headline ${random()}`,
      });
    },
    withdraw: (on) =>
      withdrawArticle(
        on,
        { id: idOf(url(1 + below(written))) },
        { cause: 'RETRACTED', requester: null, note: null, now: editor.now },
      ),
    merge: async (on) => {
      const request = { merged: [idOfName(pick(people))], reason: null, dryRun: false };
      const { action } = await mergeEntities(on, { ...request, survivor: idOfName(pick(people)) }, editor);
      done.push(action?.id ?? '');
    },
    split: async (on) => {
      const choice = { articles: null, forms: null, since: at('2015-11-24T00:00:00Z') };
      const into = { name: 'Ann Jr', slug: 'ann-jr' };
      const request = { entity: idOfName(pick(people)), choice, into, reason: null, dryRun: false };
      done.push((await splitEntity(on, request, editor)).action?.id ?? '');
    },
    suppress: async (on) => {
      const request = { entity: idOfName(pick(people)), reason: null, dryRun: false };
      done.push((await suppressEntity(on, request, editor)).action?.id ?? '');
    },
    undo: async (on) => {
      const id = done.at(-1);
      if (id === undefined) return;
      await undoCuration(on, id, editor);
      done.pop();
    },
  };
  const order = [
    'save',
    'save',
    'report',
    'report',
    'edit',
    'withdraw',
    'merge',
    'split',
    'suppress',
    'undo',
    'undo',
  ];

  it('leave every sum as a recount makes it', async () => {
    for (let i = 0; i < 12; i++) await steps.report?.(database);
    const worked: Record<string, number> = {};
    for (let i = 0; i < 200; i++) {
      const name = pick(order);
      const on = random() < 0.33 ? dying() : database;
      const before = on === database ? null : [await hours(), await pairs()];
      const fault = await steps[name]?.(on).then(
        () => null,
        (error: Error) => error,
      );
      if (fault === null) worked[name] = (worked[name] ?? 0) + 1;
      if (before) expect([await hours(), await pairs()]).toEqual(before);
      expect(await rollupDrift(database), `after step ${i}, ${name}`).toEqual(exact);
    }
    for (const name of new Set(order)) expect(worked[name], name).toBeGreaterThan(0);
    const before = [await hours(), await pairs()];
    await recountRollups(database);
    expect([await hours(), await pairs()]).toEqual(before);
    const least = await rows(database, sql`select 1 from entity_hours where articles <= 0 or weight <= 0`);
    expect(least).toEqual([]);
  }, 120_000);
});
