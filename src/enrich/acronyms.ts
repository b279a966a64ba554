/**
 * Printed equations: "Long Form (LF)", "LF (Long Form)", "X alias Y", "X yang akrab disapa Y", "X, known as Y". Both sides are
 * mentions of one thing; the second side points at the first.
 */
import { type Span, spanOf } from './lookup.ts';
import { isNameWord, type RunContext } from './runs.ts';
import type { Token } from './tokens.ts';

const connectors = new Set('dan and of the for de la untuk & - di'.split(' '));

/** Initials of the capitalised words between two positions. */
function initialsOf(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .filter((t) => t.kind === 'word' && t.capital)
    .map((t) => t.text[0] ?? '')
    .join('')
    .toUpperCase();
}

/** Whether the short form's letters stand in the long form in order, the first one first ("Basarnas", "BPBD"). */
function abbreviates(short: string, long: string): boolean {
  const letters = short.toLowerCase().replace(/[^\p{L}]/gu, '');
  const text = long.toLowerCase();
  if (letters === '' || letters[0] !== text[0]) return false;
  let at = 0;
  for (const letter of text) if (letter === letters[at]) at += 1;
  return at === letters.length;
}

/** First token of the capitalised run, connectors included, that ends before `end`. */
function runStart({ scan, used }: RunContext, end: number): number {
  const { tokens } = scan;
  const isCapital = (at: number) =>
    tokens[at]?.capital === true && used[at] !== 'title' && tokens[at]?.sentence === tokens[end]?.sentence;
  let from = end;
  while (isCapital(from - 1) || (connectors.has(tokens[from - 1]?.lower ?? '') && isCapital(from - 2)))
    from -= 1;
  return from;
}

/** The long form that an acronym in parentheses at `open` abbreviates although no single name ends there; null when none. */
function longForm(context: RunContext, open: number, short: Token, isKnown: boolean): Span | null {
  const { tokens } = context.scan;
  const from = runStart(context, open);
  const letters = short.text.toUpperCase();
  for (let at = from; at < open - 1; at += 1) {
    if (tokens[at]?.capital === true && initialsOf(tokens, at, open) === letters)
      return spanOf('ORGANIZATION', at, open, 0.85);
  }
  const isLong = open - from >= 3 && tokens[from]?.capital === true;
  const text = context.scan.text.slice(tokens[from]?.start ?? 0, tokens[open]?.start ?? 0);
  return isLong && (isKnown || abbreviates(short.text, text))
    ? spanOf('ORGANIZATION', from, open, 0.8)
    : null;
}

interface Equation {
  long: Span | null;
  short: Span;
}

/** The name that holds each token; null where none does. */
type Cover = (Span | null)[];

/** Puts a name over its tokens in place of those that held any of them. */
function lay(cover: Cover, span: Span): void {
  for (let at = span.from; at < span.to; at += 1) {
    const held = cover[at] ?? null;
    if (held !== null) cover.fill(null, held.from, held.to);
  }
  cover.fill(span, span.from, span.to);
}

/** "(X)" right after a name. */
function parenthesised(context: RunContext, cover: Cover, open: number): Equation | null {
  const { tokens } = context.scan;
  const short = tokens[open + 1];
  if (
    tokens[open]?.text !== '(' ||
    tokens[open + 2]?.text !== ')' ||
    short?.kind !== 'word' ||
    !short.capital
  )
    return null;
  const held = cover[open + 1]?.from === open + 1 ? cover[open + 1] : null;
  if (/\p{N}/u.test(short.text) && held == null) return null;
  const before = cover[open - 1]?.to === open ? (cover[open - 1] ?? null) : null;
  const inside = held?.to === open + 2 ? held : null;
  const isAcronym = short.upper && short.text.length <= 10;
  if (before?.kind === 'PERSON') {
    if (inside !== null && inside.kind !== 'PERSON' && inside.senses.length > 0) return null;
    return { long: before, short: { ...spanOf('PERSON', open + 1, open + 2, 0.85), sameAs: before.from } };
  }
  if (
    !isAcronym &&
    !(
      before !== null &&
      abbreviates(short.text, context.scan.text.slice(tokens[before.from]?.start, tokens[open]?.start))
    )
  )
    return null;
  return acronymOf(context, { open, short, before, inside });
}

