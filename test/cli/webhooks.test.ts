import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/base/config.ts';
import { withDatabase } from '../../src/cli/database.ts';
import { changes } from '../../src/store/tables.ts';
import { saveFindings } from '../../src/store/webhookDeliveries.ts';
import { claimDeliveries, settleDelivery } from '../../src/store/webhookQueue.ts';
import { webhooksBehind } from '../../src/store/webhooks.ts';
import { addKey, addWebhook, secret } from '../deliver/kit.ts';
import { rowsOf, runCommand } from './kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'kabar-webhooks-'));
afterAll(() => rmSync(folder, { recursive: true }));
const env = { KABAR_DATA_DIR: folder };
const webhooks = (...args: string[]) => runCommand(['webhooks', ...args], { env });
let id = '';

beforeAll(async () => {
  const now = new Date();
  await withDatabase(readConfig(env), async (database) => {
    const keyId = await addKey(database, now);
    const made = await addWebhook(database, { keyId, now, url: 'https://receiver.example/hook' });
    await database.db
      .insert(changes)
      .values({ op: 'UPDATED', typename: 'Article', nodeId: 'art_x', at: now });
    const [due] = await webhooksBehind(database, now, 1);
    if (!due) throw new Error('the log did not grow');
    const news = [
      { publicId: 'msg_1', event: 'ARTICLE_ADDED' as const, payload: '{"type":"article.added"}' },
    ];
    const { changeCursor, runCursor } = due;
    await saveFindings(database, due, { changeCursor, runCursor, news, withdrawn: [] }, now);
    const [claimed] = await claimDeliveries(database, { now, limit: 1, busy: new Map() });
    if (!claimed) throw new Error('nothing is due');
    const attempt = {
      status: 500,
      error: 'two\nlines',
      nextAttemptAt: null,
      pauseUntil: null,
      turnOff: null,
    };
    await settleDelivery(database, claimed, { ...attempt, state: 'FAILED' }, now);
    id = made.id;
  });
});

describe('kabar webhooks', () => {
  it('lists them without their secrets', async () => {
    const { exitCode, out } = await webhooks('list');
    expect([exitCode, out]).toEqual([
      0,
      expect.stringMatching(new RegExp(`${id} +\\w+ +HTTP +ACTIVE +500 +1 .*hook`)),
    ]);
    const json = (await webhooks('list', '--json')).out;
    expect(rowsOf(json)).toMatchObject([{ id, active: true, lastStatus: 500 }]);
    expect(out + json).not.toContain(secret);
  });

  it('shows what was sent, and sends it again', async () => {
    const { out } = await webhooks('deliveries', id);
    expect(out).toMatch(/msg_1 +ARTICLE_ADDED +FAILED +1 +500 .* two lines/);
    expect((await webhooks('deliveries', id, '--state', 'delivered')).out).toBe('');
    expect(await webhooks('replay', 'msg_1')).toMatchObject({ exitCode: 0 });
    const pending = (await webhooks('deliveries', id, '--state', 'PENDING', '--json')).out;
    expect(rowsOf(pending)).toMatchObject([
      { id: 'msg_1', attempts: 0, payload: '{"type":"article.added"}' },
    ]);
  });

  it('pauses one and turns it on again', async () => {
    expect(await webhooks('pause', id)).toMatchObject({ exitCode: 0 });
    expect((await webhooks('list')).out).toContain('PAUSED');
    expect(await webhooks('replay', 'msg_1')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('resume it'),
    });
    expect(await webhooks('resume', id)).toMatchObject({ exitCode: 0 });
    expect((await webhooks('list')).out).toContain('ACTIVE');
  });

  it('says what is not there, and what is no state', async () => {
    for (const args of [
      ['pause', 'x'],
      ['resume', 'x'],
      ['deliveries', 'x'],
      ['replay', 'x'],
    ]) {
      expect(await webhooks(...args)).toMatchObject({ exitCode: 1, out: '' });
    }
    expect(await webhooks('deliveries', id, '--state', 'odd')).toMatchObject({ exitCode: 2, out: '' });
  });
});
