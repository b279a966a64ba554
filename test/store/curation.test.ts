import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../src/base/errors.ts';
import { foldName } from '../../src/enrich/names.ts';
import { listActions } from '../../src/store/curationActions.ts';
import { addAlias, removeAlias } from '../../src/store/curationAliases.ts';
import { mergeEntities } from '../../src/store/curationMerge.ts';
import { splitEntity } from '../../src/store/curationSplit.ts';
import { suppressEntity } from '../../src/store/curationSuppress.ts';
import { undoCuration } from '../../src/store/curationUndo.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { findEntities } from '../../src/store/entities.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, at } from './articleKit.ts';
import { discrepancies, editor, everything, idOfName, type Report, report } from './curationKit.ts';

let database: Database;
let sourceId = 0;
const at1 = 'https://paper.example/1';
const at2 = 'https://paper.example/2';
const at3 = 'https://paper.example/3';

const tell = (url: string, text: string, names: Report['names'], rest: Partial<Report> = {}) =>
  report(database, { sourceId, url, text, names, ...rest });

const merge = (survivor: string, merged: string[], dryRun = false) =>
  mergeEntities(database, { survivor, merged, reason: null, dryRun }, editor);

const alias = (entity: string, name: string, language: string | null = null) => ({
  ...{ entity, name, folded: foldName(name), language },
});

const undo = (id: string | undefined) => undoCuration(database, id ?? '', editor);

const refusal = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => expect.unreachable('it was not refused'),
    (thrown: AppError) => thrown,
  );

/** What each article says of an entity, by address. */
const mentionsOf = (id: string) =>
  rows<Record<string, unknown>>(
    database,
    sql`select a.url, m.count, m.surface_forms as forms, m.spans from mentions m
          join articles a on a.id = m.article_id join entities e on e.id = m.entity_id
        where e.public_id = ${id} order by a.url`,
  );

const aliasesOf = async (id: string) =>
  (
    await rows<{ name: string }>(
      database,
      sql`select l.name from entity_aliases l join entities e on e.id = l.entity_id
          where e.public_id = ${id} order by l.name`,
    )
  ).map(({ name }) => name);

const survivorOf = async (id: string) => (await findEntities(database, 'publicId', [id])).get(id)?.id;

const changesOf = (id: string) =>
  rows<{ op: string }>(database, sql`select op from changes where node_id = ${id} order by sequence`).then(
    (found) => found.map(({ op }) => op),
  );

const murahtin = idOfName('Konstantin Murahtin');
const murakhtin = idOfName('Konstantin Murakhtin');
const moratin = idOfName('Kostya Moratin');

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  await truncate(database);
  sourceId = await addPaper(database, 'paper.example');
  await tell(at1, 'Konstantin Murahtin flew. Konstantin Murahtin fell.', [{ name: 'Konstantin Murahtin' }], {
    speaker: 'Konstantin Murahtin',
  });
  await tell(
    at2,
    'Captain Konstantin Murakhtin met Anna Lind.',
    [{ name: 'Konstantin Murakhtin', role: 'Captain' }, { name: 'Anna Lind' }],
    { speaker: 'Konstantin Murakhtin', seenAt: '2015-11-25T06:00:00Z' },
  );
  await tell(at3, 'Konstantin Murakhtin and Konstantin Murahtin are named; so is Kostya Moratin.', [
    { name: 'Konstantin Murakhtin' },
    { name: 'Konstantin Murahtin' },
    { name: 'Kostya Moratin' },
  ]);
});

