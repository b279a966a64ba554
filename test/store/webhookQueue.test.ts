import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiKey } from '../../src/store/apiKeys.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { claimDeliveries, settleDelivery } from '../../src/store/webhookQueue.ts';
import { createWebhook, setWebhookActive } from '../../src/store/webhooks.ts';
import { openTestDatabase } from '../kit/database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const dayMs = 86_400_000;
const start = new Date('2026-03-01T10:00:00Z');
const day = (n: number) => new Date(start.getTime() + n * dayMs);

it('turns no webhook off for one failure long after another: its receiver gets as many tries as a message', async () => {
  const { key } = await createApiKey(database, { name: 'desk', scopes: [], expiresAt: null, now: start });
  const receiver = { kind: 'HTTP' as const, url: 'https://desk.example/in', chatId: null, secret: null };
  const asked = { keyId: key.id, savedSearchId: null, events: [], now: start, ...receiver };
  const webhook = await createWebhook(database, asked);
  const { rowId = 0, id = '' } = webhook ?? {};
  const queue = (name: string, at: Date) =>
    rows(
      database,
      sql`insert into webhook_deliveries (public_id, webhook_id, event, payload, created_at, next_attempt_at)
        values (${name}, ${rowId}, 'ARTICLE_ADDED', '{}', ${at.toISOString()}, ${at.toISOString()})`,
    );
  const fail = async (now: Date, isLast: boolean) => {
    const [claimed] = await claimDeliveries(database, { now, limit: 1, busy: new Map() });
    if (!claimed) throw new Error('nothing is due');
    const state = isLast ? ('FAILED' as const) : ('PENDING' as const);
    const nextAttemptAt = isLast ? null : now;
    const outcome = { status: 503, error: 'down', pauseUntil: null, turnOff: null, state, nextAttemptAt };
    return settleDelivery(database, claimed, outcome, now);
  };
  await queue('msg_old', day(0));
  expect(await fail(day(0), true)).toBeNull();
  // Resumed as new, and a rare message later.
  await setWebhookActive(database, { keyId: key.id, id }, false, day(1));
  await setWebhookActive(database, { keyId: key.id, id }, true, day(1));
  await queue('msg_new', day(20));
  const reasons = [];
  for (let failure = 1; failure <= 10; failure += 1) reasons.push(await fail(day(20 + failure / 3), false));
  expect(reasons.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => null));
  expect(reasons[9]).toContain('5 days');
});
