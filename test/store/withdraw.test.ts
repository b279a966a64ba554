import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, rows } from '../../src/store/db.ts';
import { knownEntries } from '../../src/store/feedEntries.ts';
import * as t from '../../src/store/tables.ts';
import { listTombstones, undoWithdrawal } from '../../src/store/tombstones.ts';
import { withdrawArticle } from '../../src/store/withdraw.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, at, copyOf, idOf, inStoryOf, save, storyIdOf } from './articleKit.ts';

const urlOf = (name: string) => `https://paper.example/${name}`;
const now = at('2015-11-25T06:00:00Z');
const takedown = { cause: 'TAKEDOWN' as const, requester: 'A. Reader', note: 'court order', now };
const retraction = { cause: 'RETRACTED' as const, requester: null, note: null, now };

describe('a withdrawn article', () => {
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

  const told = (name: string, hour: string, people: string[] = []) => ({
    sourceId,
    url: urlOf(name),
    headline: `Headline ${name}`,
    text: `The text of ${name}.`,
    people,
    seenAt: `2015-11-24T${hour}:00:00Z`,
  });
  const stored = async () => (await database.db.select().from(t.articles)).map((row) => row.url).sort();
  const links = () =>
    rows<{ article: string; original: string; kind: string }>(
      database,
      sql`select a.headline as article, o.headline as original, c.kind from copies c
          join articles a on a.id = c.article_id join articles o on o.id = c.original_id order by a.headline`,
    );
  const changesOf = async (nodeId: string) =>
    (
      await database.db
        .select()
        .from(t.changes)
        .where(eq(t.changes.nodeId, nodeId))
        .orderBy(asc(t.changes.sequence))
    ).map((row) => row.op);
  const storyOf = async (name: string) =>
    (
      await database.db
        .select()
        .from(t.stories)
        .where(eq(t.stories.publicId, storyIdOf(urlOf(name))))
    )[0] ?? null;

  it('leaves nothing but its tombstone and a change', async () => {
    await save(database, told('a', '06', ['Ann Bell']));
    await save(database, { ...told('a', '07', ['Ann Bell']), text: 'An edited text.' });
    const gone = await withdrawArticle(database, { url: urlOf('a') }, takedown);
    expect(gone).toEqual({
      id: idOf(urlOf('a')),
      url: urlOf('a'),
      wasStored: true,
      endedStories: [storyIdOf(urlOf('a'))],
    });
    const parts = [
      t.articles,
      t.articleTexts,
      t.articleSearch,
      t.articleRevisions,
      t.mentions,
      t.copies,
      t.stories,
    ];
    for (const part of parts) expect(await database.db.$count(part)).toBe(0);
    expect(await changesOf(idOf(urlOf('a')))).toEqual(['CREATED', 'UPDATED', 'WITHDRAWN']);
    expect(await changesOf(storyIdOf(urlOf('a')))).toEqual(['CREATED', 'DELETED']);
    expect(await listTombstones(database, 10)).toMatchObject([
      { url: urlOf('a'), cause: 'TAKEDOWN', requester: 'A. Reader', note: 'court order', at: now },
    ]);
    const entry = (await knownEntries(database, sourceId, [urlOf('a')])).get(urlOf('a'));
    expect(entry).toMatchObject({ outcome: 'gave_up', isTakenDown: true });
  });

  it('is uncounted from its people, whose latest mention is the latest that is left', async () => {
    await save(database, told('a', '06', ['Ann Bell']));
    await save(database, told('b', '07', ['Ann Bell', 'Carl Dee']));
    await withdrawArticle(database, { id: idOf(urlOf('b')) }, retraction);
    const people = await database.db.select().from(t.entities).orderBy(t.entities.name);
    expect(people.map((row) => [row.name, row.articleCount, row.lastMentionedAt])).toEqual([
      ['Ann Bell', 1, at('2015-11-24T06:00:00Z')],
      ['Carl Dee', 0, null],
    ]);
  });

  it('leaves its story to the others: counts, opener and headline are theirs', async () => {
    await save(database, told('a', '06'));
    await save(database, told('b', '07'), inStoryOf(urlOf('a')));
    await save(database, told('c', '08'), inStoryOf(urlOf('a')));
    await withdrawArticle(database, { url: urlOf('a') }, takedown);
    const [opener] = await database.db
      .select()
      .from(t.articles)
      .where(eq(t.articles.url, urlOf('b')));
    expect(await storyOf('a')).toMatchObject({
      articleCount: 2,
      headline: 'Headline b',
      headlines: { en: 'Headline b' },
      firstArticleId: opener?.id,
      startedAt: at('2015-11-24T07:00:00Z'),
    });
  });

  it('leaves its copies to the earliest of them', async () => {
    await save(database, told('a', '06'));
    await save(database, told('b', '08'), copyOf(urlOf('a')));
    await save(database, told('c', '07'), copyOf(urlOf('a')));
    await save(database, told('d', '06'), copyOf(urlOf('a'), 'DERIVED'));
    await withdrawArticle(database, { url: urlOf('a') }, takedown);
    expect(await links()).toEqual([
      { article: 'Headline b', original: 'Headline c', kind: 'COPY' },
      { article: 'Headline d', original: 'Headline c', kind: 'DERIVED' },
    ]);
  });

  it('passes its own origin on when it stood between two texts', async () => {
    await save(database, told('a', '06'));
    await save(database, told('b', '07'), copyOf(urlOf('a'), 'DERIVED'));
    await save(database, told('c', '08'), { ...copyOf(urlOf('b')), story: storyIdOf(urlOf('a')) });
    await withdrawArticle(database, { url: urlOf('b') }, takedown);
    expect(await links()).toEqual([{ article: 'Headline c', original: 'Headline a', kind: 'DERIVED' }]);
  });

  it('ends the stories that were merged into an ended one as well', async () => {
    await save(database, told('a', '06'));
    await save(database, told('b', '07'));
    const merged = [{ from: storyIdOf(urlOf('b')), into: storyIdOf(urlOf('a')) }];
    await save(database, told('c', '08'), inStoryOf(urlOf('a'), { merged }));
    await withdrawArticle(database, { url: urlOf('a') }, takedown);
    await withdrawArticle(database, { url: urlOf('c') }, takedown);
    expect(await storyOf('b')).not.toBeNull();
    const last = await withdrawArticle(database, { url: urlOf('b') }, takedown);
    expect(last?.endedStories.sort()).toEqual([storyIdOf(urlOf('a')), storyIdOf(urlOf('b'))].sort());
    expect(await database.db.$count(t.stories)).toBe(0);
  });

  it('is never stored again after a takedown', async () => {
    await save(database, told('a', '06'));
    await withdrawArticle(database, { url: urlOf('a') }, takedown);
    expect(await save(database, { ...told('a', '09'), headline: 'Again' })).toBe('withdrawn');
    expect(await stored()).toEqual([]);
    const entry = (await knownEntries(database, sourceId, [urlOf('a')])).get(urlOf('a'));
    expect(entry).toMatchObject({ outcome: 'gave_up', isTakenDown: true });
  });

  it('is kept out by an address that was never stored, too', async () => {
    expect(await withdrawArticle(database, { url: urlOf('x') }, takedown)).toMatchObject({
      wasStored: false,
    });
    expect(await save(database, told('x', '09'))).toBe('withdrawn');
  });

  it('comes back under the same id after a retraction', async () => {
    await save(database, told('a', '06'));
    await withdrawArticle(database, { url: urlOf('a') }, retraction);
    expect(await save(database, told('a', '09'))).toBe('created');
    expect(await changesOf(idOf(urlOf('a')))).toEqual(['CREATED', 'WITHDRAWN', 'CREATED']);
    expect(await storyOf('a')).toMatchObject({ articleCount: 1 });
    expect(await database.db.$count(t.tombstones)).toBe(0);
  });

  it('stays taken down when its publisher retracts it as well, not the other way round', async () => {
    await save(database, told('a', '06'));
    await withdrawArticle(database, { url: urlOf('a') }, retraction);
    await withdrawArticle(database, { url: urlOf('a') }, takedown);
    await withdrawArticle(database, { url: urlOf('a') }, retraction);
    expect(await listTombstones(database, 10)).toMatchObject([{ cause: 'TAKEDOWN' }]);
  });

  it('stays as it was first asked for when somebody asks again', async () => {
    await save(database, told('a', '06'));
    await withdrawArticle(
      database,
      { url: urlOf('a') },
      { ...takedown, requester: 'A. Reader', note: 'privacy' },
    );
    await withdrawArticle(database, { url: urlOf('a') }, { ...takedown, requester: 'B. Reader', note: null });
    expect(await listTombstones(database, 10)).toMatchObject([{ requester: 'A. Reader', note: 'privacy' }]);
  });

  it('may be read again once the takedown is undone', async () => {
    await save(database, told('a', '06'));
    const channel = { sourceId, kind: 'RSS' as const, url: 'https://a.example/feed', etag: '"v1"' };
    await database.db.insert(t.sourceChannels).values({ ...channel, bodyHash: 'abc' });
    await withdrawArticle(database, { url: urlOf('a') }, takedown);
    expect(await undoWithdrawal(database, [urlOf('a'), urlOf('b')], now)).toEqual([urlOf('a')]);
    const entry = (await knownEntries(database, sourceId, [urlOf('a')])).get(urlOf('a'));
    expect(entry).toMatchObject({ outcome: 'retry', nextAttemptAt: now, isTakenDown: false });
    const [asked] = await database.db.select().from(t.sourceChannels);
    expect(asked).toMatchObject({ etag: null, bodyHash: null });
    expect(await save(database, told('a', '09'))).toBe('created');
  });

  it('is no place for others: a decision that still names it is refused, and nothing is stored', async () => {
    await save(database, told('a', '06'));
    await withdrawArticle(database, { url: urlOf('a') }, takedown);
    for (const decision of [copyOf(urlOf('a')), inStoryOf(urlOf('a'))]) {
      await expect(save(database, told('b', '07'), decision)).rejects.toMatchObject({ code: 'CONFLICT' });
    }
    expect(await stored()).toEqual([]);
    expect(await save(database, told('b', '07'))).toBe('created');
  });

  it('is unknown when nobody stored it', async () => {
    expect(await withdrawArticle(database, { id: 'art_x' }, takedown)).toBeNull();
    expect(await withdrawArticle(database, { url: urlOf('a') }, retraction)).toBeNull();
  });
});
