import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/db.ts';
import { changedRatio } from '../../src/store/revisions.ts';
import { articleRevisions, articles, changes, entities } from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, at, idOf, save } from './articleKit.ts';

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `word${from + i}`).join(' ');

describe('the share of a text that changed', () => {
  it('is nothing for case, white space and punctuation, and everything for another text', () => {
    expect(changedRatio('The bridge, an old one, fell.', 'the bridge an old\n\none fell')).toBe(0);
    expect(changedRatio('The bridge fell.', 'Nobody saw it coming')).toBe(1);
    expect(changedRatio('', '')).toBe(0);
    expect(changedRatio('', 'new')).toBe(1);
  });

  it('grows with what was changed', () => {
    const text = words(0, 100);
    const oneWord = changedRatio(text, text.replace('word50', 'other'));
    expect(oneWord).toBeCloseTo(0.02, 5);
    expect(changedRatio(text, words(0, 150))).toBeCloseTo(0.2, 5);
    expect(changedRatio(text, `${words(50, 100)} ${words(0, 50)}`)).toBeLessThan(0.05);
    expect(changedRatio(text, text.split(' ').reverse().join(' '))).toBeGreaterThan(0.9);
  });

  it('counts characters where words have no spaces between them', () => {
    expect(changedRatio('莫斯科抗议', '莫斯科同意')).toBeGreaterThan(0.2);
    expect(changedRatio('莫斯科抗议', '莫斯科同意')).toBeLessThan(0.8);
  });
});

describe('an edited article', () => {
  let database: Database;
  let sourceId = 0;
  const url = 'https://paper.example/bridge';
  const text = `${words(0, 40)}\n\n${words(40, 80)}`;
  const told = (edit: object, seenAt: string) => ({
    sourceId,
    url,
    headline: 'Bridge falls',
    text,
    ...edit,
    seenAt,
  });
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await truncate(database);
    sourceId = await addPaper(database, 'paper.example');
    await save(database, told({}, '2015-11-24T06:00:00.000Z'));
  });

  const revisions = () => database.db.select().from(articleRevisions).orderBy(asc(articleRevisions.id));
  const updates = async () =>
    (await database.db.select().from(changes).orderBy(changes.sequence))
      .filter(({ op, typename }) => op === 'UPDATED' && typename === 'Article')
      .map(({ changedFields }) => changedFields);

  it('has no revision before its first edit', async () => {
    expect(await save(database, told({}, '2015-11-24T07:00:00Z'))).toBe('unchanged');
    expect(await revisions()).toEqual([]);
  });

  it('keeps the version it was seen with first, and each one after', async () => {
    const edited = text.replace('word50', 'other');
    expect(await save(database, told({ text: edited }, '2015-11-24T07:00:00Z'))).toBe('updated');
    await save(database, told({ text: edited, headline: 'Old bridge falls' }, '2015-11-24T08:00:00Z'));
    const [first, second, third, ...more] = await revisions();
    expect(first).toMatchObject({
      seenAt: at('2015-11-24T06:00:00Z'),
      headline: 'Bridge falls',
      headlineChanged: false,
      bodyChangedRatio: null,
    });
    expect(second).toMatchObject({ seenAt: at('2015-11-24T07:00:00Z'), headlineChanged: false });
    expect(second?.bodyChangedRatio).toBeCloseTo(0.025, 3);
    expect(third).toMatchObject({ headline: 'Old bridge falls', headlineChanged: true, bodyChangedRatio: 0 });
    expect(third?.contentHash).toBe(second?.contentHash);
    expect(more).toEqual([]);
    expect(await updates()).toEqual([['articleBody'], ['headline']]);
  });

  it('keeps a row for every version of a text that goes to and fro', async () => {
    for (const [i, headline] of ['B', 'Bridge falls', 'B'].entries()) {
      await save(database, told({ headline }, `2015-11-24T0${7 + i}:00:00Z`));
    }
    const seen = await revisions();
    expect(seen.map((row) => row.headline)).toEqual(['Bridge falls', 'B', 'Bridge falls', 'B']);
    expect(new Set(seen.map((row) => row.publicId)).size).toBe(4);
  });

  it('is updated without a revision when only white space changed', async () => {
    const respaced = text.replaceAll('\n\n', ' \n\n ');
    expect(await save(database, told({ text: respaced }, '2015-11-24T07:00:00Z'))).toBe('updated');
    expect(await revisions()).toEqual([]);
  });

  it('is updated without a revision when only learnt boilerplate left it', async () => {
    const isBoilerplate = (paragraph: string) => paragraph.startsWith('Follow us');
    const before = `${text}\n\nFollow us on every channel`;
    await save(database, told({ text: before }, '2015-11-24T07:00:00Z'), undefined, { isBoilerplate });
    expect(await revisions()).toEqual([]);
    await save(database, told({ text: `${text} and more` }, '2015-11-24T08:00:00Z'), undefined, {
      isBoilerplate,
    });
    expect((await revisions()).map((row) => row.seenAt.toISOString().slice(11, 13))).toEqual(['06', '08']);
  });

  it('is no longer the latest word on whom it named no more', async () => {
    const people = ['Ana Lima', 'Rui Costa'];
    const earlier = { url: 'https://paper.example/dam', people: ['Ana Lima'] };
    await save(database, told(earlier, '2015-11-23T06:00:00.000Z'));
    await save(database, told({ url: `${url}-2`, people }, '2015-11-24T06:00:00.000Z'));
    const edited = { url: `${url}-2`, people: [], text: words(80, 160) };
    await save(database, told(edited, '2015-11-25T06:00:00.000Z'));
    const { name, articleCount, lastMentionedAt } = entities;
    const found = await database.db
      .select({ name, articleCount, lastMentionedAt })
      .from(entities)
      .orderBy(name);
    expect(found).toEqual([
      { name: 'Ana Lima', articleCount: 1, lastMentionedAt: at('2015-11-23T06:00:00.000Z') },
      { name: 'Rui Costa', articleCount: 0, lastMentionedAt: null },
    ]);
  });

  it('keeps its story even when it was written anew', async () => {
    const [before] = await database.db.select().from(articles);
    await save(database, told({ text: words(500, 600), headline: 'Sport' }, '2015-11-24T07:00:00Z'));
    const [after] = await database.db.select().from(articles);
    expect(after).toMatchObject({ publicId: idOf(url), storyId: before?.storyId, headline: 'Sport' });
    expect((await revisions())[1]?.bodyChangedRatio).toBe(1);
  });
});
