/** Boards of a random newsroom against figures made the plain way: from every mention, one by one. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boardRowsOf, scopeInput } from '../../src/run/boardRows.ts';
import { boardInput } from '../../src/run/boards.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { recountRollups } from '../../src/store/rollupRecount.ts';
import { windowHours } from '../../src/store/trending.ts';
import { type BoardScope, isInScope } from '../../src/trends/activity.ts';
import { trendAlgorithms } from '../../src/trends/algorithms.ts';
import { historyHours, type TrendHour, trendScoresByAlgorithm } from '../../src/trends/score.ts';
import { seasonOf } from '../../src/trends/season.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';

const hourMs = 3_600_000;
const longest = windowHours.MONTH;

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => truncate(database));

/** Twelve outlets of four countries and three languages, sixty names, two thousand articles, half of them of late. */
async function writeNewsroom(now: Date, seed: number): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`select setseed(${seed}::float8 / 100)`);
    await tx.execute(
      sql`insert into sources (public_id, name, domain, url, country, languages)
          select 'src_' || i, 'Outlet ' || i, 'o' || i || '.example', 'https://o' || i || '.example/',
            (array['ID', 'GB', 'US', null])[1 + i % 4], '{en}' from generate_series(1, 12) i`,
    );
    await tx.execute(
      sql`insert into entities (public_id, key, kind, name, names)
          select 'ent_' || i, 'test:' || i, (array['PERSON', 'PLACE', 'ORGANIZATION'])[1 + i % 3], 'Name ' || i, '{}'
          from generate_series(1, 60) i`,
    );
    await tx.execute(
      sql`insert into articles (public_id, source_id, url, headline, language, first_seen_at, sort_date, content_hash)
          select 'art_' || i, 1 + floor(12 * random() ^ 2)::int, 'https://test.example/' || i, 'Headline',
            (array['en', 'en', 'id', 'pt'])[1 + floor(4 * random())::int], ${at}, x.at, 'h'
          from (select i, ${at} + interval '30 minutes' - make_interval(secs => case when i % 2 = 0
              then 3 * 86400 * random() else 65 * 86400 * random() end) as at
            from generate_series(1, 2000) i) x`,
    );
    await tx.execute(
      sql`insert into copies (article_id, original_id, kind, containment)
          select id, id - 1, 'COPY', 0.9 from articles where id % 7 = 3`,
    );
    await tx.execute(
      sql`insert into mentions (article_id, entity_id, kind, source_id, published_at, count, salience, in_headline,
            confidence, spans, derived)
          select a.id, e.id, e.kind, a.source_id, a.sort_date, 1 + floor(4 * random())::int, 0.5, false, 0.9, '{0,4}', random() < 0.1
          from (select id, source_id, sort_date, 1 + floor(60 * random() ^ 2)::int as entity
            from articles, generate_series(1, 3)) a join entities e on e.id = a.entity on conflict do nothing`,
    );
  });
  await recountRollups(database);
}

interface Told {
  entityId: number;
  kind: string;
  /** Epoch milliseconds. */
  at: number;
  weight: number;
  count: number;
  source: number;
  isCopy: boolean;
  language: string;
  country: string;
}

const everyMention = () =>
  rows<Told>(
    database,
    sql`select m.entity_id::int as "entityId", m.kind, (extract(epoch from m.published_at) * 1000)::float8 as at,
          m.weight::float8 as weight, m.count, m.source_id::int as source, c.article_id is not null as "isCopy",
          a.language, coalesce(s.country, '') as country
        from mentions m join articles a on a.id = m.article_id join sources s on s.id = m.source_id
          left join copies c on c.article_id = a.id where not m.derived`,
  );

const everyArticle = () =>
  rows<Pick<Told, 'at' | 'language' | 'country'>>(
    database,
    sql`select (extract(epoch from a.sort_date) * 1000)::float8 as at, a.language, coalesce(s.country, '') as country
        from articles a join sources s on s.id = a.source_id`,
  );

const distinct = <T>(values: readonly T[]) => new Set(values).size;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Whole hours before the end of the current clock hour. */
const clockAge = (now: Date, at: number) => Math.ceil(now.getTime() / hourMs) - 1 - Math.floor(at / hourMs);

/** One entity's hours of a scope as they are scored, mention by mention. */
function hoursOf(told: readonly Told[], now: Date, from: number): TrendHour[] {
  const found = new Map<string, TrendHour>();
  for (const { at, weight } of told) {
    const age = clockAge(now, at);
    if (age < from || age < 0 || age >= historyHours(longest)) continue;
    const isHourly = age < 48 || (age >= 168 && age < 192) || (age >= 336 && age < 360);
    const place = isHourly ? { age } : { age: 24 * Math.floor(age / 24) + 12, span: 24 };
    const hour = found.get(`${place.age} ${isHourly}`) ?? { ...place, weight: 0, articles: 0 };
    hour.weight += weight;
    hour.articles += 1;
    found.set(`${place.age} ${isHourly}`, hour);
  }
  return [...found.values()];
}

