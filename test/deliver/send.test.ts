import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendDue, startDelivery } from '../../src/deliver/deliver.ts';
import { type Database, openPostgres, rows } from '../../src/store/db.ts';
import {
  deliveriesOfWebhooks,
  type PlacedDelivery,
  replayDelivery,
  saveFindings,
} from '../../src/store/webhookDeliveries.ts';
import { claimDeliveries, settleDelivery } from '../../src/store/webhookQueue.ts';
import { setWebhookActive, type WebhookRow, webhooksByIds } from '../../src/store/webhooks.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, save } from '../store/articleKit.ts';
import {
  addKey,
  addWebhook,
  openDelivery,
  type Receiver,
  secret,
  startReceiver,
  type TestDelivery,
  token,
} from './kit.ts';

const start = new Date();
const hourMs = 3_600_000;
let database: Database & { url: string | null };
let receiver: Receiver;
let other: Receiver;
let deps: TestDelivery;
let keyId = 0;
let serial = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  [receiver, other] = [await startReceiver(), await startReceiver()];
});
afterAll(async () => {
  await Promise.all([receiver.close(), other.close()]);
  await database.close();
});
beforeEach(async () => {
  await truncate(database);
  keyId = await addKey(database, start);
  for (const one of [receiver, other]) {
    one.received.length = 0;
    one.reply = () => ({});
  }
  deps = openDelivery(database, start, {
    ...{ hosts: [receiver.host, other.host], telegramUrl: other.url, timeoutMs: 400 },
  });
});
afterEach(() => deps.close());

const article = { id: 'art_1', url: 'https://paper.example/1', headline: 'Words', source: { name: 'Paper' } };

/** Queues messages as the matcher does. */
async function queue({ rowId }: WebhookRow, n = 1, data: object = { article }): Promise<void> {
  const [row] = await rows<{ changeCursor: number; runCursor: number }>(
    database,
    sql`select change_cursor::int as "changeCursor", run_cursor::int as "runCursor" from webhooks where id = ${rowId}`,
  );
  const payload = JSON.stringify({ type: 'article.added', timestamp: start.toISOString(), data });
  const news = Array.from({ length: n }, () => {
    serial += 1;
    return { publicId: `msg_${serial}`, event: 'ARTICLE_ADDED' as const, payload };
  });
  const due = { rowId, changeCursor: 0, runCursor: 0, ...row };
  const findings = { changeCursor: due.changeCursor, runCursor: due.runCursor, news, withdrawn: [] };
  expect(await saveFindings(database, due, findings, deps.time.now)).toBe(true);
}

const hook = (rest: object = {}) =>
  addWebhook(database, { keyId, url: `${receiver.url}/hook`, now: start, ...rest });

async function log({ rowId }: WebhookRow): Promise<PlacedDelivery[]> {
  return deliveriesOfWebhooks(database, [rowId], null, {
    limit: 100,
    backwards: false,
    after: null,
    before: null,
  });
}

async function now({ id }: WebhookRow): Promise<WebhookRow> {
  const [found] = await webhooksByIds(database, [id], null);
  if (!found) throw new Error('it is gone');
  return found;
}

const later = (ms: number) => {
  deps.time.now = new Date(deps.time.now.getTime() + ms);
};

