/** Path patterns of robots.txt: `*` for anything, `$` for the end, percent-encoding made alike on both sides. */

/** One Allow or Disallow line. */
export interface PathRule {
  allows: boolean;
  /** Octets of the pattern; the longest that matches wins. */
  length: number;
  /** The pattern between its stars. */
  parts: string[];
  endsThere: boolean;
}

/** Longer patterns match no address that anybody reads. */
const longestPattern = 2048;
const longestPath = 4096;

/**
 * One spelling of a path: unreserved characters bare, all else that is encoded in capitals (RFC 3986 §6.2.2).
 * Paths are compared up to 4,096 characters.
 */
export function plainPath(path: string): string {
  const encoded = path
    .slice(0, longestPath)
    .replace(/[^\u0021-\u007e]+/g, (text) => encodeURIComponent(Buffer.from(text).toString()));
  return encoded.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
}

/** The rule of a line's value; null for an empty one, which says nothing (RFC 9309 §2.2.2). */
export function pathRule(value: string, allows: boolean): PathRule | null {
  if (value === '' || value.length > longestPattern) return null;
  const rooted = value.startsWith('/') || value.startsWith('*') ? value : `/${value}`;
  const pattern = plainPath(rooted);
  const endsThere = pattern.endsWith('$');
  const parts = (endsThere ? pattern.slice(0, -1) : pattern).split('*');
  return { allows, length: pattern.length, parts, endsThere };
}

/** True when the rule is about this path (with its query, as `plainPath` writes it). Each part is looked for once, from left to right. */
export function ruleMatches(rule: PathRule, text: string): boolean {
  const [first = '', ...rest] = rule.parts;
  if (!text.startsWith(first)) return false;
  if (rest.length === 0) return !rule.endsThere || text.length === first.length;
  let at = first.length;
  const last = rule.endsThere ? (rest.pop() ?? '') : '';
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
