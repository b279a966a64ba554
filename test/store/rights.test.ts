import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { RightsSignal } from '../../src/base/news.ts';
import { rightsSignal } from '../../src/ingest/rightsSignal.ts';
import { addSource, type NewSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import {
  evidenceFor,
  isLicensed,
  type SourceRights,
  saveSourceRights,
  storedRights,
} from '../../src/store/rights.ts';
import { rightsEvidence, sources } from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';

const database: Database = await openTestDatabase();
const day1 = new Date('2015-11-27T03:00:00.000Z');
const day2 = new Date('2015-11-28T03:00:00.000Z');

const koran: NewSource = {
  name: 'Koran',
  domain: 'koran.example',
  url: 'https://koran.example/',
  kind: 'NEWSPAPER',
  country: 'ID',
  languages: ['id'],
  exposure: 'SNIPPET',
  isDemo: false,
  channels: [],
};

const silent: SourceRights = {
  tdmReserved: false,
  aiTrainingAllowed: null,
  reservedExposure: null,
  reservedBasis: null,
};
const reserved: SourceRights = {
  ...silent,
  tdmReserved: true,
  reservedBasis: 'TDMREP_FILE',
};
const signals: RightsSignal[] = [
  rightsSignal('TDMREP_FILE', 'location: /; tdm-reservation: 1', { url: 'https://koran.example/t.json' }),
];

async function stored() {
  const [row] = await database.db.select({ id: sources.id }).from(sources);
  const found = await storedRights(database, row?.id ?? 0);
  if (found === null) throw new Error('no source');
  return found;
}

beforeEach(async () => {
  await truncate(database);
  await addSource(database, koran, day1);
});

afterAll(() => database.close());

describe('what the publisher of a source says', () => {
  it('is stored with its evidence', async () => {
    expect(await saveSourceRights(database, await stored(), { ...reserved, signals }, day1)).toBe(true);
    const found = await stored();
    expect(found).toMatchObject({ ...reserved, rightsCheckedAt: day1, hasEvidence: true });
    expect(await evidenceFor(database, 'source', [found.sourceId, 999])).toEqual([
      {
        of: found.sourceId,
        basis: 'TDMREP_FILE',
        url: 'https://koran.example/t.json',
        fetchedAt: day1,
        excerpt: 'location: /; tdm-reservation: 1',
      },
    ]);
  });

  it('is written again only when it changed, but the time of the check always', async () => {
    await saveSourceRights(database, await stored(), { ...reserved, signals }, day1);
    expect(await saveSourceRights(database, await stored(), { ...reserved, signals }, day2)).toBe(false);
    const found = await stored();
    expect(found.rightsCheckedAt).toEqual(day2);
    const [evidence] = await evidenceFor(database, 'source', [found.sourceId]);
    expect(evidence?.fetchedAt).toEqual(day1);
  });

  it('is gone when the publisher takes it back', async () => {
    await saveSourceRights(database, await stored(), { ...reserved, signals }, day1);
    expect(await saveSourceRights(database, await stored(), { ...silent, signals: [] }, day2)).toBe(true);
    expect(await stored()).toMatchObject({ ...silent, hasEvidence: false });
    expect(await database.db.select().from(rightsEvidence)).toEqual([]);
  });

  it('never stands in for a licence that the operator agreed on', async () => {
    const licenceUrl = 'https://koran.example/agreement';
    await database.db.update(sources).set({ exposure: 'FULL_TEXT' });
    const named = rightsSignal('RSL', 'license', { licenceUrl: 'https://koran.example/license.xml' });
    await saveSourceRights(database, await stored(), { ...reserved, signals: [named] }, day1);
    expect(isLicensed(await stored())).toBe(false);
    await database.db.update(sources).set({ licenceUrl });
    await saveSourceRights(database, await stored(), { ...silent, signals }, day2);
    expect(await stored()).toMatchObject({ licenceUrl, tdmReserved: false });
    expect(isLicensed(await stored())).toBe(true);
  });

  it('is stored once when two channels find it at the same time', async () => {
    const before = await stored();
    await Promise.all([1, 2].map(() => saveSourceRights(database, before, { ...reserved, signals }, day1)));
    expect(await database.db.select().from(rightsEvidence)).toHaveLength(1);
  });
});
