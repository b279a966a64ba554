import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { explainFailure } from '../../src/cli/failure.ts';
import { explainListening } from '../../src/cli/listening.ts';

describe('a failure in words', () => {
  it('is the sentence of an expected error, without a stack', () => {
    const error = new AppError('UNREACHABLE', 'No answer from x.');
    expect(explainFailure(error)).toEqual({ message: 'No answer from x.', exitCode: 1 });
  });

  it('ends with 2 for wrong settings and for a locked data directory, not for an outlet that exists', () => {
    expect(explainFailure(new AppError('BAD_INPUT', 'PORT is wrong.')).exitCode).toBe(2);
    expect(
      explainFailure(new AppError('CONFLICT', 'In use.', { data: { directory: '.kabar', pid: 1 } })).exitCode,
    ).toBe(2);
    expect(explainFailure(new AppError('CONFLICT', 'Configured already.')).exitCode).toBe(1);
  });

  it('finds the expected error behind one that wraps it', () => {
    const inner = new AppError('TIMEOUT', 'The database did not answer in time.');
    expect(explainFailure(new Error('Failed query: select 1', { cause: inner })).message).toBe(inner.message);
  });

  it('names the port that is in use', async () => {
    const [first, second] = [createServer(), createServer()];
    await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
    const { port } = first.address() as { port: number };
    const error = await new Promise<Error>((resolve) =>
      second.once('error', resolve).listen(port, '127.0.0.1'),
    );
    first.close();
    const settings = { HOST: '127.0.0.1', PORT: port, DEMO_PORT: 4040 };
    expect(explainFailure(explainListening(error, settings))).toEqual({
      message: `Port ${port} is in use by another program: set PORT to a free one.`,
      exitCode: 1,
    });
    const demo = explainListening(error, { ...settings, PORT: 4000, DEMO_PORT: port });
    expect(explainFailure(demo).message).toContain('DEMO_PORT');
  });

  it('says that HOST is no address of ours', async () => {
    const server = createServer();
    const error = await new Promise<Error>((resolve) => server.once('error', resolve).listen(0, '192.0.2.1'));
    const fault = explainListening(error, { HOST: '192.0.2.1', PORT: 0, DEMO_PORT: 0 });
    expect(explainFailure(fault)).toEqual({
      message: 'HOST is not an address of this machine: 192.0.2.1',
      exitCode: 2,
    });
  });

  it('says that the database cannot be reached, however deep the cause', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    const wrapped = new Error('Failed query', { cause: new AggregateError([refused]) });
    expect(explainFailure(wrapped).message).toContain('DATABASE_URL cannot be reached');
    const noRole = Object.assign(new Error('password authentication failed for user "x"'), { code: '28P01' });
    expect(explainFailure(new Error('Failed query', { cause: noRole })).message).toContain(
      'password authentication failed',
    );
  });

  it('comes with a stack only for a fault of ours', () => {
    const { message, exitCode } = explainFailure(new TypeError('x is undefined'));
    expect(message).toContain('fault of Kabar');
    expect(message).toContain('failure.test');
    expect(exitCode).toBe(1);
  });

  it('takes anything that can be thrown', () => {
    for (const thrown of ['text', null, undefined, 7, {}]) expect(explainFailure(thrown).exitCode).toBe(1);
  });
});
