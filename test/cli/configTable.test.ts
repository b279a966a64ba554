import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../src/base/config.ts';
import { envExample, settingRows, settingsTable } from '../../src/cli/configTable.ts';
import { runCommand } from './kit.ts';

describe('the table of settings', () => {
  it('has a row with a meaning for every setting', () => {
    const rows = settingRows();
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(configSchema.shape));
    for (const { meaning } of rows) expect(meaning).not.toBe('');
  });

  it('prints defaults as they would be written in the environment', () => {
    const defaults = new Map(settingRows().map((row) => [row.name, row.default]));
    expect(defaults.get('PORT')).toBe('4000');
    expect(defaults.get('PLAYGROUND')).toBe('true');
    expect(defaults.get('DATABASE_URL')).toBeNull();
    expect(defaults.get('FETCH_ALLOW_HOSTS')).toBe('');
  });

  it('is what `settings` prints', async () => {
    expect(await runCommand(['settings'])).toEqual({ exitCode: 0, out: `${settingsTable()}\n`, err: '' });
  });

  it('stands in the README where the README marks a place for it', () => {
    if (!existsSync('README.md')) return;
    const marked = /<!-- settings -->\n([\s\S]*?)\n<!-- \/settings -->/.exec(
      readFileSync('README.md', 'utf8'),
    );
    if (marked) expect(marked[1]?.trim()).toBe(settingsTable());
  });
});

describe('.env.example', () => {
  it('is what the schema gives: npm run -s kabar -- settings --env > .env.example', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
  });

  it('gives the defaults back when every line is uncommented', () => {
    const lines = envExample().match(/^# ([A-Z_]+)=(.*)$/gm) ?? [];
    const given = lines.map((line) => line.slice(2).split(/=(.*)/s).slice(0, 2) as [string, string]);
    const env = Object.fromEntries(given.map(([name, value]) => [name, value.replace(/^"(.*)"$/, '$1')]));
    const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
    expect(configSchema.parse(filled)).toEqual(configSchema.parse({}));
  });
});
