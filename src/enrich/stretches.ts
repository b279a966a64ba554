/** Stretches between quotation marks of every kind, and speech between dashes, as token positions. One pass over the text. */
import { isDash, type Scan, type Token } from './tokens.ts';

/** A stretch between quotation marks, inner offsets and token positions; `isOpen`: no closing mark in its paragraph. */
export interface Stretch {
  start: number;
  end: number;
  from: number;
  to: number;
  isOpen: boolean;
  /** Tokens that the opening and the closing mark are made of: two for `` and '', else one. */
  markLength: number;
}

/** Closing marks by opening mark. */
const closers: ReadonlyMap<string, string> = new Map([
  ['“', '”"'],
  ['”', '”'],
  ['«', '»'],
  ['„', '“”"'],
  ['"', '"”'],
  ['‘', '’'],
  ["'", "'"],
  ['``', "''"],
]);

/** Marks that are apostrophes as well: believed only where a closing one follows in the same paragraph. */
const isApostrophe = (mark: string): boolean => mark === '‘' || mark === "'";

/** The opening mark at a token; null when none opens there. */
function openingAt(tokens: readonly Token[], at: number): string | null {
  const [mark, next] = [tokens[at], tokens[at + 1]];
  if (mark === undefined || next === undefined) return null;
  if (mark.text === '`' && next.text === '`' && next.glued) return '``';
  if (!closers.has(mark.text)) return null;
  const before = tokens[at - 1];
  const isGlued = mark.glued && before !== undefined && before.kind !== 'mark';
  if (isApostrophe(mark.text) || mark.text === '”') return next.glued && !isGlued ? mark.text : null;
  // `6' 2"` closes nothing and opens nothing.
  return mark.text === '"' && isGlued && !next.glued ? null : mark.text;
}

function isCloser({ tokens }: Scan, at: number, opening: string): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  if (opening === '``')
    return (
      token.text === '"' ||
      (token.text === "'" && tokens[at + 1]?.text === "'" && tokens[at + 1]?.glued === true)
    );
  if (closers.get(opening)?.includes(token.text) !== true) return false;
  if (!/^[’']$/.test(token.text)) return true;
  return token.glued && (tokens[at + 1]?.glued !== true || tokens[at + 1]?.kind === 'mark');
}

/** Stretches between quotation marks. A paragraph that opens and does not close runs to its end (the rule for long quotations). */
export function findStretches(scan: Scan): Stretch[] {
  const stretches: Stretch[] = [];
  const { tokens } = scan;
  // An apostrophe that no mark closes proves that no later one in its paragraph is closed either.
  const looseParagraph = new Map<string, number>();
  for (let at = 0; at < tokens.length; at += 1) {
    const mark = tokens[at];
    const opening = openingAt(tokens, at);
    if (mark === undefined || opening === null || looseParagraph.get(opening) === mark.paragraph) continue;
    const markLength = opening === '``' ? 2 : 1;
    let end = at + markLength;
    while (tokens[end]?.paragraph === mark.paragraph && !isCloser(scan, end, opening)) end += 1;
    const isOpen = tokens[end]?.paragraph !== mark.paragraph;
    if (isOpen && isApostrophe(opening)) {
      looseParagraph.set(opening, mark.paragraph);
      continue;
    }
    const stretch = stretchOf(scan, at, end, { isOpen, markLength });
    if (stretch === null) continue;
    stretches.push(stretch);
    at = isOpen ? end - 1 : end + (tokens[end]?.text === "'" ? markLength : 1) - 1;
  }
  return stretches;
}

function stretchOf(
  { tokens, text }: Scan,
  at: number,
  end: number,
  shape: { isOpen: boolean; markLength: number },
): Stretch | null {
  const [first, last] = [tokens[at + shape.markLength], tokens[end - 1]];
  const mark = tokens[at + shape.markLength - 1];
  if (mark === undefined || first === undefined || last === undefined || end === at + shape.markLength)
    return null;
  const stop = shape.isOpen ? last.end : (tokens[end]?.start ?? last.end);
  const inner = text.slice(mark.end, stop);
  const start = mark.end + inner.length - inner.trimStart().length;
  return { start, end: start + inner.trim().length, from: at + shape.markLength, to: end, ...shape };
}

/**
 * Speech between dashes, as Portuguese prints it: a paragraph opens with a dash, and behind a later dash stands a verb of
 * speech, "– Choveu – disse ela".
 */
export function findDashed({ tokens, text }: Scan, isVerb: (lower: string) => boolean): Stretch[] {
  const stretches: Stretch[] = [];
  let opening = -1;
  for (const [at, token] of tokens.entries()) {
    if (!isDash(token)) continue;
    if (tokens[at - 1]?.paragraph !== token.paragraph) opening = at;
    else if (
      opening >= 0 &&
      tokens[opening]?.paragraph === token.paragraph &&
      isVerb(tokens[at + 1]?.lower ?? '')
    ) {
      const [first, last] = [tokens[opening + 1], tokens[at - 1]];
      if (first !== undefined && last !== undefined && at > opening + 1)
        stretches.push({
          start: first.start,
          end: last.end,
          from: opening + 1,
          to: at,
          isOpen: false,
          markLength: 1,
        });
      opening = -1;
    }
  }
  return stretches.filter(({ start, end }) => text.slice(start, end).trim() !== '');
}
