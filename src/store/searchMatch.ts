/**
 * A parsed query as PostgreSQL's tsquery. Each word stands for itself or any of its stems, so that "running" finds an
 * English text with "runs" and an Indonesian one with "running"; an excluded word excludes all of them. Phrases and
 * nearness are of the exact words. Every text that reaches a statement here is letters and digits, and a parameter.
 */
import { type SQL, sql } from 'drizzle-orm';
import { searchLanguages } from './searchLanguages.ts';
import type { FilterField, SearchNode } from './searchQuery.ts';

/** Serial keys that a `source:`, `person:`, `place:` or `org:` stands for; searchNames.ts looks them up. */
export type Named = ReadonlyMap<string, readonly number[]>;

/** The key of a filter in `Named`. */
export const namedKey = (field: FilterField, value: string): string => `${field}:${value}`;

const tsquery = (text: string): SQL => sql`${text}::tsquery`;
const joined = (parts: readonly SQL[], sign: '&&' | '||'): SQL =>
  sql`(${sql.join([...parts], sql.raw(` ${sign} `))})`;

const stem = (configuration: string, word: string): SQL =>
  sql`to_tsquery(${sql.raw(`'${configuration}'`)}, ${word})`;

/** A word as it stands, or as any language's stem. In headlines as it stands alone: that needs no positions. */
function wordQuery(word: string, inHeadline: boolean): SQL {
  if (inHeadline) return tsquery(`'^${word}'`);
  return joined(
    [tsquery(word), ...searchLanguages.map(({ configuration }) => stem(configuration, word))],
    '||',
  );
}

/** Words side by side; in the headline (weight A), whose marks spare PostgreSQL the positions of most articles. */
function phraseQuery(words: readonly string[], inHeadline: boolean): SQL {
  if (!inHeadline) return tsquery(words.join(' <-> '));
  const all = words.map((word) => `'^${word}'`).join(' & ');
  return tsquery(`${all} & (${words.map((word) => `${word}:A`).join(' <-> ')})`);
}

/** tsquery knows distances but no "at most": every distance in both directions, for every two of the words. */
function nearQuery(words: readonly string[], distance: number): SQL {
  const pairs = words.flatMap((a, i) => words.slice(i + 1).map((b) => [a, b] as const));
  const near = pairs.map(([a, b]) => {
    const steps = Array.from({ length: distance }, (_, i) => `${a} <${i + 1}> ${b} | ${b} <${i + 1}> ${a}`);
    return `(${steps.join(' | ')})`;
  });
  return tsquery(near.join(' & '));
}

/** No article carries this lexeme. */
const nothing = "'~none'";

function filterQuery(field: FilterField, value: string, named: Named): SQL {
  if (field === 'lang') return tsquery(`'~l:${value}'`);
  const letter = field === 'source' ? 's' : 'e';
  const ids = named.get(namedKey(field, value)) ?? [];
  return tsquery(ids.map((id) => `'~${letter}:${id}'`).join(' | ') || nothing);
}

/** Languages (by their place in `searchLanguages`) that take a node for a mere function word. */
function languagesOfStop(node: SearchNode): string[] {
  if (node.kind !== 'word') return [];
  return searchLanguages.flatMap(({ stops, tags }) => (stops.has(node.word) ? tags : []));
}

/**
 * "will smith": beside other words, a function word is not asked of articles in its language, where it is not indexed
 * as a stem and says nothing; articles in other languages must hold it.
 */
function partQuery(part: SearchNode, siblings: readonly SearchNode[], named: Named): SQL {
  const query = matchQuery(part, named);
  const tags = languagesOfStop(part).filter((tag) =>
    siblings.some((other) => isWanted(other) && !languagesOfStop(other).includes(tag)),
  );
  if (tags.length === 0) return query;
  return joined([query, tsquery(tags.map((tag) => `'~l:${tag}'`).join(' | '))], '||');
}

const isWanted = (node: SearchNode): boolean => node.kind !== 'not' && node.kind !== 'filter';