interface Sides {
  open: number;
  short: Token;
  before: Span | null;
  inside: Span | null;
}

function acronymOf(context: RunContext, { open, short, before, inside }: Sides): Equation {
  const known = inside?.senses[0] ?? null;
  const isSame =
    before !== null && known !== null && before.senses.some((s) => s.record.key === known.record.key);
  const isTail =
    before !== null && known !== null && before.kind !== known.record.kind && before.senses.length > 0;
  if (before !== null && (isSame || (!isTail && (known === null || before.senses.length === 0)))) {
    const kind = known?.record.kind ?? before.kind;
    const long = known === null || isSame ? before : { ...before, kind, senses: inside?.senses ?? [] };
    return {
      long,
      short: { ...spanOf(kind, open + 1, open + 2, 0.9), senses: long.senses, sameAs: before.from },
    };
  }
  const long = longForm(context, open, short, known !== null);
  const kind = known?.record.kind ?? 'ORGANIZATION';
  const senses = inside?.senses ?? [];
  const sameAs = long?.from ?? null;
  return {
    long: long && { ...long, kind, senses },
    short: { ...spanOf(kind, open + 1, open + 2, 0.8), senses, sameAs },
  };
}

const aliasWords = new Set('alias disapa dipanggil dijuluki nicknamed dubbed'.split(' '));

/** "X alias Y", "X, yang akrab disapa Y", "X, 71, known to everybody as Y". */
function nicknamed(context: RunContext, cover: Cover, at: number): Equation | null {
  const { tokens } = context.scan;
  const isKnownAs =
    tokens[at]?.lower === 'as' && tokens.slice(Math.max(0, at - 4), at).some((t) => t.lower === 'known');
  if (!isKnownAs && !aliasWords.has(tokens[at]?.lower ?? '')) return null;
  const quote = /^["“'‘]$/.test(tokens[at + 1]?.text ?? '') ? 1 : 0;
  const from = at + 1 + quote;
  const inside = cover[from] ?? undefined;
  if (inside === undefined && !isNameWord(context, from) && tokens[from]?.capital !== true) return null;
  if (inside !== undefined && inside.kind !== 'PERSON' && inside.confidence > 0.85) return null;
  const person = lastNameBefore(context, cover, at);
  if (person?.kind !== 'PERSON') return null;
  let to = from + 1;
  while (tokens[to]?.capital === true && tokens[to]?.sentence === tokens[from]?.sentence) to += 1;
  return {
    long: person,
    short: { ...spanOf('PERSON', from, Math.max(to, inside?.to ?? 0), 0.85), sameAs: person.from },
  };
}

/** The last name of the sentence that ends before a token. */
function lastNameBefore({ scan }: RunContext, cover: Cover, at: number): Span | null {
  const start = scan.sentences[scan.tokens[at]?.sentence ?? 0] ?? 0;
  for (let before = at - 1; before >= start; before -= 1) {
    const span = cover[before] ?? null;
    if (span !== null && span.to <= at) return span.from >= start ? span : null;
  }
  return null;
}

/** The spans with both sides of every printed equation among them. */
export function equateNames(context: RunContext, spans: readonly Span[]): Span[] {
  const cover: Cover = context.scan.tokens.map(() => null);
  for (const span of spans) lay(cover, span);
  for (let at = 1; at < context.scan.tokens.length; at += 1) {
    const equation = parenthesised(context, cover, at) ?? nicknamed(context, cover, at);
    if (equation === null) continue;
    if (equation.long !== null) lay(cover, equation.long);
    lay(cover, equation.short);
  }
  return cover.filter((span, at): span is Span => span !== null && span.from === at);
}
