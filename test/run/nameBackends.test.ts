import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { silentLog } from '../../src/base/log.ts';
import { tokenize } from '../../src/enrich/tokens.ts';
import { createDisputeDesk } from '../../src/run/disputeDesk.ts';
import { type NameModel, withBackends } from '../../src/run/nameBackends.ts';
import type { ArticleJob } from '../../src/run/read.ts';
import { type Readers, readersHere } from '../../src/run/readers.ts';
import { jsonAnswer, openChat } from '../kit/chat.ts';

const chat = await openChat(() => jsonAnswer([]));
afterAll(() => chat.close());

const paragraphs = [
  'The ferry left on Tuesday. Senja Maple sank in calm water, the port office said in a statement, and nobody was hurt.',
  'Divers will look for Senja Maple on Thursday, when the wind is expected to ease, the office said.',
];
const html = `<html lang="en"><body><article><h1>Ferry sinks</h1>${paragraphs.map((p) => `<p>${p}</p>`).join('')}</article></body></html>`;
const url = 'https://a.example/1';
const job: ArticleJob = {
  entry: {
    ...{ guid: '1', url, headline: 'Ferry sinks', summary: null, contentHtml: null },
    publishedAt: new Date('2015-11-27T08:00:00Z'),
    ...{ modifiedAt: null, authors: [], keywords: [], image: null, language: 'en' },
    ...{ publisher: null, isWhole: false, isRetraction: false },
  },
  feedLanguage: null,
  page: { bytes: new TextEncoder().encode(html), contentType: 'text/html', url, headers: {} },
  outlet: {
    ...{ sourceId: 1, name: 'Aye', domain: 'a.example', country: 'GB', languages: ['en'] },
    ...{ selectors: null, learnt: [] },
  },
  rights: {
    policy: { exposure: 'SNIPPET', snippetMaxChars: 150, isLicensed: false },
    ...{ siteSignals: [], mayFetch: true },
  },
  userAgent: 'kabar',
  now: new Date('2015-11-27T09:00:00Z'),
};

const here = readersHere();
const namesFrom = async (readers: Readers, given = job): Promise<string[]> => {
  const { article } = await readers.readArticle(given);
  return article.facts.mentions.map(({ text, kind }) => `${text} ${kind}`);
};

/** A model that sees one name, with this confidence. */
function modelSeeing(name: string, confidence: number): NameModel {
  return {
    tag: async (text) => {
      const { tokens } = tokenize(text);
      const outside = new Float32Array(tokens.length).fill(1);
      const [first = '', ...rest] = name.split(' ');
      const names = [...tokens.entries()].flatMap(([from, token]) => {
        if (token.text !== first) return [];
        const to = from + rest.length + 1;
        outside.fill(1 - confidence, from, to);
        return [{ kind: 'ORGANIZATION' as const, from, to, confidence }];
      });
      return { names, outside };
    },
    close: async () => {},
  };
}

function deskAt(timeoutMs = 1000) {
  const endpoint = { url: chat.url, key: null, model: 'judge', timeoutMs };
  return createDisputeDesk(
    endpoint,
    { perArticle: 8, perDay: 100 },
    { clock: () => new Date(), log: silentLog },
  );
}

describe('readers with back-ends', () => {
  it('are the readers themselves without any', () => {
    expect(withBackends(here, { model: null, desk: null }, silentLog)).toBe(here);
  });

  it("take a model's names in place of the tagger's", async () => {
    const readers = withBackends(here, { model: modelSeeing('Senja Maple', 0.99), desk: null }, silentLog);
    expect(await namesFrom(readers)).toEqual(['Senja Maple ORGANIZATION', 'Senja Maple ORGANIZATION']);
  });

  it('read on without a model that fails, and log each way to fail once', async () => {
    const lines: string[] = [];
    const log = pino({}, { write: (line: string) => lines.push(line) });
    const tag = () => Promise.reject(new AppError('UNPARSABLE', 'The process of the entity model ended.'));
    const readers = withBackends(here, { model: { tag, close: async () => {} }, desk: null }, log);
    expect(await namesFrom(readers)).toEqual(await namesFrom(here));
    await namesFrom(readers);
    expect(lines).toHaveLength(1);
  });

  it('do not believe a model that read another text', async () => {
    const model = { tag: () => modelSeeing('Senja Maple', 0.99).tag('Senja Maple.'), close: async () => {} };
    expect(await namesFrom(withBackends(here, { model, desk: null }, silentLog))).toEqual(
      await namesFrom(here),
    );
  });

  it('put disputed names to an endpoint, and take its answer', async () => {
    chat.answering = ({ questions }) =>
      jsonAnswer(questions.map(({ id, candidates }) => ({ id, type: 'PERSON', name: candidates[0] })));
    const backends = { model: modelSeeing('Senja Maple', 0.6), desk: deskAt() };
    expect(await namesFrom(withBackends(here, backends, silentLog))).toEqual([
      'Senja Maple PERSON',
      'Senja Maple PERSON',
    ]);
    expect(chat.chats.at(-1)?.questions[0]?.candidates).toContain('Senja Maple');
  });

  it('leave names as they were when the endpoint is slow', async () => {
    chat.answering = () => undefined;
    const without = withBackends(here, { model: modelSeeing('Senja Maple', 0.6), desk: null }, silentLog);
    const slow = withBackends(here, { model: modelSeeing('Senja Maple', 0.6), desk: deskAt(100) }, silentLog);
    expect(await namesFrom(slow)).toEqual(await namesFrom(without));
  });

  it('tell nobody of an article that may not be mined', async () => {
    chat.chats.length = 0;
    const page = { ...job.page, headers: { 'tdm-reservation': '1' } } as ArticleJob['page'];
    const backends = { model: modelSeeing('Senja Maple', 0.6), desk: deskAt() };
    expect(await namesFrom(withBackends(here, backends, silentLog), { ...job, page })).toEqual([]);
    expect(chat.chats).toEqual([]);
  });
});
