import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { matchAll } from '../../src/deliver/deliver.ts';
import { matchOnce } from '../../src/deliver/match.ts';
import { writeBoards } from '../../src/run/boards.ts';
import { revokeApiKey } from '../../src/store/apiKeys.ts';
import { claimDueChannels, settleChannel } from '../../src/store/channels.ts';
import { type Database, openPostgres, rows } from '../../src/store/db.ts';
import { createSavedSearch } from '../../src/store/savedSearches.ts';
import { saveFindings, tidyDeliveries } from '../../src/store/webhookDeliveries.ts';
import {
  setWebhookActive,
  type WebhookRow,
  webhooksBehind,
  webhooksByIds,
} from '../../src/store/webhooks.ts';
import { withdrawArticle } from '../../src/store/withdraw.ts';
import { openTestDatabase, postgresUrl, truncate } from '../kit/database.ts';
import { addPaper, at, idOf, inStoryOf, save, storyIdOf } from '../store/articleKit.ts';
import { addKey, addWebhook, openDelivery, secret, type TestDelivery } from './kit.ts';

const now = at('2015-11-27T12:00:00Z');
const url = 'https://receiver.example/hook';
let database: Database & { url: string | null };
let deps: TestDelivery;
let keyId = 0;
let papers: number[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  keyId = await addKey(database, now);
  papers = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) papers.push(await addPaper(database, `${name}.example`));
  deps = openDelivery(database, now, { hosts: [] });
});

const urlOf = (n: number | string) => `https://paper.example/${n}`;
const add = (n: number | string, headline = `Number ${n}`, rest: object = {}) =>
  save(database, { sourceId: papers[0] ?? 0, url: urlOf(n), headline, ...rest });

interface Queued {
  event: string;
  state: string;
  // biome-ignore lint/suspicious/noExplicitAny: payloads are looked at freely in tests
  payload: any;
  error: string | null;
}

async function queued(webhook?: WebhookRow): Promise<Queued[]> {
  const found = await rows<Omit<Queued, 'payload'> & { payload: string }>(
    database,
    sql`select event, state, payload, last_error as error from webhook_deliveries
        where ${webhook ? sql`webhook_id = ${webhook.rowId}` : sql`true`} order by id`,
  );
  return found.map((row) => ({ ...row, payload: JSON.parse(row.payload) }));
}

const headlines = async (webhook?: WebhookRow) =>
  (await queued(webhook)).map(({ payload }) => payload.data.article?.headline);

const searchFor = async (query: string | null, filter: Record<string, unknown> | null = null) =>
  (await createSavedSearch(database, { keyId, name: 's', query, filter, createdAt: now }))?.id ?? '';

