/**
 * `npm run bench:trends`: what trends cost on PostgreSQL with 100,000 articles and 20,000 entities of sixty days: a
 * recount, the boards of a minute and of every window and scope, a poll, series and co-occurrence. It makes a database of
 * its own on TEST_DATABASE_URL (postgres@127.0.0.1:5432 when unset) and drops it afterwards.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { it } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { scopeInput, boardRowsOf as scoreRows } from '../../src/run/boardRows.ts';
import { boardInput, writeBoards } from '../../src/run/boards.ts';
import { asBoardWriter } from '../../src/store/boards.ts';
import { type Database, type Db, openPostgres, rows } from '../../src/store/db.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { cooccurrencesOfEntities } from '../../src/store/pairs.ts';
import { recountRollups, rollupDrift } from '../../src/store/rollupRecount.ts';
import { seriesOfEntities } from '../../src/store/series.ts';
import { boundsOf } from '../../src/store/seriesBounds.ts';
import { boardRowsOf, boardRun, type RowScope, windowHours } from '../../src/store/trending.ts';
import { executionTimes } from './executionTime.ts';

const url = process.env.TEST_DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres';
const size = { sources: 60, entities: 20_000, articles: 100_000, stories: 20_000, days: 60, mentions: 6 };
const now = new Date('2026-03-31T12:30:00Z');
const polls = 400;

/** Writes the newsroom with SQL alone: the nth entity is named about 1/n as often as the first, one article in ten is a copy. */
async function writeNewsroom(db: Db): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  await db.execute(sql`set local statement_timeout = 0`);
  await db.execute(sql`select setseed(0.42)`);
  await db.execute(
    sql`insert into sources (public_id, name, domain, url, country, languages)
        select 'src_' || i, 'Outlet ' || i, 'outlet' || i || '.example', 'https://outlet' || i || '.example/',
          (array['ID', 'ID', 'ID', 'GB', 'US', 'BR'])[1 + i % 6],
          array[(array['id', 'id', 'id', 'en', 'en', 'pt'])[1 + i % 6]]
        from generate_series(1, ${size.sources}::int) i`,
  );
  await db.execute(
    sql`insert into source_channels (source_id, kind, url, state, next_attempt_at)
        select id, 'RSS', url || 'feed', 'HEALTHY', ${at} + interval '5 minutes' from sources`,
  );
  await db.execute(
    sql`insert into entities (public_id, key, kind, name, names)
        select 'ent_' || i, 'bench:' || i, (array['PERSON', 'PLACE', 'ORGANIZATION'])[1 + i % 3], 'Entity ' || i, '{}'
        from generate_series(1, ${size.entities}::int) i`,
  );
  await db.execute(
    sql`insert into stories (public_id, headlines, headline, started_at, latest_at)
        select 'sto_' || i, '{}', 'Story ' || i, ${at}, ${at} from generate_series(1, ${size.stories}::int) i`,
  );
  await db.execute(
    sql`insert into articles (public_id, source_id, url, headline, language, first_seen_at, sort_date, content_hash, story_id)
        select 'art_' || i, s.id, 'https://bench.example/' || i, 'Headline ' || i, s.languages[1], x.at, x.at, 'h', x.story
        from (
          select i, 1 + floor(${size.sources}::int * random() ^ 1.6)::int as source,
            1 + floor(${size.stories}::float8 * i / ${size.articles}::float8 * (1 - 0.05 * random()))::int % ${size.stories}::int as story,
            ${at} - make_interval(secs => (${size.days}::float8 * 86400 * (${size.articles}::int - i) / ${size.articles}::float8))
              - make_interval(mins => (240 * random() * random())::int) as at
          from generate_series(1, ${size.articles}::int) i) x
        join sources s on s.id = x.source`,
  );
  await db.execute(
    sql`insert into copies (article_id, original_id, kind, containment)
        select id, id - 1 - id % 5, 'COPY', 0.9 from articles where id % 10 = 7`,
  );
  await db.execute(
    sql`insert into mentions (article_id, entity_id, kind, source_id, published_at, count, salience, in_headline, confidence, spans)
        select x.article, e.id, e.kind, x.source, x.at, 1 + x.nth % 3, 1.0 / x.nth, x.nth = 1, 0.9, '{0,4}'
        from (
          select a.id as article, a.source_id as source, a.sort_date as at, nth,
            1 + floor((${size.entities}::int ^ random() - 1) * ${size.entities}::int / (${size.entities}::int - 1))::int % ${size.entities}::int as entity
          from articles a, generate_series(1, ${size.mentions}::int) nth) x
        join entities e on e.id = x.entity on conflict do nothing`,
  );
  await db.execute(sql`analyze`);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const done = await work();
  console.log(`${what.padEnd(58)} ${(performance.now() - started).toFixed(0).padStart(7)} ms`);
  return done;
}

