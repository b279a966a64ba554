import { pino } from 'pino';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dispute } from '../../src/enrich/disputed.ts';
import { createDisputeDesk, type DeskLimits } from '../../src/run/disputeDesk.ts';
import { type Answering, jsonAnswer, openChat } from '../kit/chat.ts';

const places: Answering = ({ questions }) =>
  jsonAnswer(questions.map(({ id, candidates }) => ({ id, type: 'PLACE', name: candidates[0] })));
const chat = await openChat(places);
afterAll(() => chat.close());
beforeEach(() => {
  chat.answering = places;
  chat.chats.length = 0;
});

const dispute = (name: string): Dispute => ({
  candidates: [name],
  context: `They met in ${name}.`,
  occurrences: [{ from: 3, to: 4, readings: [{ from: 3, to: 4 }] }],
});
const named = (...names: string[]) => names.map(dispute);

/** A desk with a clock that the test sets and a log that it reads. */
function openDesk(limits: Partial<DeskLimits> = {}, timeoutMs = 1000) {
  const clock = { now: new Date('2015-11-27T08:00:00Z') };
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
  const endpoint = { url: chat.url, key: 'hidden', model: 'judge', timeoutMs };
  const desk = createDisputeDesk(
    endpoint,
    { perArticle: 3, perDay: 100, ...limits },
    { clock: () => clock.now, log },
  );
  return { ...desk, desk, clock, lines };
}

const askedOf = () => chat.chats.map(({ questions }) => questions.map(({ candidates }) => candidates[0]));

describe('a desk for disputed names', () => {
  it('asks once for an article, and for no more than it may', async () => {
    const { desk } = openDesk();
    const settled = await desk.settle('en', named('A', 'B', 'C', 'D'));
    expect(askedOf()).toEqual([['A', 'B', 'C']]);
    expect(settled.map(({ dispute: of, name }) => [of.candidates[0], name])).toEqual(
      ['A', 'B', 'C'].map((name) => [name, { candidate: name, kind: 'PLACE' }]),
    );
    expect(desk.counts).toMatchObject({ asked: 3, answered: 3, failed: 0 });
  });

  it('asks the same question once, whatever article it is in', async () => {
    const { desk } = openDesk();
    await desk.settle('en', named('A', 'B'));
    expect(await desk.settle('en', named('B', 'C'))).toHaveLength(2);
    expect(await desk.settle('en', named('A'))).toHaveLength(1);
    expect(askedOf()).toEqual([['A', 'B'], ['C']]);
    expect(desk.counts.remembered).toBe(2);
    await desk.settle('id', named('A'));
    expect(askedOf().at(-1)).toEqual(['A']);
  });

  it('asks no more in a day than it may, and goes on the next day', async () => {
    const { desk, clock } = openDesk({ perDay: 4 });
    await desk.settle('en', named('A', 'B', 'C'));
    expect(await desk.settle('en', named('D', 'E'))).toHaveLength(1);
    expect(await desk.settle('en', named('F'))).toEqual([]);
    clock.now = new Date('2015-11-28T00:00:01Z');
    expect(await desk.settle('en', named('F'))).toHaveLength(1);
    expect(askedOf()).toEqual([['A', 'B', 'C'], ['D'], ['F']]);
  });

  it('leaves what was not answered as it is, and asks about it again', async () => {
    const { desk } = openDesk();
    chat.answering = () =>
      jsonAnswer([
        { id: 2, type: 'NONE' },
        { id: 9, type: 'NONE' },
      ]);
    const settled = await desk.settle('en', named('A', 'B'));
    expect(settled.map(({ dispute: of, name }) => [of.candidates[0], name])).toEqual([['B', null]]);
    expect(desk.counts).toMatchObject({ asked: 2, answered: 1, unusable: 2 });
    await desk.settle('en', named('A', 'B'));
    expect(askedOf().at(-1)).toEqual(['A']);
  });

  it('gives no answers when the endpoint fails, counts it, and logs each way to fail once', async () => {
    const { desk, lines } = openDesk();
    for (const answering of [() => 'no', () => 'never'] as Answering[]) {
      chat.answering = answering;
      expect(await desk.settle('en', named('A'))).toEqual([]);
    }
    expect(desk.counts).toMatchObject({ asked: 2, answered: 0, failed: 2 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('UNPARSABLE');
    expect(lines.join()).not.toContain('hidden');
  });

  it('leaves an endpoint alone for ten minutes after three failures in a row', async () => {
    const { desk, clock } = openDesk();
    chat.answering = (_, response) => void response.writeHead(503).end();
    for (let i = 0; i < 5; i += 1) await desk.settle('en', named(`A${i}`));
    expect(chat.chats).toHaveLength(3);
    chat.answering = places;
    expect(await desk.settle('en', named('A'))).toEqual([]);
    clock.now = new Date(clock.now.getTime() + 601_000);
    expect(await desk.settle('en', named('A'))).toHaveLength(1);
  });

  it('asks about two articles at a time', async () => {
    const { desk } = openDesk();
    let [now, most] = [0, 0];
    chat.answering = (asked, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        response.end(JSON.stringify({ choices: [{ message: { content: places(asked, response) } }] }));
      }, 30);
      return undefined;
    };
    const settled = await Promise.all('ABCDEF'.split('').map((name) => desk.settle('en', named(name))));
    expect(settled.flat()).toHaveLength(6);
    expect(most).toBe(2);
  });
});