describe('what a webhook is told of articles', () => {
  it('is those that came after it was made, once, in the words and with the rights of the graph', async () => {
    await add(1);
    await addWebhook(database, { keyId, url, now });
    const text = `${'A long text. '.repeat(100)}Its end.`;
    await add(2, 'Ann <b>& Bob</b> 👋', { people: ['Ann Lee'], text });
    expect(await matchAll(deps)).toBe(1);
    expect(await matchAll(deps)).toBe(0);
    const [delivery] = await queued();
    expect(delivery).toMatchObject({
      event: 'ARTICLE_ADDED',
      state: 'PENDING',
      payload: {
        type: 'article.added',
        timestamp: expect.stringMatching(/^2015-11-24T06:00:00.000Z$/),
        data: {
          article: {
            id: idOf(urlOf(2)),
            url: urlOf(2),
            headline: 'Ann <b>& Bob</b> 👋',
            description: expect.stringMatching(/^A long text/),
            source: { domain: 'a.example' },
            story: { id: storyIdOf(urlOf(2)) },
            people: [{ name: 'Ann Lee' }],
            rights: { creditText: expect.any(String) },
          },
        },
      },
    });
    expect(JSON.stringify(delivery)).not.toContain('Its end.');
  });

  it('is what its saved search finds, with query and filter as `articles` takes them', async () => {
    const found = await addWebhook(database, {
      keyId,
      url,
      now,
      savedSearchId: await searchFor('kept -lost'),
    });
    const filter = { sourceDomains: ['b.example'], firstSeen: { last: 'P9999D' } };
    const filtered = await addWebhook(database, {
      ...{ keyId, url, now },
      savedSearchId: await searchFor(null, filter),
    });
    const ids = { ids: [idOf(urlOf(3)), 'art_0000000000000000'] };
    const named = await addWebhook(database, { keyId, url, now, savedSearchId: await searchFor(null, ids) });
    await add(1, 'Kept words');
    await add(2, 'Kept and lost words');
    await save(database, { sourceId: papers[1] ?? 0, url: urlOf(3), headline: 'Other words' });
    await matchAll(deps);
    expect(await headlines(found)).toEqual(['Kept words']);
    expect(await headlines(filtered)).toEqual(['Other words']);
    expect(await headlines(named)).toEqual(['Other words']);
  });

  it('costs as many statements for a hundred articles as for one', async () => {
    await addWebhook(database, { keyId, url, now });
    const cost = async () => {
      const before = database.statementCount();
      await matchAll(deps);
      return database.statementCount() - before;
    };
    await add('first');
    await cost();
    await add('one');
    const one = await cost();
    for (let n = 0; n < 100; n += 1) await add(n);
    expect(await cost()).toBe(one);
    expect(await queued()).toHaveLength(102);
  });

  it('costs no more for fifty webhooks that have nothing to be told than for one', async () => {
    const other = await addKey(database, now);
    const cost = async () => {
      await rows(
        database,
        sql`insert into changes (op, typename, node_id) values ('UPDATED', 'Article', 'art_x')`,
      );
      const before = database.statementCount();
      await matchAll(deps);
      return database.statementCount() - before;
    };
    await addWebhook(database, { keyId, url, now });
    await cost();
    const one = await cost();
    for (let n = 0; n < 50; n += 1) await addWebhook(database, { keyId: other, url, now });
    await cost();
    expect([one, await cost()]).toEqual([4, 4]);
  });

  it('is all of a long log, page by page', async () => {
    await addWebhook(database, { keyId, url, now });
    await rows(
      database,
      sql`insert into changes (op, typename, node_id) select 'UPDATED', 'Article', 'art_x' from generate_series(1, 1200)`,
    );
    await add(1);
    expect(await matchAll(deps)).toBe(1);
  });

  it('begins anew at the end of a log that was cut', async () => {
    const webhook = await addWebhook(database, { keyId, url, now });
    await rows(database, sql`update webhooks set change_cursor = 999999999`);
    await add(1);
    expect(await matchAll(deps)).toBe(0);
    await add(2);
    await matchAll(deps);
    expect(await headlines(webhook)).toEqual(['Number 2']);
  });

  it('is nothing while it is paused, and nothing of that time afterwards', async () => {
    const webhook = await addWebhook(database, { keyId, url, now });
    await setWebhookActive(database, { keyId, id: webhook.id }, false, now);
    await add(1);
    expect(await matchAll(deps)).toBe(0);
    await setWebhookActive(database, { keyId, id: webhook.id }, true, now);
    await add(2);
    await matchAll(deps);
    expect(await headlines()).toEqual(['Number 2']);
  });

  it('is nothing once its key was revoked', async () => {
    await addWebhook(database, { keyId, url, now });
    const [key] = await rows<{ id: string }>(database, sql`select public_id as id from api_keys`);
    await revokeApiKey(database, key?.id ?? '', now);
    await add(1);
    expect(await matchAll(deps)).toBe(0);
  });

  it('ends, with a reason, when its search is not understood', async () => {
    const webhook = await addWebhook(database, { keyId, url, now, savedSearchId: await searchFor('(open') });
    const other = await addWebhook(database, { keyId, url, now });
    await add(1);
    await matchAll(deps);
    const [after] = await webhooksByIds(database, [webhook.id], keyId);
    expect(after).toMatchObject({ active: false, inactiveReason: expect.stringContaining('saved search') });
    expect(await headlines(other)).toEqual(['Number 1']);
  });
});

