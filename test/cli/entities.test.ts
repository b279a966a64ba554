import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '../../src/cli/database.ts';
import { addPaper, idOf } from '../store/articleKit.ts';
import { idOfName, report } from '../store/curationKit.ts';
import { createProcess, runCommand } from './kit.ts';

let folder = '';
let env: Record<string, string> = {};

const paper = 'https://paper.example';
const murahtin = idOfName('Konstantin Murahtin');
const murakhtin = idOfName('Konstantin Murakhtin');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabar-entities-'));
  env = { KABAR_DATA_DIR: join(folder, 'data'), DEMO: 'off' };
  const config = await createProcess({ env }).io.readConfig();
  await withDatabase(config, async (database) => {
    const sourceId = await addPaper(database, 'paper.example');
    const tell = (path: string, headline: string, names: string[]) =>
      report(database, {
        ...{ sourceId, url: `${paper}${path}`, headline, text: `${names.join(' met ')}.` },
        names: names.map((name) => ({ name, role: name.startsWith('Konst') ? 'Captain' : undefined })),
      });
    await tell('/1', 'Jet falls', ['Konstantin Murahtin', 'Anna Lind', 'Bo Ek']);
    await tell('/2', 'Pilot found', ['Konstantin Murahtin', 'Anna Lind', 'Bo Ek']);
    await tell('/3', 'Pilot speaks', ['Konstantin Murakhtin', 'Anna Lind', 'Bo Ek']);
    await tell('/4', 'Another', ['Carl Falk', 'Karl Faldbakken']);
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const kabar = (...args: string[]) => runCommand(['entities', ...args], { env });
const actionIn = (out: string): string => /cur_[0-9a-z]{16}/.exec(out)?.[0] ?? '';

describe('kabar entities', () => {
  it('proposes a duplicate with reasons and samples, and leaves it out once told that they are two', async () => {
    const { exitCode, out } = await kabar('duplicates');
    expect(exitCode).toBe(0);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(
        new RegExp(`^1\\.00 {2}${murahtin} Konstantin Murahtin {2}= {2}${murakhtin} Konstantin Murakhtin$`),
      ),
      '      "konstantin murahtin" is like "konstantin murakhtin"; 2 entities are named beside both; both are called Captain',
      `      2 articles, such as "Pilot found" ${paper}/2`,
      `      1 articles, such as "Pilot speaks" ${paper}/3`,
      '',
    ]);
    await kabar('dismiss', murakhtin, murahtin, '--by', 'A. Editor');
    const json = await kabar('duplicates', '--kind', 'PERSON', '--json');
    expect(json).toMatchObject({ out: '', err: 'Nothing looks like a duplicate.\n' });
  });

  it('merges after a dry run, and undoes it twice without complaint', async () => {
    expect(await kabar('merge', murahtin, murakhtin, '--dry-run')).toEqual({
      exitCode: 0,
      out: 'Would merge: 1 mentions in 1 articles, 0 quotes.\n',
      err: '',
    });
    const merged = await kabar('merge', murahtin, murakhtin, '--by', 'A. Editor', '--reason', 'one man');
    expect(merged.out).toMatch(/^cur_\w+ Konstantin Murakhtin .* merged into Konstantin Murahtin /);
    const id = actionIn(merged.out);
    const first = await kabar('undo', id, '--by', 'B. Editor');
    expect(first.out).toContain('by B. Editor');
    expect(await kabar('undo', id, '--by', 'C. Editor')).toEqual(first);
  });

  it('splits, names and suppresses', async () => {
    const split = await kabar(
      'split',
      murahtin,
      '--new',
      'Konstantin Murahtin Jr',
      '--article',
      idOf(`${paper}/2`),
    );
    expect(split.out).toContain('1 articles about Konstantin Murahtin');
    expect((await kabar('undo', actionIn(split.out))).exitCode).toBe(0);
    const named = await kabar('alias', murahtin, 'The Captain', '--language', 'en');
    expect(named.out).toContain('also goes by The Captain');
    expect((await kabar('unalias', murahtin, 'The Captain')).out).toContain('does not go by The Captain');
    expect((await kabar('suppress', murahtin)).out).toContain('2 mentions in 2 articles');
    expect((await kabar('unsuppress', murahtin)).out).toContain('Undone cur_');
    expect(await kabar('unsuppress', murahtin)).toMatchObject({ exitCode: 1 });
  });

  it('keeps a log of it', async () => {
    const { out } = await kabar('log', murahtin);
    expect(out.split('\n')[0]).toMatch(/^AT +ACTION +KIND +BY +UNDONE +WHAT$/);
    expect(out).toMatch(/cur_\w+ +MERGE +A\. Editor +by B\. Editor at /);
  });

  it('says what is wrong', async () => {
    expect(await kabar('merge', murahtin, 'per_0000000000000000')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('no entity per_0000000000000000'),
    });
    expect((await kabar('split', murahtin, '--new', 'X Y')).exitCode).toBe(2);
    expect((await kabar('split', murahtin, '--since', '2015-01-01')).exitCode).toBe(2);
  });
});