/** Median and 99th percentile of many runs. */
async function repeated(what: string, work: (n: number) => Promise<unknown>, times = polls): Promise<void> {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    const started = performance.now();
    await work(n);
    taken.push(performance.now() - started);
  }
  report(
    what,
    taken.sort((a, b) => a - b),
  );
}

/** @param taken ascending */
function report(what: string, taken: readonly number[]): void {
  const at = (share: number) => (taken[Math.floor(share * (taken.length - 1))] ?? 0).toFixed(2);
  console.log(`${what.padEnd(58)} ${at(0.5).padStart(7)} ms median, ${at(0.99)} ms p99`);
}

async function measure(database: Database, address: string): Promise<void> {
  const counted = await timed('recount of all sums', () => recountRollups(database));
  console.log(JSON.stringify(counted));
  await database.db.execute(sql`analyze`);
  console.log('differs from a recount:', JSON.stringify(await rollupDrift(database)));
  await parts(database);
  const boards = (clock: Date) => () =>
    writeBoards({ database, clock: () => clock, log: silentLog }, { minuteDays: 2, hourDays: 400 });
  await timed('all boards that there are', boards(now));
  const [made] = await rows<{ n: number; scopes: number; listed: number }>(
    database,
    sql`select count(*)::int as n, count(distinct scope)::int as scopes,
          (select count(*)::int from board_rows) as listed from board_runs`,
  );
  console.log(JSON.stringify(made));
  await timed('the next minute: all articles, three windows', boards(new Date(now.getTime() + 60_000)));
  await timed('a minute later', boards(new Date(now.getTime() + 120_000)));
  await timed('five minutes later: all scopes, three windows', boards(new Date(now.getTime() + 300_000)));
  await readings(database, address);
}

/** What one board takes that is made alone, without storing it. */
async function parts(database: Database): Promise<void> {
  for (const [name, hours] of Object.entries(windowHours)) {
    for (const scope of [
      { language: null, country: null },
      { language: 'id', country: null },
    ]) {
      const make = () =>
        asBoardWriter(database, async (inside) =>
          scoreRows(scopeInput(await boardInput(inside, now, hours), scope), hours),
        );
      await repeated(`${name} ${scope.language ?? 'over all articles'}, made alone`, make, 5);
    }
  }
}

async function readings(database: Database, address: string): Promise<void> {
  const scope: RowScope = {
    ...{ algorithm: 'SURPLUS', countUnit: 'ARTICLES', kinds: ['PERSON', 'PLACE', 'ORGANIZATION'] },
    ...{ minCount: 3, minSources: 2, excluded: [] },
  };
  const people: RowScope = { ...scope, kinds: ['PERSON'], algorithm: 'COUNT' };
  for (const [what, of, board] of [
    ['poll, top 20 of a day (two statements)', scope, ''],
    ['poll, people in Indonesian by plain count', people, 'l:id'],
  ] as const) {
    const poll = async (asked: Database) => {
      const run = await boardRun(asked, { window: 'DAY', scope: board }, null);
      if (run) await boardRowsOf(asked, run, of, 20);
    };
    await repeated(what, () => poll(database));
    report('  of that inside PostgreSQL', await executionTimes(address, poll, polls));
  }
  const span = (days: number) => ({ start: new Date(now.getTime() - days * 86_400_000), end: now });
  const twenty = (n: number) => Array.from({ length: 20 }, (_, i) => 1 + ((n * 7 + i) % 500));
  const month = boundsOf(span(30), 'DAY', 'UTC');
  const day = boundsOf(span(1), 'MINUTE_15', 'UTC');
  await repeated('20 series of 30 days', (n) => seriesOfEntities(database, twenty(n), month, null), 50);
  await repeated(
    '20 series of a day by quarters',
    (n) => seriesOfEntities(database, twenty(n), day, null),
    50,
  );
  const page = { limit: 20, after: null, before: null, backwards: false };
  for (const [name, range] of [
    ['30 days', span(30)],
    ['all time', null],
  ] as const) {
    const pairs = { kinds: null, range, measure: 'NPMI', minCount: 2 } as const;
    await repeated(
      `co-occurrence of one of the 500 most named, ${name}`,
      (n) => cooccurrencesOfEntities(database, [1 + n * 10], pairs, page),
      50,
    );
    await repeated(
      `co-occurrence of the most named, ${name}`,
      () => cooccurrencesOfEntities(database, [1], pairs, page),
      10,
    );
  }
}

it('keeps trends of 100,000 articles', async () => {
  const name = `kabar_bench_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = openPostgres(own.href, { pool: 4, prepare: true });
  try {
    console.log(`\n${JSON.stringify(size)}`);
    await migrateDatabase(database, undefined);
    await timed('written', () => database.db.transaction((tx) => writeNewsroom(tx)));
    await measure(database, own.href);
  } finally {
    await database.close();
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  }
}, 600_000);