describe('a delivery', () => {
  it('is signed so that the reference library takes it, and refuses it changed', async () => {
    const webhook = await hook();
    await queue(webhook);
    expect(await sendDue(deps)).toBe(1);
    const [got] = receiver.received;
    if (!got) throw new Error('nothing came');
    const headers = got.headers as Record<string, string>;
    expect(new Webhook(secret).verify(got.body, headers)).toMatchObject({ type: 'article.added' });
    expect(() => new Webhook(secret).verify(`${got.body} `, headers)).toThrow();
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Kabar/test' });
    const [delivery] = await log(webhook);
    expect(delivery).toMatchObject({
      ...{ id: headers['webhook-id'], state: 'DELIVERED', attempts: 1, payload: got.body },
      ...{ lastStatus: 204, lastError: null, nextAttemptAt: null, deliveredAt: start },
    });
    expect(await now(webhook)).toMatchObject({ lastStatus: 204, failureCount: 0, lastDeliveryAt: start });
    expect(await sendDue(deps)).toBe(0);
  });

  it('is tried again with the same id and body after 500, later each time', async () => {
    const webhook = await hook();
    receiver.reply = (_request, n) => ({ status: n <= 2 ? 500 : 200, body: 'x'.repeat(5_000_000) });
    await queue(webhook);
    await sendDue(deps);
    const [first] = await log(webhook);
    expect(first).toMatchObject({ state: 'PENDING', attempts: 1, lastStatus: 500 });
    const pause = (first?.nextAttemptAt?.getTime() ?? 0) - deps.time.now.getTime();
    expect(pause).toBeGreaterThanOrEqual(5_000);
    expect(pause).toBeLessThanOrEqual(6_000);
    expect(await sendDue(deps)).toBe(0);
    later(6_000);
    await sendDue(deps);
    expect(await now(webhook)).toMatchObject({ failureCount: 2, lastStatus: 500 });
    later(6 * 60_000);
    await sendDue(deps);
    expect(await log(webhook)).toMatchObject([{ state: 'DELIVERED', attempts: 3, lastError: null }]);
    expect(await now(webhook)).toMatchObject({ failureCount: 0 });
    const sent = receiver.received.map(({ headers, body }) => [headers['webhook-id'], body]);
    expect(new Set(sent.map(String)).size).toBe(1);
    expect(sent).toHaveLength(3);
  });

  it('is given up after ten tries in a little over three days', async () => {
    const webhook = await hook();
    receiver.reply = () => ({ status: 503 });
    await queue(webhook);
    for (let n = 0; n < 20; n += 1) {
      await sendDue(deps);
      const [delivery] = await log(webhook);
      if (delivery?.nextAttemptAt) deps.time.now = delivery.nextAttemptAt;
    }
    expect(await log(webhook)).toMatchObject([{ state: 'FAILED', attempts: 10, lastStatus: 503 }]);
    expect(receiver.received).toHaveLength(10);
    const hours = (deps.time.now.getTime() - start.getTime()) / hourMs;
    expect(hours).toBeGreaterThan(75);
    expect(hours).toBeLessThan(92);
  });

  it('waits as long as Retry-After says, and so does what comes after it', async () => {
    const webhook = await hook();
    receiver.reply = (_request, n) => (n === 1 ? { status: 429, headers: { 'retry-after': '120' } } : {});
    await queue(webhook);
    await sendDue(deps);
    await queue(webhook);
    const [, first] = await log(webhook);
    expect(first?.nextAttemptAt?.getTime()).toBeGreaterThanOrEqual(deps.time.now.getTime() + 120_000);
  });

  it('ends its webhook with 410', async () => {
    const webhook = await hook();
    receiver.reply = () => ({ status: 410 });
    await queue(webhook, 3);
    await sendDue(deps);
    expect(await now(webhook)).toMatchObject({
      active: false,
      inactiveReason: expect.stringContaining('410'),
    });
    later(hourMs);
    expect(await sendDue(deps)).toBe(0);
  });

  it('follows no redirect, least of all into our own network', async () => {
    const webhook = await hook();
    receiver.reply = () => ({ status: 302, headers: { location: `${other.url}/inside` } });
    await queue(webhook);
    await sendDue(deps);
    expect(await log(webhook)).toMatchObject([
      { state: 'PENDING', lastStatus: 302, lastError: expect.stringContaining('redirects are not followed') },
    ]);
    expect(other.received).toEqual([]);
  });

  it('goes to no private address that nobody allowed', async () => {
    const closed = openDelivery(database, start, { hosts: [] });
    const webhook = await hook();
    await queue(webhook);
    await sendDue(closed);
    expect(await log(webhook)).toMatchObject([
      { state: 'PENDING', lastStatus: null, lastError: expect.stringContaining('private network') },
    ]);
    expect(receiver.received).toEqual([]);
    await closed.close();
  });

  it('does not wait for receivers that hang, nor for more than four of them at a time', async () => {
    const slow = await hook();
    const quick = await hook({ url: `${other.url}/quick` });
    receiver.reply = () => ({ hangs: true });
    await queue(slow, 6);
    await queue(quick, 6);
    const busy = new Map<string, number>();
    const claimed = await claimDeliveries(database, { now: deps.time.now, limit: 32, busy });
    expect(claimed.filter(({ lane }) => lane === receiver.host)).toHaveLength(4);
    expect(claimed.filter(({ lane }) => lane === other.host)).toHaveLength(4);
    later(2 * 60_000);
    await sendDue(deps);
    expect(await log(quick)).toSatisfy((all: PlacedDelivery[]) =>
      all.every(({ state }) => state === 'DELIVERED'),
    );
    for (const { lastError } of await log(slow)) expect(lastError).toContain('in time');
  });

  it('is made again by somebody else when who took it died, and what that one says later is not heard', async () => {
    const webhook = await hook();
    await queue(webhook);
    const take = () => claimDeliveries(database, { now: deps.time.now, limit: 1, busy: new Map() });
    const [dead] = await take();
    if (!dead) throw new Error('nothing was due');
    expect(await take()).toEqual([]);
    later(61_000);
    await sendDue(deps);
    const failure = { state: 'FAILED', status: 500, error: 'late', turnOff: null } as const;
    await settleDelivery(
      database,
      dead,
      { ...failure, nextAttemptAt: null, pauseUntil: null },
      deps.time.now,
    );
    expect(await log(webhook)).toMatchObject([{ state: 'DELIVERED', attempts: 2 }]);
    expect(await now(webhook)).toMatchObject({ failureCount: 0 });
  });

  it('is sent once by loops that race', async () => {
    const webhook = await hook();
    await queue(webhook, 40);
    const pool = database.url === null ? database : openPostgres(database.url, { pool: 2, prepare: true });
    const rival = openDelivery(pool, start, { hosts: [receiver.host] });
    await Promise.all([sendDue(deps), sendDue(rival)]);
    await sendDue(deps);
    expect(receiver.received).toHaveLength(40);
    await rival.close();
    if (pool !== database) await pool.close();
  });

  it('can be sent again', async () => {
    const webhook = await hook();
    await queue(webhook);
    await sendDue(deps);
    const [delivered] = await log(webhook);
    const id = delivered?.id ?? '';
    expect(await replayDelivery(database, { keyId: keyId + 1, id }, start)).toBeNull();
    expect(await replayDelivery(database, { keyId, id }, start)).toMatchObject({
      state: 'PENDING',
      attempts: 0,
    });
    await sendDue(deps);
    const [one, two] = receiver.received;
    expect([two?.body, two?.headers['webhook-id']]).toEqual([one?.body, id]);
    await setWebhookActive(database, { keyId, id: webhook.id }, false, start);
    await expect(replayDelivery(database, { keyId, id }, start)).rejects.toThrow('resume it');
  });

  it('waits while its webhook is paused', async () => {
    const webhook = await hook();
    await queue(webhook);
    await setWebhookActive(database, { keyId, id: webhook.id }, false, start);
    expect(await sendDue(deps)).toBe(0);
    await setWebhookActive(database, { keyId, id: webhook.id }, true, start);
    expect(await sendDue(deps)).toBe(1);
  });
});

