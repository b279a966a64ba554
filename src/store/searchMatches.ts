/**
 * The articles that match a search, as statements. `article_search` carries words and filters in one vector, so that one
 * index answers both; only what is no lexeme joins the articles. That index gives matches in no order, which is slow for
 * a word that stands in every third article, and reading the newest articles until enough match is slow for a rare one:
 * a look at some of the newest tells which is meant. PostgreSQL is not left to guess it, for it takes four spellings of
 * one word for four words and reads the whole table.
 */
import { type SQL, sql } from 'drizzle-orm';
import { collapseConditions, isFirstOfCopies, scopeConditions } from './articleConditions.ts';
import type { ArticleScope, MentionSet } from './filter.ts';
import { all, keysetConditions, keysetOrder, type Page, type Sort } from './keyset.ts';
import { matchQuery, relaxed } from './searchMatch.ts';
import type { Search } from './searchNames.ts';
import type { SearchNode } from './searchQuery.ts';

/** Sets with more entities than this are tested row by row: a query with thousands of lexemes is slow to run. */
const mostLexemes = 100;

/** Relevance is judged among this many newest matches; a common word matches half the corpus. */
export const rankedMatches = 1000;

/** With fewer matches of all words, those of any word follow. */
const fewMatches = 20;

/** How many of the newest articles are looked at before the index is asked. */
const sample = { page: 400, frequency: 150 };
/** A word in a third of the sample is frequent: its newest 1,000 matches are surely among the newest 6,000 articles. */
const frequent = { inSample: 50, window: 6 };

const number = (n: number): SQL => sql.raw(String(n));

function anyLexeme(lexemes: readonly string[]): SQL {
  const asked = lexemes.length === 0 ? ['~none'] : lexemes;
  return sql`${asked.map((lexeme) => `'${lexeme.replace(/['\\]/g, '$&$&')}'`).join(' | ')}::tsquery`;
}

const isFew = ({ ids }: MentionSet): boolean => ids.length <= mostLexemes;

/** A lexeme tells that an article mentions an entity, not how. */
const isLexemes = (set: MentionSet): boolean => isFew(set) && !set.isSubject && set.minSalience === null;

/** The scope's languages, sources and entities as lexemes, as far as there are few; an empty set matches nothing. */
function filterQueries({ mentionSets, languages, sourceIds }: ArticleScope): SQL[] {
  const sets = mentionSets.filter(isFew).map(({ ids }) => ids.map((id) => `~e:${id}`));
  if (languages) sets.push(languages.map((language) => `~l:${language}`));
  if (sourceIds && sourceIds.length <= mostLexemes) sets.push(sourceIds.map((id) => `~s:${id}`));
  return sets.map(anyLexeme);
}

/** The conditions of a scope that are not lexemes of the vector, as a scope. */
function withoutLexemes(scope: ArticleScope): ArticleScope {
  const manySources = scope.sourceIds !== null && scope.sourceIds.length > mostLexemes;
  return {
    ...scope,
    languages: null,
    sourceIds: manySources ? scope.sourceIds : null,
    mentionSets: scope.mentionSets.filter((set) => !isLexemes(set)),
    syndication: scope.syndication === 'COLLAPSE' ? 'ALL' : scope.syndication,
  };
}

/** A search under a filter. */
export interface Asked {
  /** What all words and filters of the vector come to. */
  strict: SQL;
  /** The common table expression `asked` that the statements below refer to. */
  table: SQL;
  /** Conditions on `articles a` that are no lexemes. */
  rest: SQL[];
  /** Those that leave one of several copies, of the articles that match `strict`; those that any word finds are collapsed by `candidates`. */
  collapse: SQL[];
  /** Whether any of the words may do where few articles hold all. */
  isRelaxable: boolean;
  /** Whether the index can find the matches; else all articles are read, newest first, until there are enough. */
  isIndexed: boolean;
}

/** Whether the index of the vector can find what a query asks for; what is only excluded, it lists in full. */
function isIndexed(node: SearchNode): boolean {
  if (node.kind === 'all') return node.parts.some(isIndexed);
  if (node.kind === 'either') return node.parts.every(isIndexed);
  return node.kind !== 'not';
}

/** An article `a` holds all words. */
const holdsAll = sql`exists (select 1 from article_search s
  where s.article_id = a.id and s.vector @@ (select strict from asked))`;

/** What a search asks for, as a table of one row: every article that matches `strict` holds all words. */
export function askedOf({ node, named }: Search, scope: ArticleScope | null): Asked {
  const filters = scope ? filterQueries(scope) : [];
  const whole = (query: SQL) => sql.join([query, ...filters], sql` && `);
  const loose = relaxed(node);
  const strict = whole(matchQuery(node, named));
  const columns = [sql`${strict} as strict`];
  if (loose) columns.push(sql`${whole(matchQuery(loose, named))} as loose`);
  return {
    strict,
    table: sql`asked as materialized (select ${sql.join(columns, sql`, `)})`,
    rest: scope ? scopeConditions(withoutLexemes(scope)) : [],
    collapse: scope ? collapseConditions(scope, [holdsAll]) : [],
    isRelaxable: loose !== null,
    isIndexed: isIndexed(node) || filters.length > 0,
  };
}