function plainBoard(all: readonly Told[], articles: Awaited<ReturnType<typeof everyArticle>>, of: Asked) {
  const { now, hours, scope } = of;
  const isLong = hours > 24;
  const ageOf = ({ at }: { at: number }) => (now.getTime() - at) / hourMs;
  const isRecent = (told: Told) => ageOf(told) >= 0 && ageOf(told) < 24;
  const byEntity = new Map<number, Told[]>();
  for (const told of all) byEntity.set(told.entityId, [...(byEntity.get(told.entityId) ?? []), told]);
  const listed = [...byEntity].filter(([, told]) => distinct(told.filter(isRecent).map((m) => m.source)) > 1);
  const figures = listed.flatMap(([entityId, told]) => {
    const inScope = told.filter((mention) => isInScope(scope, mention));
    const recent = inScope.filter(isRecent);
    if (recent.length === 0) return [];
    const gated = recent.filter((mention) => ageOf(mention) < Math.min(hours, 24));
    const window = isLong
      ? inScope.filter(({ at }) => clockAge(now, at) >= 0 && clockAge(now, at) < hours)
      : gated;
    const own = distinct(gated.filter(({ isCopy }) => !isCopy).map(({ source }) => source));
    const sources = distinct(gated.map(({ source }) => source));
    const latest = { age: 0, weight: sum(gated.map(({ weight }) => weight)), articles: gated.length };
    return [
      {
        ...{ entityId, sourceCount: sources, outlets: { own, copying: sources - own }, window },
        hours: isLong ? hoursOf(inScope, now, 0) : [latest, ...hoursOf(inScope, now, hours)],
      },
    ];
  });
  const history = now.getTime() - historyHours(longest) * hourMs;
  const counted = articles.filter((a) => isInScope(scope, a) && a.at >= history && a.at < now.getTime());
  const byHour = new Map<number, number>();
  for (const { at } of counted) {
    const hour = Math.floor(at / hourMs) * hourMs;
    byHour.set(hour, (byHour.get(hour) ?? 0) + 1);
  }
  const observed = Math.max(now.getTime() - historyHours(hours) * hourMs, Math.min(...byHour.keys()));
  const observedSince = new Date(observed);
  const season = seasonOf(byHour, { from: observedSince, to: new Date(now.getTime() - hours * hourMs) });
  const ranked = trendScoresByAlgorithm(figures, { now, windowHours: hours, observedSince, season });
  const shown = new Set(trendAlgorithms.flatMap((name) => ranked[name].map(({ entityId }) => entityId)));
  return figures
    .filter(({ entityId }) => shown.has(entityId))
    .map(({ entityId, window }) => {
      const sparkline = new Array<number>(24).fill(0);
      for (const mention of window) {
        const age = isLong ? clockAge(now, mention.at) : ageOf(mention);
        const point = 23 - Math.floor((age / hours) * 24);
        sparkline[point] = (sparkline[point] ?? 0) + 1;
      }
      const places = trendAlgorithms.map((name) => {
        const rank = ranked[name].findIndex((row) => row.entityId === entityId) + 1;
        return { score: ranked[name][rank - 1]?.score ?? 0, rank };
      });
      return {
        ...{ entityId, score: places[0]?.score ?? 0, windowCount: window.length, sparkline },
        sourceCount: distinct(window.map(({ source }) => source)),
        ownSourceCount: distinct(window.filter(({ isCopy }) => !isCopy).map(({ source }) => source)),
        mentionCount: sum(window.map(({ count }) => count)),
        others: places.slice(1),
      };
    })
    .sort((a, b) => a.entityId - b.entityId);
}

interface Asked {
  now: Date;
  hours: number;
  scope: BoardScope;
}

describe('a board of a random newsroom', () => {
  it.each([
    [1, '2026-03-10T12:34:00Z'],
    [2, '2026-03-12T00:00:00Z'],
    [3, '2026-03-15T23:59:00Z'],
  ])('is to the digit what every mention comes to (seed %i)', async (seed, time) => {
    const now = new Date(time);
    await writeNewsroom(now, seed);
    const [mentions, articles] = [await everyMention(), await everyArticle()];
    const input = await boardInput(database, now, longest);
    for (const scope of [
      { language: null, country: null },
      { language: 'en', country: null },
      { language: null, country: 'GB' },
    ]) {
      const of = scopeInput(input, scope);
      for (const hours of Object.values(windowHours)) {
        const made = boardRowsOf(of, hours).map(
          ({ kind: _, weightedCount: __, baselineMean: ___, lift: ____, gate: _____, ...row }) => row,
        );
        const expected = plainBoard(mentions, articles, { now, hours, scope });
        expect(expected.length).toBeGreaterThan(hours === 1 ? 0 : 10);
        expect(made.sort((a, b) => a.entityId - b.entityId)).toEqual(expected);
      }
    }
  });
});