describe('merging', () => {
  it('tells what it would do without doing it', async () => {
    const before = await everything(database);
    const told = await merge(murahtin, [murakhtin], true);
    expect(told).toEqual({
      entityId: murahtin,
      affected: { mentions: 2, articles: 2, quotes: 1 },
      action: null,
    });
    expect(await everything(database)).toEqual(before);
    expect(await listActions(database, { entityId: null, limit: 10 })).toEqual([]);
  });

  it('gives the survivor every mention, with two in one article put together', async () => {
    const { action } = await merge(murahtin, [murakhtin]);
    expect(await mentionsOf(murahtin)).toEqual([
      { url: at1, count: 2, forms: ['Konstantin Murahtin'], spans: [0, 19, 26, 45] },
      { url: at2, count: 1, forms: ['Konstantin Murakhtin'], spans: [8, 28] },
      { url: at3, count: 2, forms: ['Konstantin Murahtin', 'Konstantin Murakhtin'], spans: [0, 20, 25, 44] },
    ]);
    expect(await discrepancies(database)).toEqual([]);
    const [row] = await rows(
      database,
      sql`select article_count, last_mentioned_at::date::text as latest,
            (select count(*)::int from quotes where speaker_id = e.id) as quotes
          from entities e where public_id = ${murahtin}`,
    );
    expect(row).toEqual({ article_count: 3, latest: '2015-11-25', quotes: 2 });
    expect(await aliasesOf(murahtin)).toEqual(['Konstantin Murahtin', 'Konstantin Murakhtin']);
    expect(action).toMatchObject({ kind: 'MERGE', by: 'A. Editor', undoneAt: null });
    expect(await changesOf(murakhtin)).toEqual(['CREATED', 'MERGED']);
    expect(await changesOf(murahtin)).toEqual(['CREATED', 'UPDATED']);
  });

  it('finds the survivor under every id that was merged, through a chain too', async () => {
    await merge(murakhtin, [moratin]);
    await merge(murahtin, [murakhtin]);
    expect(await survivorOf(moratin)).toBe(murahtin);
    expect(await survivorOf(murakhtin)).toBe(murahtin);
    expect(await refusal(merge(murahtin, [moratin]))).toMatchObject({ code: 'BAD_INPUT' });
  });

  it('is undone exactly', async () => {
    const before = await everything(database);
    const { action } = await merge(murahtin, [murakhtin, moratin]);
    expect(await everything(database)).not.toEqual(before);
    const undone = await undo(action?.id);
    expect(undone).toMatchObject({ id: action?.id, undoneBy: 'A. Editor', undoneAt: editor.now });
    expect(await everything(database)).toEqual(before);
    expect(await undo(action?.id)).toEqual(undone);
    expect(await everything(database)).toEqual(before);
    expect(await changesOf(murakhtin)).toEqual(['CREATED', 'MERGED', 'CREATED']);
  });

  it('is not undone under a later one, which is named', async () => {
    const before = await everything(database);
    const inner = await merge(murakhtin, [moratin]);
    const outer = await merge(murahtin, [murakhtin]);
    expect(await refusal(undo(inner.action?.id))).toMatchObject({
      code: 'CONFLICT',
      data: { action: outer.action?.id },
    });
    await undo(outer.action?.id);
    await undo(inner.action?.id);
    expect(await everything(database)).toEqual(before);
  });

  it('counts later articles for the survivor, both names in one article once', async () => {
    await merge(murahtin, [murakhtin]);
    const text = 'Konstantin Murakhtin spoke, and Konstantin Murahtin, too.';
    const url = 'https://paper.example/later';
    const names = [{ name: 'Konstantin Murakhtin' }, { name: 'Konstantin Murahtin' }];
    await tell(url, text, names, { speaker: 'Konstantin Murakhtin' });
    expect((await mentionsOf(murahtin)).find((row) => row.url === url)).toEqual({
      url,
      count: 2,
      forms: ['Konstantin Murakhtin', 'Konstantin Murahtin'],
      spans: [0, 20, 32, 51],
    });
    expect(await mentionsOf(murakhtin)).toEqual([]);
    expect(await discrepancies(database)).toEqual([]);
  });

  it('leaves an article with the survivor that was edited before the undoing and names both', async () => {
    const { action } = await merge(murahtin, [murakhtin]);
    await tell(at3, 'Konstantin Murakhtin, later Konstantin Murahtin, fell.', [
      { name: 'Konstantin Murakhtin' },
      { name: 'Konstantin Murahtin' },
    ]);
    await undo(action?.id);
    expect((await mentionsOf(murahtin)).map((row) => row.url)).toEqual([at1, at3]);
    expect((await mentionsOf(murakhtin)).map((row) => row.url)).toEqual([at2]);
    expect(await discrepancies(database)).toEqual([]);
  });

  it('refuses what makes no sense', async () => {
    await tell('https://paper.example/4', 'The Wire said so.', [{ name: 'The Wire', kind: 'ORGANIZATION' }]);
    const wire = idOfName('The Wire', 'ORGANIZATION');
    expect(await refusal(merge(murahtin, [wire]))).toMatchObject({ code: 'BAD_INPUT' });
    expect(await refusal(merge(murahtin, [murahtin]))).toMatchObject({ code: 'BAD_INPUT' });
    expect(await refusal(merge(murahtin, []))).toMatchObject({ code: 'BAD_INPUT' });
    expect(await refusal(merge(murahtin, ['per_0000000000000000']))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('moves the places inside a place and the credits of an organisation', async () => {
    await tell(
      'https://paper.example/4',
      'Wire Nine and Wire 9 saw the Tower of Oldtown in Old Town, Oldtown.',
      [
        { name: 'Wire Nine', kind: 'ORGANIZATION' },
        { name: 'Wire 9', kind: 'ORGANIZATION' },
        { name: 'Tower', kind: 'PLACE', inside: 'Old Town' },
        { name: 'Old Town', kind: 'PLACE', inside: 'Oldtown' },
        { name: 'Oldtown', kind: 'PLACE' },
      ],
      { credits: 'Wire 9' },
    );
    const before = await everything(database);
    const [tower, inner, outer] = ['Tower', 'Old Town', 'Oldtown'].map((name) => idOfName(name, 'PLACE'));
    expect(await refusal(merge(inner ?? '', [outer ?? '']))).toMatchObject({ code: 'BAD_INPUT' });
    const places = await merge(outer ?? '', [inner ?? '']);
    const wires = await merge(idOfName('Wire Nine', 'ORGANIZATION'), [idOfName('Wire 9', 'ORGANIZATION')]);
    const [linked] = await rows(
      database,
      sql`select (select x.public_id from places p join entities e on e.id = p.entity_id join entities x on x.id = p.parent_id
            where e.public_id = ${tower}) as parent,
          (select e.public_id from citations c join entities e on e.id = c.organization_id) as credited`,
    );
    expect(linked).toEqual({ parent: outer, credited: idOfName('Wire Nine', 'ORGANIZATION') });
    await undo(wires.action?.id);
    await undo(places.action?.id);
    expect(await everything(database)).toEqual(before);
  });
});

describe('names', () => {
  it('adds one, makes a learnt one an editor’s, and undoes both', async () => {
    const before = await everything(database);
    const added = await addAlias(database, alias(murahtin, 'Kostya'), editor);
    const taken = await addAlias(database, alias(murahtin, 'Konstantin Murahtin', 'en'), editor);
    expect(await aliasesOf(murahtin)).toEqual(['Konstantin Murahtin', 'Kostya']);
    expect((await addAlias(database, alias(murahtin, 'Kostya'), editor)).action).toBeNull();
    await undo(taken.action?.id);
    await undo(added.action?.id);
    expect(await everything(database)).toEqual(before);
    for (const name of ['—', 'x'.repeat(201)]) {
      const refused = await refusal(addAlias(database, alias(murahtin, name), editor));
      expect(refused).toMatchObject({ code: 'BAD_INPUT' });
    }
  });

  it('counts a person under an editor’s name for the one who goes by it', async () => {
    await addAlias(database, alias(murahtin, 'The Captain'), editor);
    await tell('https://paper.example/4', 'The Captain spoke.', [{ name: 'The Captain' }]);
    expect((await mentionsOf(murahtin)).map((row) => row.url)).toContain('https://paper.example/4');
    expect(await survivorOf(idOfName('The Captain'))).toBeUndefined();
  });

  it('does not learn a removed name again, until that is undone', async () => {
    const before = await everything(database);
    const removed = await removeAlias(database, alias(murahtin, 'Konstantin Murahtin'), editor);
    expect(await aliasesOf(murahtin)).toEqual([]);
    expect((await removeAlias(database, alias(murahtin, 'Konstantin Murahtin'), editor)).action).toBeNull();
    await undo(removed.action?.id);
    expect(await everything(database)).toEqual(before);
    const again = await removeAlias(database, alias(murahtin, 'Konstantin Murahtin'), editor);
    const names = [{ name: 'Konstantin Murahtin' }];
    await tell('https://paper.example/4', 'Konstantin Murahtin spoke.', names);
    expect(await aliasesOf(murahtin)).toEqual([]);
    await undo(again.action?.id);
    await tell('https://paper.example/5', 'Konstantin Murahtin spoke again.', names);
    expect(await aliasesOf(murahtin)).toEqual(['Konstantin Murahtin']);
  });
});

describe('splitting', () => {
  const split = (
    choice: { articles?: string[]; forms?: string[]; since?: Date },
    into: { id: string } | { name: string; slug: string },
    dryRun = false,
  ) => {
    const { articles = null, forms = null, since = null } = choice;
    const spelt = forms && { printed: forms, folded: forms.map(foldName) };
    const request = { choice: { articles, forms: spelt, since }, into, reason: null, dryRun };
    return splitEntity(database, { entity: murahtin, ...request }, editor);
  };
  const namesake = { name: 'Konstantin Murakhtin Jr', slug: 'konstantin-murakhtin-jr' };

  it('gives mentions to a new entity, and back', async () => {
    await merge(murahtin, [murakhtin]);
    const before = await everything(database);
    const told = await split({ since: at('2015-11-25T00:00:00Z') }, namesake, true);
    expect(told).toMatchObject({ articles: 1, mixed: 0, action: null });
    expect(await everything(database)).toEqual(before);
    const done = await split({ since: at('2015-11-25T00:00:00Z') }, namesake);
    expect(done.intoId).toBe(told.intoId);
    expect((await mentionsOf(done.intoId)).map((row) => row.url)).toEqual([at2]);
    expect((await mentionsOf(murahtin)).map((row) => row.url)).toEqual([at1, at3]);
    expect(await discrepancies(database)).toEqual([]);
    await undo(done.action?.id);
    expect(await mentionsOf(done.intoId)).toEqual([]);
    expect(await survivorOf(done.intoId)).toBe(murahtin);
    expect((await mentionsOf(murahtin)).length).toBe(3);
    expect(await discrepancies(database)).toEqual([]);
    const again = await split({ since: at('2015-11-25T00:00:00Z') }, namesake);
    expect(await survivorOf(again.intoId)).toBe(done.intoId);
  });

  it('takes the articles that use one spelling and no other', async () => {
    await merge(murahtin, [murakhtin]);
    const before = await everything(database);
    const done = await split({ forms: ['Konstantin Murakhtin'] }, { id: moratin });
    expect(done).toMatchObject({ intoId: moratin, articles: 1, mixed: 1 });
    expect((await mentionsOf(moratin)).map((row) => row.url)).toEqual([at2, at3]);
    expect(await aliasesOf(murahtin)).toEqual(['Konstantin Murahtin']);
    expect(await discrepancies(database)).toEqual([]);
    await undo(done.action?.id);
    expect(await everything(database)).toEqual(before);
  });

  it('puts mentions together where the other is named too', async () => {
    const before = await everything(database);
    const done = await split({ articles: await articleIds() }, { id: moratin });
    expect((await mentionsOf(moratin)).map((row) => [row.url, row.count])).toEqual([
      [at1, 2],
      [at3, 2],
    ]);
    await undo(done.action?.id);
    expect(await everything(database)).toEqual(before);
  });

  const articleIds = async () =>
    (await rows<{ id: string }>(database, sql`select public_id as id from articles`)).map(({ id }) => id);

  it('refuses what chooses nothing, and a name that was merged away', async () => {
    expect(await refusal(split({}, namesake))).toMatchObject({ code: 'BAD_INPUT' });
    expect(await refusal(split({ forms: ['Nobody'] }, namesake))).toMatchObject({ code: 'BAD_INPUT' });
    expect(await refusal(split({ since: at('2015-01-01T00:00:00Z') }, { id: murahtin }))).toMatchObject({
      code: 'BAD_INPUT',
    });
    const { action } = await merge(murahtin, [murakhtin]);
    const taken = { name: 'Konstantin Murakhtin', slug: 'konstantin-murakhtin' };
    expect(await refusal(split({ since: at('2015-01-01T00:00:00Z') }, taken))).toMatchObject({
      code: 'CONFLICT',
      data: { action: action?.id },
    });
  });
});

describe('suppressing', () => {
  const suppress = (entity: string, dryRun = false) =>
    suppressEntity(database, { entity, reason: 'a right to be forgotten', dryRun }, editor);

  it('leaves no mention, list entry, lexeme or speaker behind', async () => {
    expect((await suppress(murahtin, true)).affected).toEqual({ mentions: 3, articles: 2, quotes: 1 });
    const { action } = await suppress(murahtin);
    expect(await mentionsOf(murahtin)).toEqual([]);
    expect(await discrepancies(database)).toEqual([]);
    const [left] = await rows(database, sql`select count(speaker_id)::int as speakers from quotes`);
    expect(left).toEqual({ speakers: 1 });
    expect(action?.summary).not.toContain('Murahtin');
    const [kept] = await rows<{ undo: string }>(database, sql`select undo::text from curation_actions`);
    expect(kept?.undo).not.toContain('Murahtin');
    expect(await changesOf(murahtin)).toEqual(['CREATED', 'WITHDRAWN']);
    expect(await refusal(suppress(murahtin))).toMatchObject({ code: 'CONFLICT' });
    expect(await refusal(merge(murakhtin, [murahtin]))).toMatchObject({ code: 'CONFLICT' });
  });

  it('does not recognise it in later articles', async () => {
    await suppress(murahtin);
    await tell(
      'https://paper.example/4',
      'Konstantin Murahtin met Anna Lind.',
      [{ name: 'Konstantin Murahtin' }, { name: 'Anna Lind' }],
      { speaker: 'Konstantin Murahtin' },
    );
    expect(await mentionsOf(murahtin)).toEqual([]);
    expect((await mentionsOf(idOfName('Anna Lind'))).length).toBe(2);
    expect(await discrepancies(database)).toEqual([]);
  });

  it('does not take a person who goes by one of its names for somebody new', async () => {
    await merge(murahtin, [murakhtin]);
    await addAlias(database, alias(murahtin, 'Kostya Murahtin'), editor);
    await suppress(murahtin);
    const names = [{ name: 'Kostya Murahtin' }, { name: 'Konstantin Murakhtin' }];
    await tell('https://paper.example/4', 'Kostya Murahtin and Konstantin Murakhtin spoke.', names);
    const [row] = await rows(
      database,
      sql`select count(*)::int as n from mentions m join articles a on a.id = m.article_id
          where a.url = 'https://paper.example/4'`,
    );
    expect(row).toEqual({ n: 0 });
  });

  it('brings back what the store can tell', async () => {
    const before = await everything(database);
    const { action } = await suppress(murahtin);
    await undo(action?.id);
    expect(await everything(database)).toEqual(before);
    expect(await changesOf(murahtin)).toEqual(['CREATED', 'WITHDRAWN', 'CREATED']);
  });

  it('brings back a merged entity so that the merge can still be undone exactly', async () => {
    const before = await everything(database);
    const merged = await merge(murahtin, [murakhtin]);
    const { action } = await suppress(murahtin);
    await undo(action?.id);
    await undo(merged.action?.id);
    const [mentions, ...rest] = (await everything(database)) as Record<string, unknown>[][];
    const [was = [], ...others] = before as Record<string, unknown>[][];
    // A role is the one thing forgotten.
    expect(mentions).toEqual(was.map((row) => (row.role === 'Captain' ? { ...row, role: null } : row)));
    expect(rest).toEqual(others);
  });

  it('does not bring back mentions of an article that was edited meanwhile', async () => {
    const { action } = await suppress(murahtin);
    await tell(at1, 'Nobody flew.', []);
    await undo(action?.id);
    expect((await mentionsOf(murahtin)).map((row) => row.url)).toEqual([at3]);
    expect(await discrepancies(database)).toEqual([]);
  });
});