/** What an article's vector must match. */
export function matchQuery(node: SearchNode, named: Named): SQL {
  switch (node.kind) {
    case 'all':
      return joined(
        node.parts.map((part) => partQuery(part, node.parts, named)),
        '&&',
      );
    case 'either':
      return joined(
        node.parts.map((part) => matchQuery(part, named)),
        '||',
      );
    case 'not':
      return sql`!!${matchQuery(node.part, named)}`;
    case 'word':
      return wordQuery(node.word, node.inHeadline);
    case 'prefix':
      return tsquery(node.inHeadline ? `'^${node.word}':*` : `${node.word}:*`);
    case 'phrase':
      return phraseQuery(node.words, node.inHeadline);
    case 'near':
      return nearQuery(node.words, node.distance);
    case 'filter':
      return filterQuery(node.field, node.value, named);
  }
}

/**
 * The query with any of its words instead of all, or null where that would be against what was written: a phrase, an
 * exclusion, OR and parentheses mean what they say. Filters stay conditions.
 */
export function relaxed(node: SearchNode): SearchNode | null {
  if (node.kind !== 'all') return null;
  const filters = node.parts.filter((part) => part.kind === 'filter');
  const words = node.parts.filter((part) => part.kind !== 'filter');
  const isPlain = words.every(
    (part) => part.kind === 'word' || part.kind === 'prefix' || (part.kind === 'phrase' && !part.quoted),
  );
  if (!isPlain || words.length < 2) return null;
  const content = words.filter((part) => languagesOfStop(part).length === 0);
  const either: SearchNode = { kind: 'either', parts: content.length > 0 ? content : words };
  return filters.length === 0 ? either : { kind: 'all', parts: [...filters, either] };
}

/** The wanted words of a query, each once. */
export function wantedWords(node: SearchNode): SearchNode[] {
  const found = new Map<string, SearchNode>();
  const visit = (inner: SearchNode) => {
    if (inner.kind === 'all' || inner.kind === 'either') inner.parts.forEach(visit);
    if (inner.kind === 'word' || inner.kind === 'prefix') {
      found.set(`${inner.word} ${inner.kind}`, { ...inner, inHeadline: false });
    }
    if (inner.kind === 'phrase' || inner.kind === 'near') {
      for (const word of inner.words) found.set(`${word} word`, { kind: 'word', word, inHeadline: false });
    }
  };
  visit(node);
  return [...found.values()];
}

/**
 * A word as it stands (weights A and B) or as a stem (C and D), so that each counts by its own weight. Languages mostly
 * agree on a stem, and often it is the word: each lexeme stands once, for ranking takes as long as there are many.
 */
function weighedWord(node: SearchNode): SQL {
  if (node.kind === 'prefix') return tsquery(`${node.word}:*AB`);
  const word = node.kind === 'word' ? node.word : '';
  const stems = searchLanguages.map(
    ({ configuration }) => sql`to_tsvector(${sql.raw(`'${configuration}'`)}, ${word})`,
  );
  return sql`(select string_agg(format('%L:%s', lexeme, weights), ' | ')::tsquery from (
      select lexeme, string_agg(weights, '') as weights from (
        select ${word}::text as lexeme, 'AB' as weights
        union all select lexeme, 'CD' from unnest(${sql.join(stems, sql` || `)})) x
      group by lexeme) l)`;
}

/** The wanted words of a query that has no other than function words, such as "yang" or "the"; else none. */
export function onlyFunctionWords(node: SearchNode): string[] {
  const words = wantedWords(node);
  const isAll = words.length > 0 && words.every((part) => languagesOfStop(part).length > 0);
  return isAll ? words.map((part) => (part.kind === 'word' ? part.word : '')) : [];
}

/** Any of the wanted words wherever they stand, for ranking and for marking them; null when the query wants none. */
export function rankQuery(node: SearchNode): SQL | null {
  const words = wantedWords(node);
  const content = words.filter((part) => languagesOfStop(part).length === 0);
  const ranked = content.length > 0 ? content : words;
  return ranked.length === 0 ? null : joined(ranked.map(weighedWord), '||');
}