it('a webhook is turned off when nothing was taken for five days, and not before', async () => {
  const webhook = await hook();
  receiver.reply = () => ({ status: 500 });
  for (let day = 0; day < 5; day += 1) {
    await queue(webhook);
    await sendDue(deps);
    expect(await now(webhook)).toMatchObject({ active: true });
    later(24 * hourMs - 1_000);
  }
  later(6_000);
  await queue(webhook);
  await sendDue(deps);
  expect(await now(webhook)).toMatchObject({
    active: false,
    inactiveReason: expect.stringContaining('5 days'),
  });
});

it('the two loops together bring an article to its receiver, and stop', async () => {
  const webhook = await hook();
  deps.clock = () => new Date();
  const running = startDelivery(deps);
  const sourceId = await addPaper(database, 'paper.example');
  await save(database, { sourceId, url: 'https://paper.example/1', headline: 'News' });
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1);
  await running.stop();
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
    data: { article: { headline: 'News' } },
  });
  expect(await log(webhook)).toMatchObject([{ state: 'DELIVERED' }]);
});

describe('a chat', () => {
  const chat = () =>
    hook({ kind: 'TELEGRAM', chatId: '-100123', url: 'https://web.telegram.org/a/#-100123', secret: null });
  const ok = { status: 200, body: '{"ok":true,"result":{}}' };
  const told = () => other.received.map(({ body }) => JSON.parse(body));

  it('gets escaped HTML with a link to the publisher', async () => {
    const webhook = await chat();
    other.reply = () => ok;
    const rights = { creditText: 'Paper & Co' };
    await queue(webhook, 1, {
      article: { ...article, headline: '<Words> & "more"', description: 'Short.', rights },
    });
    await sendDue(deps);
    expect(other.received[0]?.path).toBe(`/bot${token}/sendMessage`);
    expect(told()).toEqual([
      {
        chat_id: '-100123',
        parse_mode: 'HTML',
        text: '<b>&lt;Words&gt; &amp; &quot;more&quot;</b>\n\nShort.\n\n<i>Paper &amp; Co</i>\n<a href="https://paper.example/1">Paper</a>',
      },
    ]);
    expect(await log(webhook)).toMatchObject([{ state: 'DELIVERED', lastStatus: 200 }]);
  });

  it('gets at most one message in three seconds', async () => {
    const webhook = await chat();
    other.reply = () => ok;
    await queue(webhook, 3);
    expect(await sendDue(deps)).toBe(1);
    later(2_900);
    expect(await sendDue(deps)).toBe(0);
    later(200);
    expect(await sendDue(deps)).toBe(1);
  });

  it('is left alone for as long as Telegram says', async () => {
    const webhook = await chat();
    other.reply = (_request, n) =>
      n === 1
        ? { status: 429, body: '{"ok":false,"description":"Too Many","parameters":{"retry_after":77}}' }
        : ok;
    await queue(webhook, 2);
    await sendDue(deps);
    later(76_000);
    expect(await sendDue(deps)).toBe(0);
    later(60_000);
    expect(await sendDue(deps)).toBe(1);
  });

  it.each([
    [403, 'Forbidden: bot was blocked by the user'],
    [400, 'Bad Request: chat not found'],
  ])('ends with %i %s', async (status, description) => {
    const webhook = await chat();
    other.reply = () => ({ status, body: JSON.stringify({ ok: false, description }) });
    await queue(webhook);
    await sendDue(deps);
    expect(await now(webhook)).toMatchObject({
      active: false,
      inactiveReason: expect.stringContaining(description),
    });
  });

  it('never learns the token, nor does the log', async () => {
    const webhook = await chat();
    const gone = await startReceiver();
    await gone.close();
    const down = openDelivery(database, start, { hosts: [gone.host], telegramUrl: gone.url });
    await queue(webhook);
    await sendDue(down);
    const [failed] = await log(webhook);
    expect(failed).toMatchObject({
      state: 'PENDING',
      lastStatus: null,
      lastError: expect.stringContaining('<token>'),
    });
    expect(
      JSON.stringify(await rows(database, sql`select * from webhook_deliveries, webhooks`)),
    ).not.toContain(token);
    await down.close();
  });

  it.each([
    '{"description":"a\\u0000b","parameters":{"retry_after":1e300}}',
    '{"description":{"a":1},"parameters":{"retry_after":-5}}',
    '{"parameters":5}',
    '"words"',
    'null',
    '',
  ])('is tried again whatever words come with a failure: %s', async (body) => {
    const webhook = await chat();
    other.reply = () => ({ status: 429, body });
    await queue(webhook);
    await sendDue(deps);
    const [delivery] = await log(webhook);
    expect(delivery).toMatchObject({ state: 'PENDING', lastStatus: 429 });
    expect(delivery?.nextAttemptAt?.getTime()).toBeLessThan(start.getTime() + 10_000);
  });

  it('says so when no bot is set up, and takes an answer that is no JSON', async () => {
    const webhook = await chat();
    const none = openDelivery(database, start, { hosts: [] });
    await queue(webhook);
    await sendDue(none);
    expect(await log(webhook)).toMatchObject([{ lastError: 'TELEGRAM_BOT_TOKEN is not set.' }]);
    other.reply = () => ({ status: 502, body: '<html>' });
    later(10_000);
    await sendDue(deps);
    expect(await log(webhook)).toMatchObject([{ lastError: 'Telegram answered 502: ' }]);
    await none.close();
  });
});
