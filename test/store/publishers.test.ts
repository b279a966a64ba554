import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { addSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { publisherSource } from '../../src/store/publishers.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';

let database: Database;
const now = new Date('2026-03-10T08:00:00Z');
const publisher = {
  name: 'Harian Uji',
  domain: 'uji.example',
  url: 'https://uji.example',
  languages: ['id'],
};

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => truncate(database));
afterAll(() => database.close());

it('makes a source without channels once, whoever asks at the same time', async () => {
  const made = await Promise.all([1, 2, 3].map(() => publisherSource(database, publisher, now)));
  expect(new Set(made.map(({ sourceId }) => sourceId)).size).toBe(1);
  expect(made[0]).toMatchObject({ country: null, languages: ['id'], isReadDirectly: false });
});

it('tells a publisher whose own channel is read', async () => {
  const channels = [{ kind: 'RSS' as const, url: 'https://uji.example/feed' }];
  const facts = { kind: 'NEWSPAPER' as const, country: 'ID', exposure: 'SNIPPET' as const, isDemo: false };
  await addSource(database, { ...publisher, ...facts, channels }, now);
  expect(await publisherSource(database, publisher, now)).toMatchObject({
    country: 'ID',
    isReadDirectly: true,
  });
});
