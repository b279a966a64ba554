/** Articles about named people, organisations and places for tests of curation, and what the store holds of them. */
import { sql } from 'drizzle-orm';
import { entityId } from '../../src/base/id.ts';
import type { EntityKind, EntityRecord, Facts, Mention, Quote } from '../../src/base/news.ts';
import { foldName } from '../../src/enrich/names.ts';
import { articleOf } from '../../src/run/articleToSave.ts';
import type { Database } from '../../src/store/db.ts';
import { rows } from '../../src/store/db.ts';
import { type Saved, saveArticle } from '../../src/store/saveArticle.ts';
import { articleToSave, at, inStoryOf } from './articleKit.ts';

export const editor = { actor: 'A. Editor', now: at('2015-12-01T00:00:00Z') };

const prefixes = { PERSON: 'person', PLACE: 'place', ORGANIZATION: 'org' } as const;

/** Key of an entity that an article taught: what enrich/resolve.ts makes of its name. */
export const keyOf = (name: string, kind: EntityKind = 'PERSON'): string =>
  `${prefixes[kind]}:${foldName(name).replaceAll(' ', '-')}`;

/** Public id of the same. */
export const idOfName = (name: string, kind: EntityKind = 'PERSON'): string =>
  entityId(kind, keyOf(name, kind));

/** A name in a text; `as` is how the text spells it. */
export interface NamedIn {
  name: string;
  as?: string;
  kind?: EntityKind;
  role?: string | undefined;
  /** Name of the place it lies in. */
  inside?: string;
}

function recordOf({ name, kind = 'PERSON', inside }: NamedIn): EntityRecord {
  const key = keyOf(name, kind);
  const facts = { geonamesId: null, placeType: 'CITY' as const, countryCode: null };
  const point = { latitude: null, longitude: null, population: null };
  const parentKey = inside === undefined ? null : keyOf(inside, 'PLACE');
  const place = kind === 'PLACE' ? { ...facts, ...point, parentKey } : null;
  return { key, id: entityId(kind, key), kind, name, names: {}, wikidataId: null, place };
}

function mentionsIn(text: string, names: readonly NamedIn[]): Mention[] {
  return names.flatMap(({ name, as = name, kind = 'PERSON', role = null }) => {
    const found: Mention[] = [];
    for (let start = text.indexOf(as); start >= 0; start = text.indexOf(as, start + 1)) {
      const span = { start, end: start + as.length, text: as };
      found.push({ kind, ...span, derived: false, role, confidence: 0.9, entityKey: keyOf(name, kind) });
    }
    return found;
  });
}

export interface Report {
  sourceId: number;
  url: string;
  text: string;
  headline?: string;
  names: readonly NamedIn[];
  /** Who is quoted with the first word of the text. */
  speaker?: string;
  /** Organisation that is credited. */
  credits?: string;
  seenAt?: string;
}

/** Saves a report, in a story of its own. */
export function report(database: Database, told: Report): Promise<Saved> {
  const {
    url,
    text,
    names,
    speaker,
    credits,
    headline = 'A headline',
    seenAt = '2015-11-24T06:00:00Z',
  } = told;
  const { draft } = articleToSave({ sourceId: told.sourceId, url, headline, text });
  const quote: Quote = {
    ...{ start: 0, end: 4, text: text.slice(0, 4), style: 'DIRECT' as const },
    ...{ speakerKey: speaker === undefined ? null : keyOf(speaker), speakerText: speaker ?? '' },
  };
  const facts: Facts = {
    language: 'en',
    mentions: mentionsIn(text, names),
    headlineMentions: mentionsIn(headline, names),
    entities: [...new Map(names.map((named) => [`${named.kind}${named.name}`, recordOf(named)])).values()],
    newcomers: [],
    dateline: null,
    mentionedDates: [],
    topics: [],
    quotes: speaker === undefined ? [] : [quote],
    citations:
      credits === undefined
        ? []
        : [
            {
              ...{ kind: 'REPORTED_BY' as const, start: 0, end: 4, text: `said ${credits}`, name: credits },
              ...{ entityKey: keyOf(credits, 'ORGANIZATION'), domain: null },
            },
          ],
  };
  return saveArticle(database, articleOf(draft, facts, told.sourceId, at(seenAt)), {
    entry: null,
    decide: async () => inStoryOf(url),
    now: at(seenAt),
  });
}

/** Everything that curation may change, in a fixed order; log and change rows left out. */
export async function everything(database: Database): Promise<unknown> {
  const tables = [
    sql`select article_id::int, entity_id::int, kind, count, salience::float8, in_headline, derived,
          confidence::float8, role, spans, surface_forms from mentions order by 1, 2`,
    sql`select id::int, person_ids::int[], place_ids::int[], organization_ids::int[] from articles order by 1`,
    sql`select article_id::int, vector::text from article_search order by 1`,
    sql`select id::int, speaker_id::int from quotes order by 1`,
    sql`select id::int, organization_id::int from citations order by 1`,
    sql`select entity_id::int, parent_id::int from places order by 1`,
    sql`select entity_id::int, name, folded, language, source, preferred from entity_aliases order by 1, 3, 4`,
    sql`select id::int, name, article_count, last_mentioned_at::text, merged_into_id::int, suppressed_at::text
        from entities order by 1`,
    sql`select old_public_id, entity_id::int from entity_redirects order by 1`,
  ];
  const found = [];
  for (const table of tables) found.push(await rows(database, table));
  return JSON.parse(JSON.stringify(found));
}

/** What is wrong with counters, lists and lexemes when they are made anew from the mentions; empty when nothing is. */
export async function discrepancies(database: Database): Promise<unknown[]> {
  const counters = await rows(
    database,
    sql`select e.id::int, e.article_count, count(m.article_id)::int as counted from entities e
        left join mentions m on m.entity_id = e.id group by e.id
        having e.article_count <> count(m.article_id) or e.last_mentioned_at < max(m.published_at)`,
  );
  const lists = await rows(
    database,
    sql`select a.id::int, m.ids::int[], (a.person_ids || a.place_ids || a.organization_ids)::int[] as listed
        from articles a cross join lateral (
          select coalesce(array_agg(entity_id), '{}') as ids from mentions where article_id = a.id) m
        where not (m.ids @> (a.person_ids || a.place_ids || a.organization_ids)
          and m.ids <@ (a.person_ids || a.place_ids || a.organization_ids)
          and cardinality(m.ids) = cardinality(a.person_ids || a.place_ids || a.organization_ids))`,
  );
  const lexemes = await rows(
    database,
    sql`select m.article_id::int, m.entity_id::int from mentions m join article_search s using (article_id)
        where not s.vector @@ ('''~e:' || m.entity_id || '''')::tsquery
        union all
        select s.article_id::int, e.id::int from article_search s join entities e
          on s.vector @@ ('''~e:' || e.id || '''')::tsquery
        where e.merged_into_id is not null or e.suppressed_at is not null`,
  );
  return [...counters, ...lists, ...lexemes];
}