type Words = 'strict' | 'loose';

const newestFirst = sql.raw('s.sort_date desc, s.article_id desc');
const everyArticle = sql.raw('article_search');
const walkedArticles = sql`(select * from article_search s order by ${newestFirst} offset 0)`;

/** What is matched, and what else is asked of it; `join` follows `articles a`. */
interface From {
  rows?: SQL;
  more?: readonly SQL[];
  join?: SQL | null;
}

/** `from … where …`: the rows of a table like article_search that match. */
function matching(asked: Asked, words: Words, from: From): SQL {
  const { rows = asked.isIndexed ? everyArticle : walkedArticles, more = [], join = null } = from;
  const table =
    asked.rest.length > 0 || join !== null
      ? sql`${rows} s join articles a on a.id = s.article_id ${join ?? sql``}`
      : sql`${rows} s`;
  const match = sql`s.vector @@ (select ${sql.raw(words)} from asked)`;
  return sql`from ${table} where ${all([match, ...asked.rest, ...more])}`;
}

/** The same for articles that hold all words: what a list has in every order but RELEVANCE. */
export function holdingAll(asked: Asked, from: From = {}): SQL {
  const { more = [], join = asked.collapse.length > 0 ? sql`` : null } = from;
  return matching(asked, 'strict', { ...from, join, more: [...more, ...asked.collapse] });
}

const newestArticles = (count: number): SQL =>
  sql`(select * from article_search s order by ${newestFirst} limit ${number(count)})`;

/**
 * The newest matches, `most` at most, as rows `(id, sort_date, vector)`. `onlyIf` is tested once: nothing is read when it
 * is false.
 */
function newestMatches(asked: Asked, words: Words, most: number, onlyIf: SQL): SQL {
  const columns = sql.raw('s.article_id as id, s.sort_date, s.vector');
  const indexed = (condition: SQL) => sql`select * from (
      select ${columns} ${matching(asked, words, { more: [condition] })} offset 0) s
    order by s.sort_date desc, s.id desc limit ${number(most)}`;
  // Other conditions than the vector's may hold for none of the newest.
  if (asked.rest.length > 0) return indexed(onlyIf);
  const inSample = sql`(select count(*) ${matching(asked, words, { rows: newestArticles(sample.frequency) })})`;
  const isFrequent = sql`(select often from sampled)`;
  const walked = { rows: newestArticles(most * frequent.window), more: [isFrequent] };
  return sql`with sampled as materialized (
      select ${onlyIf} and ${inSample} >= ${number(frequent.inSample)} as often)
    (select ${columns} ${matching(asked, words, walked)} limit ${number(most)})
    union all (${indexed(sql`${onlyIf} and not ${isFrequent}`)})`;
}

/**
 * The matches that relevance is judged among, as `with` clause: `matched (id, sort_date, vector, holds_all)` has the
 * newest that hold all words and, where these are few, the newest that hold any.
 */
export function candidates(asked: Asked): SQL {
  const strict = newestMatches(asked, 'strict', rankedMatches, sql`true`);
  const tables = [asked.table, sql`strict as materialized (${strict})`];
  const holding = sql`select *, true as holds_all from strict`;
  if (asked.isRelaxable) {
    const few = sql`(select count(*) from strict) < ${number(fewMatches)}`;
    tables.push(sql`loose as materialized (${newestMatches(asked, 'loose', rankedMatches, few)})`);
  }
  const loose = asked.isRelaxable
    ? sql`union all select *, false from loose where id not in (select id from strict)`
    : sql``;
  if (asked.collapse.length === 0) tables.push(sql`matched as (${holding} ${loose})`);
  else {
    const isFirst = isFirstOfCopies([sql`a.id in (select id from found)`]);
    tables.push(sql`found as materialized (${holding} ${loose})`);
    tables.push(sql`matched as (select f.* from found f join articles a on a.id = f.id where ${isFirst})`);
  }
  return sql`with ${sql.join(tables, sql`, `)}`;
}

/** The first matches of a page by date, as rows `(id, k)`: among the next articles by date if enough of them match. */
export function matchesByDate(asked: Asked, sort: Sort, page: Page, limit: SQL): SQL {
  const bounds = keysetConditions(sort, page);
  const order = keysetOrder(sort, page.backwards);
  const columns = sql`s.article_id as id, s.sort_date as k`;
  const placed: Sort = { ...sort, key: sql`x.k`, id: sql`x.id` };
  const outer = keysetOrder(placed, page.backwards);
  if (asked.rest.length > 0) {
    return sql`with ${asked.table} select * from (
      select ${columns} ${holdingAll(asked, { more: bounds })} offset 0) x order by ${outer} limit ${limit}`;
  }
  const next = sql`(select * from article_search s where ${all(bounds)} order by ${order} limit ${number(sample.page)})`;
  const isShort = sql`(select count(*) from near_by) < ${limit}`;
  return sql`with ${asked.table},
      near_by as materialized (select ${columns} ${holdingAll(asked, { rows: next })} order by ${order} limit ${limit}),
      indexed as materialized (select ${columns} ${holdingAll(asked, { more: [isShort, ...bounds] })})
    select * from (select * from near_by where not ${isShort} union all select * from indexed) x
    order by ${outer} limit ${limit}`;
}
