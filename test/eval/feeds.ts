/** What feedparser's own tests expect of a feed: simple comparisons, taken out of the comments at the top of its files. */

/** One comparison: the field of the feed or of an entry, and its value as written. */
export interface Expectation {
  /** Index of the entry; null for the feed itself. */
  entry: number | null;
  field: 'title' | 'link' | 'id' | 'summary' | 'author' | 'published' | 'updated';
  value: string;
}

const names: Record<string, Expectation['field']> = {
  title: 'title',
  link: 'link',
  id: 'id',
  guid: 'id',
  summary: 'summary',
  author: 'author',
  published: 'published',
  published_parsed: 'published',
  updated: 'updated',
  updated_parsed: 'updated',
};

/** A Python string literal's value. */
function unquoted(literal: string): string {
  return literal.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/g, (_, u, x, plain) => {
    if (u ?? x) return String.fromCodePoint(Number.parseInt(u ?? x, 16));
    return ({ n: '\n', t: '\t', r: '\r' } as Record<string, string>)[plain] ?? plain;
  });
}

function instantIn(tuple: string): string {
  const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = tuple.split(',').map(Number);
  return new Date(Date.UTC(year, month - 1, day, hours, minutes, seconds)).toISOString();
}

/** The comparison in a file's comment; null when it is not of a kind that a `Feed` can answer. */
export function expectationIn(text: string): Expectation | null {
  const expression = /Expect:\s*(.*?)\s*(?:-->|\n\s*-->|\n\s*\n|\n[A-Z])/s.exec(text.slice(0, 8192))?.[1];
  const place = String.raw`(?:feed|(?:feed\['entries'\]|entries)\[(\d+)\])\['(\w+)'\]`;
  const literal = String.raw`(?:u?'((?:[^'\\]|\\.)*)'|u?"((?:[^"\\]|\\.)*)"|\(([\d, ]+)\))`;
  const match = new RegExp(`^(?:not bozo and )?${place}\\s*==\\s*${literal}$`).exec(expression ?? '');
  const field = names[match?.[2] ?? ''];
  if (match === null || field === undefined) return null;
  const [, entry, , single, double, tuple] = match;
  const value = tuple === undefined ? unquoted(single ?? double ?? '') : instantIn(tuple);
  if (tuple === undefined && (field === 'published' || field === 'updated')) return null;
  return { entry: entry === undefined ? null : Number(entry), field, value };
}
