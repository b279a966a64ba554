import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/cli/trends.ts';
import { rowsOf, runCommand } from './kit.ts';

interface Item {
  entity: string;
  rank: number;
  score: number;
  count: number;
  sources: number;
}
interface Board {
  at: string;
  window: string;
  items: Item[];
}

let serial = 0;
const event = (time: string, source: string, entities: string[], rest: object = {}) => ({
  at: `2015-11-27T${time}:00Z`,
  source,
  language: 'id',
  country: 'ID',
  articleId: `a${serial++}`,
  copyOf: null,
  entities,
  ...rest,
});

async function trends(events: unknown[], ...flags: string[]): Promise<Board[]> {
  const input = events.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');
  const { exitCode, out, err } = await runCommand(['trends', ...flags], { input });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return rowsOf(out) as unknown as Board[];
}

/** Articles of as many outlets on one name. */
const outlets = (time: string, entity: string, count: number, rest: object = {}) =>
  Array.from({ length: count }, (_, i) => event(time, `outlet-${i}`, [entity], rest));

describe('kabar trends', () => {
  it('writes a board for each hour, ranked, with what was counted', async () => {
    const boards = await trends([
      ...outlets('09:10', 'river', 3),
      ...outlets('10:20', 'mayor', 5),
      ...outlets('10:30', 'river', 3),
    ]);
    expect(boards.map(({ at, window }) => [at, window])).toEqual([
      ['2015-11-27T10:00:00.000Z', 'PT6H'],
      ['2015-11-27T11:00:00.000Z', 'PT6H'],
    ]);
    expect(boards[0]?.items).toMatchObject([{ entity: 'river', rank: 1, count: 3, sources: 3 }]);
    expect(boards[1]?.items).toMatchObject([
      { entity: 'mayor', rank: 1, count: 5, sources: 5 },
      { entity: 'river', rank: 2, count: 6, sources: 3 },
    ]);
  });

  it('puts an event on the hour into the hour that it begins', async () => {
    const boards = await trends([...outlets('09:30', 'river', 3), ...outlets('10:00', 'mayor', 3)]);
    expect(boards.map(({ items }) => items.map(({ entity }) => entity))).toEqual([
      ['river'],
      ['mayor', 'river'],
    ]);
  });

  it('never lists one outlet alone, nor one item and its copies', async () => {
    const flood = Array.from({ length: 30 }, () => event('09:10', 'outlet-1', ['series']));
    const item = event('09:10', 'wire', ['echo']);
    const copies = outlets('09:20', 'echo', 2, { copyOf: item.articleId });
    const [board] = await trends([...flood, item, ...copies, ...outlets('09:30', 'news', 3)]);
    const score = (name: string) => board?.items.find(({ entity }) => entity === name)?.score ?? 0;
    expect(score('series')).toBe(0);
    expect(score('echo')).toBeLessThan(score('news') / 4);
  });

  it('counts an article once for each name, however often it is told', async () => {
    const once = outlets('09:10', 'river', 3);
    const [board] = await trends([...once, ...once, { ...once[0], entities: ['river', 'river'] }]);
    expect(board?.items).toMatchObject([{ entity: 'river', count: 3 }]);
  });

  it('shows the place of whole hours that lie between quiet ones once, empty', async () => {
    const boards = await trends(
      [...outlets('02:10', 'river', 3), ...outlets('20:10', 'river', 3)],
      '--window',
      'PT2H',
    );
    expect(boards.map(({ at, items }) => [at.slice(11, 13), items.length])).toEqual([
      ['03', 1],
      ['04', 1],
      ['05', 0],
      ['21', 1],
    ]);
  });

  it('does not write forty years of empty boards for one wrong date', async () => {
    const old = event('09:10', 'outlet-1', ['river'], { at: '1975-01-01T00:00:00Z' });
    const boards = await trends([old, ...outlets('09:10', 'river', 3)]);
    expect(boards.length).toBeLessThan(12);
    expect(boards.at(-1)?.items).toMatchObject([{ entity: 'river', count: 3 }]);
  });

  it('takes events that come late into the boards that follow', async () => {
    const [first, second] = await trends([
      ...outlets('10:10', 'mayor', 3),
      ...outlets('11:05', 'mayor', 1),
      ...outlets('10:50', 'river', 3),
    ]);
    expect(first?.items.map(({ entity }) => entity)).toEqual(['mayor']);
    expect(second?.items.map(({ entity }) => entity).sort()).toEqual(['mayor', 'river']);
  });

  it('narrows to a language and a country, and to a floor and a number of rows', async () => {
    const events = [
      ...outlets('09:10', 'sungai', 3),
      ...outlets('09:10', 'river', 4, { language: 'en', country: 'GB' }),
      ...outlets('09:10', 'mayor', 5, { language: 'en-AU', country: 'au' }),
    ];
    const names = async (...flags: string[]) =>
      (await trends(events, ...flags))[0]?.items.map(({ entity }) => entity);
    expect(await names()).toEqual(['mayor', 'river', 'sungai']);
    expect(await names('--language', 'en')).toEqual(['mayor', 'river']);
    expect(await names('--country', 'AU')).toEqual(['mayor']);
    expect(await names('--limit', '1')).toEqual(['mayor']);
    expect(await names('--floor', '1000')).toEqual([]);
    expect(await names('--algorithm', 'COUNT')).toEqual(['mayor', 'river', 'sungai']);
  });

  it('writes a board every quarter of an hour when asked to', async () => {
    const boards = await trends(
      [...outlets('09:10', 'river', 3), ...outlets('09:40', 'river', 2)],
      '--every',
      'PT15M',
    );
    expect(boards.map(({ at, items }) => [at.slice(11, 16), items[0]?.count])).toEqual([
      ['09:15', 3],
      ['09:30', 3],
      ['09:45', 5],
    ]);
  });

  it('goes on after a line that is no event', async () => {
    const rows = await trends(['{', '{"at":"soon"}', ...outlets('09:10', 'river', 3)]);
    expect(rows.map((row) => ('error' in row ? 'error' : row.items.length))).toEqual(['error', 'error', 1]);
  });

  it('says nothing about nothing', async () => {
    expect(await trends([])).toEqual([]);
  });

  it.each([
    ['--window', 'PT90M'],
    ['--window', 'P31D'],
    ['--every', 'PT0S'],
    ['--every', 'P1M'],
    ['--every', 'hourly'],
    ['--limit', '0'],
    ['--algorithm', 'MAGIC'],
  ])('refuses %s %s', async (flag, value) => {
    const { exitCode, out, err } = await runCommand(['trends', flag, value]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(flag.slice(2) === 'limit' || flag === '--algorithm' ? value : err.trim());
    expect(err).not.toBe('');
  });
});

describe('a duration', () => {
  it('is read as ISO 8601 writes it', () => {
    expect(parseDuration('PT1H')).toBe(3_600_000);
    expect(parseDuration('P1DT12H30M5S')).toBe(131_405_000);
    expect(parseDuration('P2W')).toBe(1_209_600_000);
  });

  it.each(['', 'P', 'PT', 'P1DT', '1H', 'PT1.5H', 'P1M', 'P1Y', '-PT1H'])('is not %j', (text) => {
    expect(() => parseDuration(text)).toThrow('is no duration');
  });
});
