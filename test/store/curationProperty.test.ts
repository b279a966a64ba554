/** Fifty merges, splits, suppressions, names and undoings in a random order that a fixed seed repeats. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { foldName } from '../../src/enrich/names.ts';
import { addAlias, removeAlias } from '../../src/store/curationAliases.ts';
import { mergeEntities } from '../../src/store/curationMerge.ts';
import { splitEntity } from '../../src/store/curationSplit.ts';
import { suppressEntity } from '../../src/store/curationSuppress.ts';
import { undoCuration } from '../../src/store/curationUndo.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { addPaper } from './articleKit.ts';
import { discrepancies, editor, everything, idOfName, report } from './curationKit.ts';

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

const random = createRandom(20151124);
const below = (n: number) => Math.floor(random() * n);
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;

const people = ['Anna Lind', 'Ana Lind', 'Bo Ek', 'Boo Ek', 'Carl Falk', 'Karl Falk', 'Dora Gren', 'Eva Hed'];
let database: Database;
let written = 0;
let sourceId = 0;

async function writeArticle(): Promise<void> {
  written += 1;
  const named = people.filter(() => random() < 0.35);
  const text = named.map((name) => `${name} spoke.${random() < 0.3 ? ` So ${name} did.` : ''}`).join(' ');
  const [headline = 'Nobody spoke'] = named.filter(() => random() < 0.3);
  const speaker = named.length > 0 ? { speaker: pick(named) } : {};
  const names = named.map((name) => ({ name }));
  await report(database, {
    sourceId,
    url: `https://paper.example/${written}`,
    text,
    headline,
    names,
    ...speaker,
  });
}

const steps: Record<string, () => Promise<string | null>> = {
  merge: async () => {
    const merged = [idOfName(pick(people)), idOfName(pick(people))];
    const request = { survivor: idOfName(pick(people)), merged, reason: null, dryRun: false };
    return (await mergeEntities(database, request, editor)).action?.id ?? null;
  },
  split: async () => {
    const all = await rows<{ id: string }>(database, sql`select public_id as id from articles order by id`);
    const articles = all.filter(() => random() < 0.5).map(({ id }) => id);
    const name = `${pick(people)} Jr`;
    const slug = foldName(name).replaceAll(' ', '-');
    const into = random() < 0.5 ? { name, slug } : { id: idOfName(pick(people)) };
    const choice = { articles, forms: null, since: null };
    const request = { entity: idOfName(pick(people)), choice, into, reason: null, dryRun: false };
    return (await splitEntity(database, request, editor)).action?.id ?? null;
  },
  alias: async () => {
    const name = pick(people);
    const request = { entity: idOfName(pick(people)), name, folded: foldName(name), language: null };
    const change = random() < 0.5 ? addAlias : removeAlias;
    return (await change(database, request, editor)).action?.id ?? null;
  },
  suppress: async () => {
    if (random() < 0.7) return null;
    const request = { entity: idOfName(pick(people)), reason: null, dryRun: false };
    return (await suppressEntity(database, request, editor)).action?.id ?? null;
  },
};

beforeAll(async () => {
  database = await openTestDatabase();
  sourceId = await addPaper(database, 'paper.example');
  for (let i = 0; i < 25; i += 1) await writeArticle();
});
afterAll(() => database.close());

/** What the step gave; null when it was refused for a reason we state. */
async function attempt<T>(step: () => Promise<T>): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof AppError && error.code !== 'INTERNAL') return null;
    throw error;
  }
}

/** All but the entities themselves and their redirects: splits leave the ones they made behind. */
async function comparable(): Promise<unknown> {
  const [mentions, articles, vectors, quotes, citations, places, aliases] = (await everything(
    database,
  )) as unknown[][];
  return { mentions, articles, vectors, quotes, citations, places, aliases };
}

describe('fifty random actions', () => {
  it('leave every count as a recount makes it, and undone in reverse leave everything as it was', async () => {
    const before = await comparable();
    const done: string[] = [];
    const tally: Record<string, number> = {};
    for (let i = 0; i < 50; i += 1) {
      const name = pick(['merge', 'merge', 'split', 'split', 'alias', 'suppress', 'undo', 'undo']);
      const step = steps[name];
      const isUndo = step === undefined;
      const id = await attempt(
        step ??
          (async () => (done.length === 0 ? null : (await undoCuration(database, pick(done), editor)).id)),
      );
      if (id !== null) tally[name] = (tally[name] ?? 0) + 1;
      if (id !== null && !isUndo) done.push(id);
      expect(await discrepancies(database), `after step ${i}, ${name}`).toEqual([]);
    }
    expect(
      Math.min(...['merge', 'split', 'alias', 'suppress', 'undo'].map((name) => tally[name] ?? 0)),
    ).toBeGreaterThan(0);
    for (const id of done.reverse()) await undoCuration(database, id, editor);
    expect(await discrepancies(database)).toEqual([]);
    expect(await comparable()).toEqual(before);
  }, 60_000);

  it('leave every count right when articles come in between', async () => {
    const done: string[] = [];
    for (let i = 0; i < 40; i += 1) {
      const name = pick(['merge', 'split', 'suppress', 'undo', 'article', 'article']);
      const step = steps[name];
      if (name === 'article') await writeArticle();
      else if (step === undefined) await attempt(() => undoCuration(database, pick(done), editor));
      else done.push((await attempt(step)) ?? 'cur_none');
      expect(await discrepancies(database), `after step ${i}, ${name}`).toEqual([]);
    }
  }, 60_000);
});
