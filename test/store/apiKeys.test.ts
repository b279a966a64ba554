import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeApiKey, readApiKey } from '../../src/base/apiKey.ts';
import { createApiKey, findApiKey, listApiKeys, revokeApiKey, touchApiKey } from '../../src/store/apiKeys.ts';
import type { Database } from '../../src/store/db.ts';
import { apiKeys } from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';

const now = new Date('2026-03-01T10:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => truncate(database));

const create = (scopes: Parameters<typeof createApiKey>[1]['scopes'] = []) =>
  createApiKey(database, { name: 'dashboard', scopes, expiresAt: null, now });

function hashOf(text: string): string {
  const read = readApiKey(text);
  return typeof read === 'string' ? read : read.hash;
}

describe('the text of a key', () => {
  it('is kbr, a public prefix and a secret, and reads back as it was made', () => {
    const key = makeApiKey();
    expect(key.text).toMatch(/^kbr_[0-9a-z]{8}_[0-9a-z]{38}$/);
    expect(key.text.split('_')[1]).toBe(key.prefix);
    expect(readApiKey(key.text)).toEqual(key);
    expect(makeApiKey().text).not.toBe(key.text);
  });

  it('shows a wrong character in any place as a typing error', () => {
    const { text } = makeApiKey();
    for (let at = 4; at < text.length; at += 1) {
      if (text[at] === '_') continue;
      const wrong = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`;
      expect(readApiKey(wrong), wrong).toBe('mistyped');
    }
  });

  it('is malformed when it is longer, shorter, in capitals or something else', () => {
    const { text } = makeApiKey();
    for (const wrong of [
      '',
      'null',
      text.slice(1),
      `${text}0`,
      text.toUpperCase(),
      `${text}\n`,
      'x'.repeat(1e6),
    ]) {
      expect(readApiKey(wrong)).toBe('malformed');
    }
  });
});

describe('stored keys', () => {
  it('are found by hash, and their text stands nowhere in the table', async () => {
    const { key, text } = await create(['CURATE']);
    expect(await findApiKey(database, hashOf(text))).toEqual(key);
    expect(key).toMatchObject({ name: 'dashboard', scopes: ['READ', 'CURATE'], lastUsedAt: null });
    expect(key.publicId).toBe(`key_${key.prefix}`);
    const [row] = await database.db.select().from(apiKeys);
    expect(JSON.stringify(row)).not.toContain(text.slice(13));
    expect(JSON.stringify(key)).not.toContain(hashOf(text));
  });

  it('are not found by another hash', async () => {
    await create();
    expect(await findApiKey(database, makeApiKey().hash)).toBeNull();
  });

  it('lose words that this version does not know', async () => {
    const { text } = await create(['ADMIN']);
    await database.db.update(apiKeys).set({ scopes: ['READ', 'FLY'] });
    expect((await findApiKey(database, hashOf(text)))?.scopes).toEqual(['READ']);
  });

  it('are listed newest first', async () => {
    const first = await create();
    const second = await create();
    expect(await listApiKeys(database)).toEqual([second.key, first.key]);
  });

  it('are revoked once, by prefix or id, and stay found', async () => {
    const { key, text } = await create();
    expect((await revokeApiKey(database, key.prefix, later(5)))?.revokedAt).toEqual(later(5));
    expect((await revokeApiKey(database, key.publicId, later(9)))?.revokedAt).toEqual(later(5));
    expect((await findApiKey(database, hashOf(text)))?.revokedAt).toEqual(later(5));
    expect(await revokeApiKey(database, 'nobody', now)).toBeNull();
  });

  it('note their use once a minute', async () => {
    const { key, text } = await create();
    const usedAt = async () => (await findApiKey(database, hashOf(text)))?.lastUsedAt;
    await touchApiKey(database, key.id, later(0));
    await touchApiKey(database, key.id, later(59));
    expect(await usedAt()).toEqual(later(0));
    await touchApiKey(database, key.id, later(60));
    expect(await usedAt()).toEqual(later(60));
  });
});
