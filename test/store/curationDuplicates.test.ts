import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityKind } from '../../src/base/news.ts';
import { findDuplicates } from '../../src/run/duplicates.ts';
import { dismissPair } from '../../src/store/curationCandidates.ts';
import { mergeEntities } from '../../src/store/curationMerge.ts';
import { suppressEntity } from '../../src/store/curationSuppress.ts';
import { undoCuration } from '../../src/store/curationUndo.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { addPaper } from './articleKit.ts';
import { editor, idOfName, type NamedIn, report } from './curationKit.ts';

let database: Database;

const wires = ['World Wire Service', 'WWS'];
const articles: NamedIn[][] = [
  [{ name: 'Sergei Petrov', role: 'Governor' }, { name: 'Anna Lind' }, { name: 'Bo Ek' }],
  [{ name: 'Sergey Petrow', role: 'governor' }, { name: 'Anna Lind' }, { name: 'Bo Ek' }],
  [{ name: 'Petrov' }, { name: 'Anna Lind' }, { name: 'Bo Ek' }],
  [{ name: 'Lindqvist' }],
  [{ name: 'Olof Lindqvist' }],
  [{ name: 'John Stone' }, { name: 'John Stone Jr' }],
  [{ name: 'Mira Holm' }, { name: 'Mira Holmm' }],
  ...wires.map((name) => [{ name, kind: 'ORGANIZATION' as const }, { name: 'Anna Lind' }, { name: 'Bo Ek' }]),
];

beforeAll(async () => {
  database = await openTestDatabase();
  const sourceId = await addPaper(database, 'paper.example');
  for (const [i, names] of articles.entries()) {
    const text = names.map(({ name }) => `${name} spoke.`).join(' ');
    await report(database, { sourceId, url: `https://paper.example/${i}`, text, names });
  }
});
afterAll(() => database.close());

const pairs = async (...kinds: EntityKind[]) =>
  (await findDuplicates(database, { kinds, limit: 50 })).map(
    ({ entities, reasons, score }) =>
      [
        entities
          .map(({ name }) => name)
          .sort()
          .join(' = '),
        reasons,
        score,
      ] as const,
  );
const scoreOf = async (pair: string) => (await pairs('PERSON')).find(([names]) => names === pair)?.[2] ?? 0;

describe('the queue of likely duplicates', () => {
  it('proposes spellings of one name, best first, with its reasons', async () => {
    const [[first, reasons] = ['', []]] = await pairs('PERSON');
    expect(first).toBe('Sergei Petrov = Sergey Petrow');
    expect(reasons).toEqual([
      expect.stringContaining('is like'),
      '2 entities are named beside both',
      'both are called Governor',
    ]);
  });

  it('proposes a part of a name, and initials, only in the same company', async () => {
    const people = (await pairs('PERSON')).map(([names]) => names);
    expect(people).toContain('Petrov = Sergei Petrov');
    expect(people).not.toContain('Lindqvist = Olof Lindqvist');
    expect((await pairs('ORGANIZATION')).map(([names]) => names)).toEqual(['WWS = World Wire Service']);
  });

  it('keeps father and son apart', async () => {
    expect(await scoreOf('John Stone = John Stone Jr')).toBe(0);
  });

  it('doubts two that one article names', async () => {
    const [, reasons] = (await pairs('PERSON')).find(([names]) => names === 'Mira Holm = Mira Holmm') ?? [];
    expect(reasons).toContain('but 1 articles name both');
    expect(await scoreOf('Mira Holm = Mira Holmm')).toBeLessThan(
      await scoreOf('Sergei Petrov = Sergey Petrow'),
    );
  });

  it('leaves out what an editor dismissed, until that is undone, and what is merged or suppressed', async () => {
    const [one, other] = [idOfName('Sergei Petrov'), idOfName('Sergey Petrow')];
    const dismissed = await dismissPair(database, [other, one], editor);
    expect(await scoreOf('Sergei Petrov = Sergey Petrow')).toBe(0);
    await undoCuration(database, dismissed.id, editor);
    expect(await scoreOf('Sergei Petrov = Sergey Petrow')).toBeGreaterThan(0);
    const request = { survivor: one, merged: [other], reason: null, dryRun: false };
    await mergeEntities(database, request, editor);
    expect(await scoreOf('Sergei Petrov = Sergey Petrow')).toBe(0);
    await suppressEntity(database, { entity: idOfName('Mira Holm'), reason: null, dryRun: false }, editor);
    expect(await scoreOf('Mira Holm = Mira Holmm')).toBe(0);
  });
});
