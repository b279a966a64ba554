/**
 * Names with a head word as English builds them: the head at the end ("Esprit Arena"), or in front of "of" ("Ministry of
 * Health"); and events, which end with their head too and name nothing that we keep.
 */
import { isCommonWord } from './commonWords.ts';
import { isName, type Search } from './headSearch.ts';
import {
  eventTrails,
  organizationOf,
  organizationTrails,
  placeOf,
  placeTrails,
  stormLeads,
} from './heads.ts';
import { type Span, type Stretch, spanOf } from './lookup.ts';
import { portfolios, titles } from './titles.ts';
import type { Token } from './tokens.ts';

const connectors = new Set(['of', 'for', 'on']);

/** First token of an English name that ends before `at`. */
function leftEdge({ scan, knownAt, language }: Search, at: number, takesPeople: boolean): number {
  let from = at;
  while (from > 0) {
    const token = scan.tokens[from - 1];
    if (token?.sentence !== scan.tokens[at]?.sentence) break;
    const isJoint =
      (token?.text === '-' || token?.text === '&' || token?.text === '.') && isName(scan.tokens[from - 2]);
    if (isJoint && (token.glued || token.text === '&')) {
      from -= 2;
      continue;
    }
    if (!isName(token) || (titles.has(token.lower) && !organizationTrails.has(token.lower))) break;
    const known = knownAt[from - 1] ?? null;
    if (known?.kind === 'PERSON' && !takesPeople) break;
    if (token.initial && isCommonWord(token.lower, language) && known === null) break;
    from = known === null || known.kind === 'PERSON' ? from - 1 : Math.min(known.from, from - 1);
  }
  return from;
}

/** End of "… of the X and Y" that starts at `at`; `at` itself when nothing follows. */
function ofEnd({ scan, knownAt }: Search, at: number): number {
  let to = at;
  if (!connectors.has(scan.tokens[to]?.lower ?? '')) return at;
  to += scan.tokens[to + 1]?.lower === 'the' ? 2 : 1;
  if (!isName(scan.tokens[to])) return at;
  while (
    isName(scan.tokens[to]) ||
    (scan.tokens[to]?.lower === 'and' && isInstitution(scan.tokens[to + 1]))
  ) {
    const known = knownAt[to] ?? null;
    if (known !== null && known.kind === 'PERSON') break;
    to = known !== null && known.from === to ? known.to : to + 1;
  }
  return to;
}

function isInstitution(token: Token | undefined): boolean {
  return (
    isName(token) &&
    (portfolios.has(token.lower) || organizationTrails.has(token.lower) || isCommonWord(token.lower, 'en'))
  );
}

/** The English name whose head stands at a token. */
export function englishAt(search: Search, at: number): { span: Span | null; nothing: number } {
  const { scan, knownAt } = search;
  const token = scan.tokens[at];
  const none = { span: null, nothing: 0 };
  if (!isName(token) || scan.shouted[token.sentence] === true) return none;
  const known = knownAt[at] ?? null;
  if (known !== null && !(known.to === at + 1)) return none;
  if (organizationOf.has(token.lower)) {
    const to = ofEnd(search, at + 1);
    if (to > at + 1)
      return { span: spanOf('ORGANIZATION', leftEdge(search, at, false), to, 0.75), nothing: 0 };
  }
  if (placeOf.has(token.lower) && isName(scan.tokens[at + 1]) && known === null && !token.initial) {
    return { span: spanOf('PLACE', at, rightEdge(search, at + 1), 0.7), nothing: 0 };
  }
  const isOrganization = organizationTrails.has(token.lower);
  const isPlace = placeTrails.has(token.lower) && !isOrganization;
  if (isOrganization || isPlace) {
    const from = leftEdge(search, at, true);
    const to = isOrganization ? ofEnd(search, at + 1) : at + 1;
    const span = spanOf(isPlace ? 'PLACE' : 'ORGANIZATION', from, to, 0.7);
    return isName(scan.tokens[at + 1]) && !isPlace && knownAt[at + 1] == null
      ? none
      : from < at
        ? { span, nothing: 0 }
        : none;
  }
  return none;
}

function rightEdge({ scan, knownAt }: Search, at: number): number {
  let to = at;
  while (isName(scan.tokens[to]) && to - at < 3) {
    const known = knownAt[to] ?? null;
    to = known !== null && known.from === to ? known.to : to + 1;
  }
  return to;
}

/** English events end with their head, and the whole run in front belongs to them; storms begin with it. */
export function englishEvents(search: Search): Stretch[] {
  const { scan } = search;
  return scan.tokens.flatMap((token, at) => {
    if (!isName(token)) return [];
    if (stormLeads.has(token.lower)) return stormAt(search, at);
    if (token.initial || !eventTrails.has(token.lower)) return [];
    const from = leftEdge(search, at, false);
    return from < at ? [{ from, to: at + 1 }] : [];
  });
}

/** "Hurricane Maria", "Tropical Storm Harvey": one word names a storm. */
function stormAt({ scan }: Search, at: number): Stretch[] {
  const name = scan.tokens[at + 1];
  const isStorm = isName(name) && name.sentence === scan.tokens[at]?.sentence;
  return isStorm ? [{ from: at, to: at + 2 }] : [];
}
