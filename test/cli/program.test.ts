import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printGraph } from '../../src/cli/schema.ts';
import { runSchema, runSchemaAgainst } from '../../src/cli/schemaCommand.ts';
import { createProcess, runCommand } from './kit.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabar-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it('prints its help with the exit codes on stdout', async () => {
    const { exitCode, out, err } = await runCommand(['--help']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/Exit codes:\s+0 +done\s+1 +something failed/);
    for (const command of [
      'start',
      'serve',
      'work',
      'sources',
      'ingest',
      'migrate',
      'schema',
      'demo',
      'feed',
      'extract',
      'enrich',
      'cluster',
    ]) {
      expect(out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    }
    expect((await runCommand(['sources', 'add', '--help'])).out).toContain('Exit codes:');
  });

  it('prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await runCommand(['--version'])).toEqual({ exitCode: 0, out: `${version}\n`, err: '' });
  });

  it('ends with 2 and a word on stderr for wrong usage', async () => {
    const wrong = [
      [],
      ['nonsense'],
      ['sources'],
      ['sources', 'add'],
      ['sources', 'add', 'https://koran.test', '--country', 'Indonesia'],
      ['sources', 'add', 'https://koran.test', '--kind', 'PAPER'],
      ['schema', '--write', '--check'],
      ['demo', '--port', '70000'],
      ['ingest', '--nonsense'],
    ];
    for (const args of wrong) {
      const { exitCode, out, err } = await runCommand(args);
      expect({ args, exitCode, out }).toEqual({ args, exitCode: 2, out: '' });
      expect(err).not.toBe('');
    }
  });

  it('ends with 2 and names every wrong setting, without a stack', async () => {
    const { exitCode, err } = await runCommand(['serve'], { env: { PORT: 'x', POLL_SECONDS: '1' } });
    expect(exitCode).toBe(2);
    expect(err).toMatch(/PORT.*\n.*POLL_SECONDS/);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('filters whatever the settings are', async () => {
    const { exitCode } = await runCommand(['extract'], { env: { PORT: 'x' }, input: '' });
    expect(exitCode).toBe(0);
  });

  it('says in one sentence that the database cannot be reached', async () => {
    const { exitCode, err } = await runCommand(['migrate'], {
      env: { DATABASE_URL: 'postgres://127.0.0.1:1/kabar' },
    });
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: 'kabar: The database of DATABASE_URL cannot be reached (ECONNREFUSED).\n',
    });
  });
});

describe('kabar schema', () => {
  it('prints the graph', async () => {
    const { exitCode, out } = await runCommand(['schema']);
    expect(exitCode).toBe(0);
    expect(out.trimEnd()).toBe(printGraph().trimEnd());
    expect(out).toContain('type Query');
  });

  it('writes a file that its check accepts, and shows what differs once the file is changed', async () => {
    const path = join(folder, 'schema.graphql');
    const { io, out } = createProcess();
    expect(await runSchema(io, { mode: 'write', path })).toBe(0);
    expect(await runSchema(io, { mode: 'check', path })).toBe(0);
    expect(out()).toBe('');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(
      path,
      readFileSync(path, 'utf8').replace(/^type Query \{$/m, 'type Query {\n  oldField: String\n'),
    );
    expect(await runSchema(io, { mode: 'check', path })).toBe(1);
    expect(out()).toContain('-   oldField: String');
  });

  it('says how to make the file when it is not there', async () => {
    const { io } = createProcess();
    await expect(runSchema(io, { mode: 'check', path: join(folder, 'none') })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('lists what clients of an earlier schema would stumble over, save what was accepted', async () => {
    const { writeFile } = await import('node:fs/promises');
    const path = join(folder, 'released.graphql');
    await writeFile(path, printGraph().replace(/^type Query \{$/m, 'type Query {\n  oldField: String\n'));
    const first = createProcess();
    expect(await runSchemaAgainst(first.io, path)).toBe(1);
    expect(first.out()).toBe('FIELD_REMOVED: Query.oldField was removed.\n');
    const accepted = 'FIELD_REMOVED: Query.oldField was removed. # nobody asked it\n';
    await writeFile(join(folder, 'released-breaks.txt'), accepted);
    const second = createProcess();
    expect(await runSchemaAgainst(second.io, path)).toBe(0);
    expect(second.out()).toBe('');
  });

  it('says that a released schema is none', async () => {
    const { writeFile } = await import('node:fs/promises');
    const path = join(folder, 'broken.graphql');
    await writeFile(path, 'type {');
    const { io } = createProcess();
    await expect(runSchemaAgainst(io, path)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(runSchemaAgainst(io, join(folder, 'absent'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
