/**
 * The rules' names and the tagger's made one list. The tagger judges by the whole sentence and knows names that no list
 * holds; the rules know lists, head words, titles, and what the document prints elsewhere. Thresholds were chosen on
 * development data (`npm run eval:entities`).
 */
import type { FullGazetteer } from './gazetteer.ts';
import type { Tagged, TaggedName } from './knowledge.ts';
import { crossingIndex, type Span, type Stretch, spanOf, spanText } from './lookup.ts';
import { isDash, type Scan } from './tokens.ts';

/** What joining asks for besides the names. */
export interface Joining {
  scan: Scan;
  language: string;
  gazetteer: FullGazetteer;
  /** Events, laws and products: no names, whatever they look like. */
  nothing: readonly Stretch[];
  /** Whether a token is of somebody's title. */
  isTitle: (at: number) => boolean;
}

/** How sure the tagger must be of a name to be believed. */
const believed = {
  /** Where the rules see nothing. */
  alone: 0.5,
  /** Where the rules guess another kind or other ends. */
  overGuess: 0.6,
  /** Where the gazetteer knows a name there. */
  overKnown: 0.7,
  /** Where the rules' name of that kind holds it. */
  insideRule: 0.8,
  /** Inside an event or product. */
  inEvent: 0.97,
};

/** A name of the rules stays unless the tagger is this sure that one of its words is outside of any. */
const vetoed = { known: 0.99, guess: 0.6, late: 0.95 };

/** Lower-case words with which a person's or place's name may begin. */
const particles = new Set(
  'al el van von de der den da dos das du di la le bin ibn abu ter ten y d'.split(' '),
);

const isSame = (a: Stretch, b: Stretch): boolean => a.from === b.from && a.to === b.to;
const holds = (a: Stretch, b: Stretch): boolean => a.from <= b.from && b.to <= a.to;
const isCountry = ({ senses }: Span): boolean => senses[0]?.record.place?.placeType === 'COUNTRY';
const isKnown = ({ senses }: Span): boolean => senses.length > 0;

/** A word that belongs to no name when it stands at its edge: a lower-case noun ("pantai Sousse", "Golkar party"). */
function isPlainWord({ scan }: Joining, at: number): boolean {
  const token = scan.tokens[at];
  if (token === undefined || token.kind !== 'word' || token.capital || /\p{N}/u.test(token.text))
    return false;
  return !particles.has(token.lower) && !token.glued && scan.tokens[at + 1]?.glued !== true;
}

/** A full stop that ends the sentence; that of "Corp." is kept, as sets of others do. */
function isLastStop({ scan }: Joining, { kind }: TaggedName, at: number): boolean {
  const [token, next] = [scan.tokens[at], scan.tokens[at + 1]];
  return kind !== 'ORGANIZATION' && token?.text === '.' && next?.sentence !== token.sentence;
}

/** A word of title that the name goes by, as the gazetteer says ("Gus Dur", "Lady Gaga"). */
function isTitleInName({ scan, language, gazetteer }: Joining, from: number, to: number): boolean {
  return gazetteer.senses(spanText(scan, from, to), language).some(({ record }) => record.kind === 'PERSON');
}

/**
 * The name without what our conventions leave out of it. Portuguese names do end in lower case, and so do given names
 * behind a hyphen ("Wong Yeung-tat"), also where a blank stands on both sides of it.
 */
function trimmed(joining: Joining, name: TaggedName): TaggedName {
  let { from, to } = name;
  const isTitle = (at: number) =>
    name.kind === 'PERSON' && joining.isTitle(at) && !isTitleInName(joining, at, to);
  while (from < to - 1 && (isTitle(from) || isPlainWord(joining, from))) from += 1;
  const isTail = (at: number) =>
    isLastStop(joining, name, at) ||
    (joining.language !== 'pt' && isPlainWord(joining, at) && !isDash(joining.scan.tokens[at - 1]));
  while (from < to - 1 && isTail(to - 1)) to -= 1;
  return { ...name, from, to };
}

