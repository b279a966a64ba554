/**
 * Full-text search over `article_search.vector`. Each article is indexed under its own language and under `simple`, and
 * carries its filters as lexemes (`~l:id`, `~s:<source>`, `~e:<entity>`), so that one GIN scan answers words and filter
 * together. A query is therefore read under every language we index and the readings are ORed: "running" finds an
 * English text with "runs" and an Indonesian one with "running".
 */
import { type SQL, sql } from 'drizzle-orm';
import type { ArticleScope } from './filter.ts';

/** What a query asks for and what it rules out, both in the syntax of PostgreSQL's `websearch_to_tsquery`. */
export interface TextQuery {
  wanted: string;
  unwanted: string;
}

/** The text search configurations that articles are indexed under. */
const configurations = ['indonesian', 'english', 'portuguese', 'simple'] as const;

/** Sets with more entities than this are tested row by row: a query with thousands of lexemes is slow to run. */
const mostLexemes = 100;

/** Relevance is judged among this many newest matches; a common word matches half the corpus. */
export const rankedMatches = 1000;

/** Time in which the weight of a match halves: a week-old report needs twice the rank of today's. A choice, not a measurement. */
export const halfLifeSeconds = 7 * 86_400;

/**
 * Splits a query into its wanted and its excluded part (`-word`, `-"a phrase"`). They are kept apart because an excluded
 * word must be missing under every reading, whereas a wanted one need be there under only one. Null when the query holds
 * no letter and no digit, which is no condition at all.
 */
export function parseTextQuery(query: string): TextQuery | null {
  const text = query.replaceAll('\0', ' ');
  const unwanted: string[] = [];
  const wanted = text.replace(/(^|\s)-("[^"]*"?|[^\s"]+)/gu, (_, space: string, term: string) => {
    unwanted.push(term);
    return space;
  });
  const hasWord = (part: string) => /[\p{L}\p{N}]/u.test(part);
  const excluded = unwanted.filter(hasWord).join(' or ');
  if (!hasWord(wanted) && excluded === '') return null;
  return { wanted: hasWord(wanted) ? wanted : '', unwanted: excluded };
}

const reading = (configuration: string, text: string) =>
  sql`websearch_to_tsquery(${sql.raw(`'${configuration}'`)}, ${text})`;

/** The wanted words alone, for ranking. */
export function wordsQuery(text: TextQuery): SQL {
  return sql`(${sql.join(
    configurations.map((configuration) => reading(configuration, text.wanted)),
    sql` || `,
  )})`;
}

const quoted = (lexeme: string) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

function anyLexeme(lexemes: string[]): SQL {
  return sql`${lexemes.map(quoted).join(' | ')}::tsquery`;
}

/** Lexemes of the scope's languages, sources and entities; null when one of them is empty and nothing can match. */
function filterLexemes(scope: ArticleScope | null): SQL[] {
  if (!scope) return [];
  const sets = scope.mentionSets.filter((set) => set.length <= mostLexemes);
  const lexemes: string[][] = sets.map((set) => set.map((id) => `~e:${id}`));
  if (scope.languages) lexemes.push(scope.languages.map((language) => `~l:${language}`));
  if (scope.sourceIds && scope.sourceIds.length <= mostLexemes) {
    lexemes.push(scope.sourceIds.map((id) => `~s:${id}`));
  }
  // An empty set matches nothing; no article carries this lexeme.
  return lexemes.map((set) => anyLexeme(set.length === 0 ? ['~none'] : set));
}

/** The whole query: wanted words, excluded words, and the scope's filters as far as they are lexemes. */
export function matchQuery(text: TextQuery, scope: ArticleScope | null): SQL {
  const parts: SQL[] = filterLexemes(scope);
  if (text.wanted !== '') parts.unshift(wordsQuery(text));
  if (text.unwanted !== '') {
    for (const configuration of configurations) parts.push(sql`!!${reading(configuration, text.unwanted)}`);
  }
  return sql`(${sql.join(parts, sql` && `)})`;
}

/** The conditions of a scope that are not lexemes of the vector, as a scope. */
export function withoutLexemes(scope: ArticleScope): ArticleScope {
  const manySources = scope.sourceIds !== null && scope.sourceIds.length > mostLexemes;
  return {
    ...scope,
    languages: null,
    sourceIds: manySources ? scope.sourceIds : null,
    mentionSets: scope.mentionSets.filter((set) => set.length > mostLexemes),
  };
}
