import { existsSync, readFileSync } from 'node:fs';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ingestOnce } from '../../src/run/worker.ts';
import type { Database } from '../../src/store/db.ts';
import { articles, articleTexts, citations, entities, quotes, stories } from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addOutlet, openTestPipeline, page, rss, type TestClock } from '../kit/pipeline.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

const original = new URL('../../../shared/seed/solopos.txt', import.meta.url);
const ownWording = new URL('../fixtures/kremlin-page.html', import.meta.url);

/** The founding page as a content management system would print it: one paragraph a line, the headline above. */
function originalPage(): string {
  const lines = readFileSync(original, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return page('Rusia Siap Kerja Sama dengan Koalisi Pimpinan AS', lines, 'id');
}

const english = page('Putin and Hollande agree to share intelligence on Islamic State', [
  'MOSCOW (Reuters) - Russian President Vladimir Putin said on Thursday that Moscow was ready to work with a coalition led by the United States against Islamic State, but that cooperation would end if another Russian plane were shot down.',
  'Putin spoke in the Kremlin after talks with French President Francois Hollande, who has been gathering support against the militants since the Paris attacks.',
  'Turkey shot down a Russian Su-24 near the Syrian border on Tuesday. A crew member who survived, Captain Konstantin Murakhtin, said there had been no warning.',
  'The two presidents agreed to exchange information on targets, and Putin said he saw a broad coalition under the auspices of the United Nations.',
]);

describe('the founding page', () => {
  let database: Database;
  let outlet: Outlet;
  let clock: TestClock;
  let pipeline: Awaited<ReturnType<typeof openTestPipeline>>;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await truncate(database);
    outlet = await startOutlet({});
    clock = { now: new Date('2015-11-27T12:00:00Z') };
    pipeline = await openTestPipeline(database, clock, [outlet]);
  });
  afterEach(async () => {
    await pipeline.close();
    await outlet.close();
  });

  /** Serves both pages from two outlets, ingests them, and returns the Indonesian and the English article. */
  async function ingestBoth(indonesian: string) {
    outlet.routes['/id/feed'] = rss(
      [{ path: '/id/a', title: 'Rusia Siap Kerja Sama dengan Koalisi Pimpinan AS' }],
      outlet.url,
    );
    outlet.routes['/id/a'] = indonesian;
    outlet.routes['/en/feed'] = rss(
      [{ path: '/en/a', title: 'Putin and Hollande agree to share intelligence on Islamic State' }],
      outlet.url,
    );
    outlet.routes['/en/a'] = english;
    await addOutlet(database, outlet, { domain: 'solopos.com', name: 'Solopos.com', path: '/id/feed' });
    await addOutlet(database, outlet, { domain: 'world.example', language: 'en', path: '/en/feed' });
    expect(await ingestOnce(pipeline, { domain: null })).toEqual({ channels: 2, failed: 0, articles: 2 });
    const found = await database.db
      .select()
      .from(articles)
      .innerJoin(articleTexts, eq(articleTexts.articleId, articles.id));
    const byLanguage = (language: string) => found.find((row) => row.articles.language === language);
    return { id: byLanguage('id'), en: byLanguage('en') };
  }

  async function namesOf(ids: number[] = []) {
    const found =
      ids.length > 0 ? await database.db.select().from(entities).where(inArray(entities.id, ids)) : [];
    return found.map((row) => row.name.normalize('NFKD').replace(/\p{M}/gu, '')).sort();
  }

  async function expectReadAsByAPerson(indonesian: string) {
    const { id, en } = await ingestBoth(indonesian);
    expect(id?.articles.headline).toBe('Rusia Siap Kerja Sama dengan Koalisi Pimpinan AS');
    expect(id?.articles.dateline).toMatch(/MOSKOW/);
    const text = id?.article_texts.text ?? '';
    expect(text).toContain('MOSKOW');
    for (const furniture of [
      'Vladimir Putin/dok',
      'Promosi',
      'Google News',
      'Saluran WhatsApp',
      'Telegram',
      'Rekomendasi',
    ])
      expect(text).not.toContain(furniture);

    expect(await namesOf(id?.articles.personIds)).toEqual(
      expect.arrayContaining([
        'Francois Hollande',
        'Vladimir Putin',
        expect.stringMatching(/^Konstantin Mura(k)?htin$/),
      ]),
    );
    expect(id?.articles.personIds).toHaveLength(3);
    expect(await namesOf(id?.articles.placeIds)).toEqual(
      expect.arrayContaining(['France', 'Kremlin', 'Moscow', 'Russia', 'Turkey', 'United States']),
    );
    const organizations = await namesOf(id?.articles.organizationIds);
    expect(organizations).toEqual(expect.arrayContaining(['Reuters', 'United Nations']));
    expect(organizations.filter((name) => /ISIS|Islamic State/.test(name))).toHaveLength(1);

    const credits = await database.db
      .select()
      .from(citations)
      .where(eq(citations.articleId, id?.articles.id ?? 0));
    expect(credits.map((row) => row.text)).toEqual([expect.stringMatching(/dikabarkan Reuters/)]);
    const said = await database.db
      .select({ text: quotes.text, style: quotes.style, speaker: entities.name })
      .from(quotes)
      .leftJoin(entities, eq(entities.id, quotes.speakerId))
      .where(eq(quotes.articleId, id?.articles.id ?? 0));
    const direct = said.filter((quote) => quote.style === 'DIRECT');
    const unattributed = direct.filter((quote) => quote.speaker === null);
    expect(direct.length).toBeGreaterThanOrEqual(4);
    expect(unattributed).toHaveLength(1);
    expect(direct.filter((quote) => quote.speaker === 'Vladimir Putin')).toHaveLength(direct.length - 1);

    // The English report of the same event: same entities, same story.
    for (const kind of ['personIds', 'placeIds'] as const) {
      const shared = id?.articles[kind].filter((entity) => en?.articles[kind].includes(entity));
      expect(shared?.length).toBeGreaterThanOrEqual(kind === 'personIds' ? 3 : 5);
    }
    expect(en?.articles.storyId).toBe(id?.articles.storyId);
    const [story] = await database.db
      .select()
      .from(stories)
      .where(eq(stories.id, id?.articles.storyId ?? 0));
    expect(story).toMatchObject({ articleCount: 2, sourceCount: 2, languages: ['en', 'id'] });
  }

  it('is read as a person reads it, and joined with an English report (our wording)', async () => {
    await expectReadAsByAPerson(readFileSync(ownWording, 'utf8'));
  });

  it.runIf(existsSync(original))(
    'is read as a person reads it, and joined with an English report (the original)',
    async () => {
      await expectReadAsByAPerson(originalPage());
    },
  );
});
