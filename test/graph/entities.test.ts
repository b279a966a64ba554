/** Entities: what they are in a few words, the scripts of their names, and lists by place, time and trend. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptOf } from '../../src/graph/script.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { seedGraph } from '../kit/seed.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});
afterAll(() => database.close());

describe('the description', () => {
  const place = async (id: string, language = 'en') => {
    const answer = await ask(
      database,
      `{ place(by: { wikidataId: "${id}" }) { description(language: "${language}") } }`,
    );
    expect(answer.errors).toEqual([]);
    return answer.data.place.description;
  };

  it('of a place is its rank, where it lies and its country', async () => {
    await database.db.execute(sql`update places set population = 10381222 where geonames_id = 524901`);
    expect(await place('Q649')).toBe('city in Russia');
    expect(await place('Q649', 'id-ID')).toBe('kota di Rusia');
    expect(await place('Q133274')).toBe('place in Moscow, Russia');
    expect(await place('Q133274', 'id')).toBe('tempat di Moskwa, Rusia');
    expect(await place('Q159', 'fr')).toBe('country');
    await database.db.execute(sql`update places set population = 9000 where geonames_id = 524901`);
    expect(await place('Q649')).toBe('town in Russia');
    await database.db.execute(
      sql`update places set population = null, country_code = 'x!' where geonames_id = 524901`,
    );
    expect(await place('Q649')).toBe('place');
    await database.db.execute(
      sql`update places set place_type = 'OTHER', country_code = 'RU' where geonames_id = 524901`,
    );
    expect(await place('Q649')).toBeNull();
  });

  it('of a person is the role that most of the latest articles print, if two do', async () => {
    const person = async (language: string) =>
      (
        await ask(
          database,
          `{ person(by: { wikidataId: "Q7747" }) { description(language: "${language}") } }`,
        )
      ).data.person.description;
    expect(await person('id')).toBeNull();
    const roles = {
      'talks-1': 'Presiden Rusia',
      'talks-3': 'Presiden Rusia',
      sport: 'Presiden',
      'jet-2': 'president',
      'talks-2': 'president',
      'talks-4': 'leader',
    };
    for (const [slug, role] of Object.entries(roles)) {
      await database.db.execute(sql`update mentions m set role = ${role} from articles a, entities e
        where a.id = m.article_id and e.id = m.entity_id and e.wikidata_id = 'Q7747' and a.content_hash = ${slug}`);
    }
    expect([await person('id'), await person('en-GB'), await person('ru')]).toEqual([
      'Presiden Rusia',
      'President',
      'President',
    ]);
  });

  it('of an organization is not known', async () => {
    const { data } = await ask(database, '{ organization(by: { wikidataId: "Q1065" }) { description } }');
    expect(data.organization.description).toBeNull();
  });

  it('takes two statements for all entities of a page', async () => {
    expect((await ask(database, '{ entities(first: 100) { nodes { description } } }')).statements).toBe(3);
    expect((await ask(database, '{ people(first: 2) { nodes { description } } }')).statements).toBe(2);
  });
});

describe('the script of an alias', () => {
  it.each([
    ['Vladimir Putin', 'Latn'],
    ['Владимир Путин', 'Cyrl'],
    ['פוטין', 'Hebr'],
    ['فلاديمير بوتين', 'Arab'],
    ['普京', 'Hani'],
    ['プーチン大統領', 'Jpan'],
    ['Putin Путин', 'Latn'],
    ['𝐏𝟗', null],
    ['', null],
    ['\0🙂 123', null],
  ])('of %j is %s', (name, script) => {
    expect(scriptOf(name)).toBe(script);
  });

  it('stands beside the name', async () => {
    const { data } = await ask(database, '{ place(by: { wikidataId: "Q649" }) { aliases { script } } }');
    expect(data.place.aliases.map(({ script }: { script: string }) => script)).toEqual([
      'Latn',
      'Latn',
      'Latn',
      'Latn',
    ]);
  });
});

describe('lists of entities', () => {
  const names = async (args: string, field = 'entities') => {
    const { data, errors } = await ask(database, `{ ${field}(${args}) { nodes { name } totalCount } }`);
    if (errors[0]) return errors[0];
    const found = data[field].nodes.map(({ name }: { name: string }) => name);
    expect(data[field].totalCount).toBe(found.length);
    return found;
  };

  it('know places near a point, in a box and in both', async () => {
    const near = 'near: { latitude: 55.7, longitude: 37.6, radiusKm: 50 }';
    expect(await names(`filter: { ${near} }`, 'places')).toEqual(['Moscow']);
    expect(await names('filter: { near: { latitude: 0, longitude: 0, radiusKm: 50 } }', 'places')).toEqual(
      [],
    );
    expect(await names('filter: { bbox: { west: 30, south: 50, east: 40, north: 60 } }')).toEqual(['Moscow']);
    expect(await names(`filter: { ${near}, bbox: { west: 0, south: 0, east: 10, north: 10 } }`)).toEqual([]);
    expect(await names(`filter: { ${near}, withinPlaceId: "pla_nobody" }`)).toEqual([]);
    expect(await names('filter: { near: { latitude: 99, longitude: 0, radiusKm: 1 } }')).toMatch(
      /^BAD_INPUT: near.latitude must be/,
    );
  });

  it('know who was mentioned in a span', async () => {
    expect(await names('filter: { mentionedIn: { last: "PT7H" } }')).toEqual([
      'Vladimir Putin',
      'United Nations',
    ]);
    expect(await names('filter: { mentionedIn: { last: "PT1H" } }')).toEqual([]);
    const turned = '{ between: { start: "2015-11-27T00:00:00Z", end: "2015-11-26T00:00:00Z" } }';
    expect(await names(`filter: { mentionedIn: ${turned} }`)).toMatch(/^BAD_INPUT: A range/);
  });

  it('are ordered by the latest board, and paged so', async () => {
    const all = await names('orderBy: { field: TREND }');
    expect(all.slice(0, 3)).toEqual(['Vladimir Putin', 'Moscow', 'United Nations']);
    const page = (args: string) =>
      ask(
        database,
        `{ entities(orderBy: { field: TREND }, ${args}) { nodes { name } pageInfo { endCursor hasNextPage } } }`,
      );
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { data, statements } = await page(`first: 2${after}`);
      expect(statements).toBe(1);
      seen.push(...data.entities.nodes.map(({ name }: { name: string }) => name));
      if (!data.entities.pageInfo.hasNextPage) break;
      after = `, after: "${data.entities.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(all);
    expect(await names('orderBy: { field: TREND, direction: ASC }')).toEqual([...all].reverse());
  });
});