it('a secret that cannot be stored is not repeated by the error', async () => {
  const thrown = await addWebhook(database, { keyId: 999_999, url, now }).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Error);
  expect(inspect(thrown, { depth: 10 })).not.toContain(secret);
});

describe('withdrawal', () => {
  const withdrawal = { cause: 'RETRACTED', note: null, requester: null, now } as const;

  it('is told with the id alone, and takes the words out of the queue and the log', async () => {
    const events = ['ARTICLE_ADDED', 'CONTENT_WITHDRAWN'] as const;
    const webhook = await addWebhook(database, { keyId, url, now, events: [...events] });
    const paused = await addWebhook(database, { keyId, url, now });
    await add(1, 'Secret words');
    await add(2, 'Words that stay, and "data":{"article":{"id":"art_x"');
    await matchAll(deps);
    await rows(
      database,
      sql`delete from webhook_deliveries where webhook_id = ${paused.rowId} and payload like '%stay%'`,
    );
    await setWebhookActive(database, { keyId, id: paused.id }, false, now);
    await withdrawArticle(database, { url: urlOf(1) }, withdrawal);
    await matchAll(deps);
    const article = { id: idOf(urlOf(1)) };
    const redacted = { event: 'ARTICLE_ADDED', state: 'FAILED', payload: { data: { article } } };
    expect(await queued(webhook)).toMatchObject([
      { ...redacted, error: expect.stringContaining('withdrawn') },
      { payload: { data: { article: { headline: expect.stringContaining('stay') } } } },
      { event: 'CONTENT_WITHDRAWN', payload: { type: 'content.withdrawn', data: { article } } },
    ]);
    expect(JSON.stringify(await queued(webhook))).not.toContain('Secret');
    expect(JSON.stringify(await queued(paused))).toContain('Secret');
    await tidyDeliveries(database, at('2015-10-01T00:00:00Z'));
    expect(await queued(paused)).toMatchObject([redacted]);
    expect(JSON.stringify(await queued())).not.toContain('Secret');
    await tidyDeliveries(database, at('2015-12-01T00:00:00Z'));
    expect(await queued()).toEqual([]);
  });
});

describe('boards', () => {
  const keep = { minuteDays: 2, hourDays: 400 };
  const board = () => writeBoards({ database, clock: () => deps.time.now, log: silentLog }, keep);
  /** An event that five outlets tell within the hour. */
  async function told(name: string, people: string[]) {
    const first = urlOf(`${name}-0`);
    for (const [i, sourceId] of papers.entries()) {
      const seenAt = new Date(deps.time.now.getTime() - (i + 1) * 60_000).toISOString();
      const about = { sourceId, url: urlOf(`${name}-${i}`), headline: `${name} happens`, people, seenAt };
      await save(database, about, inStoryOf(first));
    }
  }
  const later = (minutes: number) => {
    deps.time.now = new Date(deps.time.now.getTime() + minutes * 60_000);
  };

  it('tell who entered the ten of the day, once', async () => {
    await board();
    const webhook = await addWebhook(database, { keyId, url, now, events: ['TREND_ENTERED'] });
    await told('flood', ['Ann Lee']);
    later(1);
    await board();
    expect(await matchAll(deps)).toBe(1);
    expect(await queued(webhook)).toMatchObject([
      {
        event: 'TREND_ENTERED',
        payload: {
          type: 'trend.entered',
          data: {
            board: { window: 'DAY', runId: expect.stringMatching(/^run_/) },
            entry: {
              name: 'Ann Lee',
              trend: { rank: 1, sourceCount: 5 },
              topStory: { id: expect.any(String) },
            },
          },
        },
      },
    ]);
    later(1);
    await board();
    expect(await matchAll(deps)).toBe(0);
  });

  it('tell a story that breaks once, if the saved search finds one of its articles', async () => {
    const events = ['STORY_BREAKING'] as const;
    const all = await addWebhook(database, { keyId, url, now, events: [...events] });
    const found = await addWebhook(database, {
      ...{ keyId, url, now, events: [...events] },
      savedSearchId: await searchFor('person:"Ann Lee"'),
    });
    const none = await addWebhook(database, {
      ...{ keyId, url, now, events: [...events] },
      savedSearchId: await searchFor('earthquake'),
    });
    await told('flood', ['Ann Lee']);
    for (let i = 0; i < 3; i += 1) {
      later(1);
      await board();
      await matchAll(deps);
    }
    const story = { id: storyIdOf(urlOf('flood-0')), breakingScore: expect.any(Number), sourceCount: 5 };
    expect(await queued(all)).toMatchObject([{ payload: { type: 'story.breaking', data: { story } } }]);
    expect(await queued(found)).toHaveLength(1);
    expect(await queued(none)).toEqual([]);
  });
});

