import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src/base/errors.ts';
import { filterLine, type RowFilter, readLines, runFilter } from '../../src/cli/ndjson.ts';
import { rowsOf } from './kit.ts';

const shout: RowFilter<{ id: string | number; word: string }> = {
  schema: z.object({ id: z.union([z.string(), z.number()]), word: z.string() }),
  apply: ({ word }) => {
    if (word === 'boom') throw new AppError('UNPARSABLE', 'This word cannot be read.');
    if (word === 'bug') throw new TypeError('x is not a function');
    return { word: word.toUpperCase() };
  },
};

async function* chunksOf(...chunks: (string | Uint8Array)[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function linesOf(chunks: (string | Uint8Array)[], longest?: number) {
  const lines: (string | null)[] = [];
  for await (const line of readLines(chunksOf(...chunks), longest)) lines.push(line);
  return lines;
}

describe('lines of a byte stream', () => {
  it('are the same however the bytes are cut', async () => {
    const text = Buffer.from('{"a":"é – 上"}\nzwei\n\ndrei');
    for (const size of [1, 2, 3, 7, 100]) {
      const cuts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.subarray(i * size, (i + 1) * size),
      );
      expect(await linesOf(cuts)).toEqual(['{"a":"é – 上"}', 'zwei', '', 'drei']);
    }
  });

  it('are skipped and told when they are too long, and the next line is whole', async () => {
    expect(await linesOf(['abcdef', 'ghi\nok\n', 'abcdefgh'], 6)).toEqual([null, 'ok', null]);
  });
});

describe('a filtered row', () => {
  it('carries the id it came with, text or number', () => {
    expect(filterLine(shout, '{"id":"a","word":"hi"}')).toEqual({ id: 'a', word: 'HI' });
    expect(filterLine(shout, '{"id":7,"word":"hi"}')).toEqual({ id: 7, word: 'HI' });
  });

  it('is an error with id null when the line is not JSON', () => {
    expect(filterLine(shout, '{oops')).toEqual({
      id: null,
      error: { code: 'BAD_INPUT', message: 'This line is not JSON.' },
    });
    expect(filterLine(shout, '[1,2]')).toMatchObject({ id: null, error: { code: 'BAD_INPUT' } });
    expect(filterLine(shout, 'null')).toMatchObject({ id: null, error: { code: 'BAD_INPUT' } });
  });

  it('is an error under its id when a field is missing, naming the field', () => {
    expect(filterLine(shout, '{"id":"a"}')).toMatchObject({
      id: 'a',
      error: { message: expect.stringContaining('word') },
    });
  });

  it('is an error with its code when the stage fails, whatever it throws', () => {
    expect(filterLine(shout, '{"id":1,"word":"boom"}')).toEqual({
      id: 1,
      error: { code: 'UNPARSABLE', message: 'This word cannot be read.' },
    });
    expect(filterLine(shout, '{"id":1,"word":"bug"}')).toMatchObject({ id: 1, error: { code: 'INTERNAL' } });
  });

  it('is TOO_LARGE for a line that was skipped', () => {
    expect(filterLine(shout, null)).toMatchObject({ id: null, error: { code: 'TOO_LARGE' } });
  });
});

describe('a filter', () => {
  it('gives one row for each row, in order, ignores blank lines and a byte order mark, and goes on after errors', async () => {
    const out = new PassThrough();
    const input =
      '\ufeff{"id":1,"word":"a"}\n\n  \r\nnot json\r\n{"id":2,"word":"boom"}\n{"id":3,"word":"c"}';
    await runFilter(shout, { stdin: chunksOf(input), stdout: out });
    expect(rowsOf(String(out.read()))).toMatchObject([
      { id: 1, word: 'A' },
      { id: null, error: { code: 'BAD_INPUT' } },
      { id: 2, error: { code: 'UNPARSABLE' } },
      { id: 3, word: 'C' },
    ]);
  });

  it('writes a row before the next one has come', async () => {
    const stdin = new PassThrough();
    const out = new PassThrough();
    const done = runFilter(shout, { stdin, stdout: out });
    stdin.write('{"id":1,"word":"a"}\n{"id":2,');
    await new Promise((resolve) => out.once('readable', resolve));
    expect(rowsOf(String(out.read()))).toEqual([{ id: 1, word: 'A' }]);
    stdin.end('"word":"b"}\n');
    await done;
    expect(rowsOf(String(out.read()))).toEqual([{ id: 2, word: 'B' }]);
  });

  it('reads no faster than its output is taken', async () => {
    let produced = 0;
    async function* endless() {
      for (;;) {
        produced += 1;
        yield Buffer.from(`{"id":${produced},"word":"${'x'.repeat(1000)}"}\n`);
      }
    }
    let release: () => void = () => {};
    let taken = 0;
    const slow = new Writable({
      highWaterMark: 4000,
      write(_chunk, _encoding, done) {
        taken += 1;
        if (taken < 10) return done();
        release = () => this.destroy();
      },
    });
    const done = runFilter(shout, { stdin: endless(), stdout: slow }).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(produced).toBeLessThan(20);
    release();
    await expect(
      Promise.race([done, new Promise((resolve) => setTimeout(resolve, 1000, 'waits'))]),
    ).resolves.not.toBe('waits');
  });

  it('takes a line of ten megabytes', async () => {
    const word = 'y'.repeat(10_000_000);
    const out = new PassThrough({ highWaterMark: 50_000_000 });
    await runFilter(shout, { stdin: chunksOf(`{"id":1,"word":"${word}"}\n`), stdout: out });
    expect(rowsOf(String(out.read()))[0]?.word).toHaveLength(10_000_000);
  });
});