/** People of a faith or creed, whom our conventions do not name; other sets do. */
const believers =
  /^(?:christian|muslim|moslem|catholic|protestant|anglican|orthodox|hindu|buddhist|jew|shi['’]?ite|shia|sunni|islam)s?$/;

function isBeliever({ scan }: Joining, { from, to }: TaggedName): boolean {
  return to - from === 1 && believers.test(scan.tokens[from]?.lower ?? '');
}

/** Whether the tagger's name takes the place of the rules' names that share words with it. */
function wins(name: TaggedName, rules: readonly Span[]): boolean {
  const [rule] = rules;
  if (rule === undefined) return name.confidence >= believed.alone;
  const isOne = rules.length === 1;
  if (isOne && isSame(rule, name)) {
    if (rule.derived || isCountry(rule)) return false;
    return name.confidence >= (isKnown(rule) ? believed.overKnown : believed.overGuess);
  }
  if (isOne && rule.kind === name.kind && holds(rule, name)) return name.confidence >= believed.insideRule;
  return name.confidence >= (rules.some(isKnown) ? believed.overKnown : believed.overGuess);
}

/** A tagged name as a span: the rules' where they agree, which says more, else with what the gazetteer knows of its kind. */
function spanOfTagged(
  { scan, language, gazetteer }: Joining,
  name: TaggedName,
  rules: readonly Span[],
): Span {
  const { kind, from, to, confidence } = name;
  const same = rules.find((rule) => isSame(rule, name) && rule.kind === kind);
  if (same !== undefined) return { ...same, confidence: Math.max(same.confidence, confidence) };
  const senses = gazetteer
    .senses(spanText(scan, from, to), language)
    .filter((sense) => sense.record.kind === kind && !sense.derived);
  return { ...spanOf(kind, from, to, confidence), senses };
}

/** The surest word of a span that is outside of any name, 0..1. */
function mostOutside({ from, to }: Stretch, { outside }: Tagged): number {
  return outside.subarray(from, to).reduce((most, chance) => Math.max(most, chance), 0);
}

/** Whether the rules' name stays although the tagger sees none there. */
function stays(span: Span, tagged: Tagged): boolean {
  return span.derived || mostOutside(span, tagged) < (isKnown(span) ? vetoed.known : vetoed.guess);
}

/** The names of both, in reading order, never overlapping. */
export function joinTagged(joining: Joining, rules: readonly Span[], tagged: Tagged): Span[] {
  const rulesAcross = crossingIndex(rules);
  const nothingAcross = crossingIndex(joining.nothing);
  const names = tagged.names
    .map((name) => trimmed(joining, name))
    .filter((name) => !isBeliever(joining, name));
  const accepted = names.flatMap((name) => {
    if (nothingAcross(name).length > 0 && name.confidence < believed.inEvent) return [];
    const across = rulesAcross(name);
    return wins(name, across) ? [spanOfTagged(joining, name, across)] : [];
  });
  const acceptedAcross = crossingIndex(accepted);
  const namesAcross = crossingIndex(names);
  const kept = rules.filter(
    (rule) => acceptedAcross(rule).length === 0 && (namesAcross(rule).length > 0 || stays(rule, tagged)),
  );
  return [...accepted, ...kept].sort((a, b) => a.from - b.from);
}

/** `spans` without the guesses that are not among `before` and that the tagger is sure are none. */
export function withoutDoubtful(spans: readonly Span[], before: readonly Span[], tagged: Tagged): Span[] {
  const old = new Set(before);
  return spans.filter((span) => {
    if (old.has(span) || span.derived || isKnown(span)) return true;
    const least = tagged.outside.subarray(span.from, span.to).reduce((a, chance) => Math.min(a, chance), 1);
    return least < vetoed.late;
  });
}

/** The tagger's word for a place or body of this name counts from here on, though the text has a person of that name. */
const surely = 0.98;

/** A single word, unknown as a place or body, that is a word of a person's longer name in this text. */
export function isShortName(span: Span, owner: Span | undefined): boolean {
  if (span.to - span.from > 1 || span.kind === 'PERSON' || span.derived || span.senses.length > 0)
    return false;
  return owner?.kind === 'PERSON' && owner.to - owner.from > 1 && span.confidence < surely;
}