describe('sources', () => {
  it('are told when they begin to fail, and not again while they do', async () => {
    const webhook = await addWebhook(database, { keyId, url, now, events: ['SOURCE_FAILING'] });
    const [channel] = await claimDueChannels(database, {
      ...{ domain: 'a.example', claimedBefore: null, wires: null, busyHosts: [], limit: 1 },
      ...{ now, leaseUntil: new Date(now.getTime() + 60_000) },
    });
    const next = at('2015-11-27T13:00:00Z');
    const failure = {
      ok: false as const,
      status: 500,
      code: 'UNREACHABLE' as const,
      message: 'no',
      state: 'FAILING' as const,
    };
    await settleChannel(
      database,
      channel?.channelId ?? 0,
      { ...failure, parseFailures: 0, isGone: false },
      { now, next },
    );
    expect(await matchAll(deps)).toBe(1);
    expect(await queued(webhook)).toMatchObject([
      {
        payload: {
          type: 'source.failing',
          data: { source: { domain: 'a.example' }, previous: 'NEVER_FETCHED', current: 'FAILING' },
        },
      },
    ]);
  });
});

describe('exactly one row an event', () => {
  const twenty = async () => {
    for (let n = 0; n < 20; n += 1) await add(n);
  };

  it('where two loops race', async () => {
    await addWebhook(database, { keyId, url, now });
    const other = database.url === null ? database : openPostgres(database.url, { pool: 2, prepare: true });
    const rival = openDelivery(other, now, { hosts: [] });
    const race = async () => {
      for (let i = 0; i < 10; i += 1) await Promise.all([matchOnce(deps), matchOnce(rival)]);
    };
    await Promise.all([twenty(), race()]);
    await matchAll(deps);
    expect(new Set(await headlines()).size).toBe(20);
    expect(await queued()).toHaveLength(20);
    if (other !== database) await other.close();
  });

  it('where a process dies between finding and queueing, or queues what another did', async () => {
    await addWebhook(database, { keyId, url, now });
    await add(1);
    const [stale] = await webhooksBehind(database, now, 10);
    if (!stale) throw new Error('nothing is behind');
    expect(await queued()).toEqual([]);
    await matchAll(deps);
    const news = [{ publicId: 'msg_twice', event: 'ARTICLE_ADDED' as const, payload: '{}' }];
    const findings = { changeCursor: 1, runCursor: 0, news, withdrawn: [] };
    expect(await saveFindings(database, stale, findings, now)).toBe(false);
    expect(await headlines()).toEqual(['Number 1']);
  });

  it('where the transaction breaks half-way: cursor and rows stay together', async () => {
    await addWebhook(database, { keyId, url, now });
    await add(1);
    const [due] = await webhooksBehind(database, now, 10);
    if (!due) throw new Error('nothing is behind');
    const news = [{ publicId: 'msg_1', event: 'ARTICLE_ADDED' as const, payload: '{}' }];
    const broken = { changeCursor: Number.NaN, runCursor: 0, news, withdrawn: [] };
    await expect(saveFindings(database, due, broken, now)).rejects.toThrow();
    expect(await queued()).toEqual([]);
    expect(await matchAll(deps)).toBe(1);
  });
});

it.runIf(postgresUrl)('runs on PostgreSQL when asked to', () => {
  expect(database.engine).toBe('postgres');
});
