/**
 * Names about which the tagger and the rules differ, or the tagger is unsure: which they are, as questions that a stranger
 * can answer without the article, and what an answer makes of the tagger's names. Who is asked is not decided here.
 */
import type { EntityKind } from '../base/news.ts';
import type { FullGazetteer } from './gazetteer.ts';
import type { Tagged, TaggedName } from './knowledge.ts';
import { crossingIndex, type Span, type Stretch, spanText } from './lookup.ts';
import { findSpans } from './mentions.ts';
import type { Scan } from './tokens.ts';

/** A place where the same words are in dispute. */
export interface Occurrence extends Stretch {
  /** What of it each candidate would be, in the order of the candidates. */
  readings: Stretch[];
}

/** A question about a name: is it one, of what kind, and where does it end? Holds plain values alone. */
export interface Dispute {
  /** What the name may be as printed, each once; the current reading first. */
  candidates: string[];
  /** The words around the first occurrence, within its sentence. */
  context: string;
  occurrences: Occurrence[];
}

/** An answer to a dispute: one of its candidates and its kind, or null where none of them is a name. */
export interface Settled {
  dispute: Dispute;
  name: { candidate: string; kind: EntityKind } | null;
}

/** Where the tagger is asked again. Chosen on the demo newsroom (`npm run eval:disputes`). */
const doubted = {
  /** Both say the same, and the tagger is less sure than this. */
  agreed: 0.5,
  /** They differ, or the rules see nothing, and the tagger is less sure than this. */
  differing: 0.97,
  /** The tagger alone sees a name, too faint to be believed. Surer ones that do not stand break a convention. */
  faint: { atLeast: 0.15, below: 0.4 },
  /** The rules alone see a name, and the tagger's chance that its words are outside of names is between these. */
  outside: { atLeast: 0.3, below: 0.995 },
};

/** What finding disputes asks for. */
export interface Disputing {
  scan: Scan;
  language: string;
  gazetteer: FullGazetteer;
  tagged: Tagged;
  /** In characters: where nothing is asked, since the form of the line tells (datelines). */
  settledTo: number;
}

const isSame = (a: Stretch, b: Stretch): boolean => a.from === b.from && a.to === b.to;

/** Chance that a word of the stretch is outside of any name, the greatest of its words. */
function mostOutside({ from, to }: Stretch, { outside }: Tagged): number {
  return outside.subarray(from, to).reduce((most, chance) => Math.max(most, chance), 0);
}

/** Whether a name that would stand as things are is doubtful. */
function isDoubtful(
  span: Span,
  rules: readonly Span[],
  names: readonly TaggedName[],
  tagged: Tagged,
): boolean {
  // What a list or the grammar proves is not asked about.
  if (span.derived || span.senses[0]?.record.place?.placeType === 'COUNTRY') return false;
  const seen = names.find(({ kind }) => kind === span.kind);
  const isRuled = rules.some((rule) => isSame(rule, span) && rule.kind === span.kind);
  if (seen !== undefined) return seen.confidence < (isRuled ? doubted.agreed : doubted.differing);
  if (names.some(({ confidence }) => confidence >= doubted.faint.atLeast)) return true;
  const { atLeast, below } = doubted.outside;
  const chance = mostOutside(span, tagged);
  return chance >= atLeast && chance < below;
}

/** The stretches that a doubtful name may be, the current reading first; overlapping others of both sides behind. */
function readingsOf(current: Stretch, others: readonly Stretch[]): Stretch[] {
  const readings: Stretch[] = [current];
  for (const other of others) if (!readings.some((reading) => isSame(reading, other))) readings.push(other);
  return readings.slice(0, readingsAtMost).map(({ from, to }) => ({ from, to }));
}

const readingsAtMost = 4;

/** Doubtful stretches with what each may be, in reading order. */
function doubtfulStretches({ scan, language, gazetteer, tagged, settledTo }: Disputing): Occurrence[] {
  const rules = findSpans(scan, language, { gazetteer, tagger: null });
  const current = findSpans(scan, language, { gazetteer, tagger: { tag: () => tagged } });
  const [rulesAcross, namesAcross] = [crossingIndex(rules), crossingIndex(tagged.names)];
  const currentAcross = crossingIndex(current);
  const standing = current
    .filter((span) => isDoubtful(span, rulesAcross(span), namesAcross(span), tagged))
    .map((span) =>
      readingsOf(
        span,
        // A rule that reaches into another name would make two disputes of the same words.
        rulesAcross(span).filter((rule) => currentAcross(rule).length === 1),
      ),
    );
  const dropped = rules
    .filter((rule) => currentAcross(rule).length === 0 && !rule.derived)
    .filter((rule) => mostOutside(rule, tagged) < doubted.outside.below)
    .map((rule) => readingsOf(rule, []));
  const faint = tagged.names
    .filter((name) => name.confidence >= doubted.faint.atLeast && name.confidence < doubted.faint.below)
    .filter((name) => currentAcross(name).length === 0 && rulesAcross(name).length === 0)
    .map((name) => readingsOf(name, []));
  return [...standing, ...dropped, ...faint]
    .map((readings) => ({
      from: Math.min(...readings.map(({ from }) => from)),
      to: Math.max(...readings.map(({ to }) => to)),
      readings,
    }))
    .filter(({ from }) => (scan.tokens[from]?.start ?? 0) >= settledTo)
    .sort((a, b) => a.from - b.from);
}

/** In characters, on either side of the words in question. */
const contextReach = 200;

/** The sentence of a stretch, cut at blanks where it is long. */
function contextOf({ text, tokens }: Scan, { from, to }: Stretch): string {
  const sentence = tokens[from]?.sentence;
  const [start, end] = [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0];
  let [first, last] = [from, to - 1];
  const isNear = (at: number) => tokens[at]?.sentence === sentence;
  while (isNear(first - 1) && start - (tokens[first - 1]?.start ?? 0) <= contextReach) first -= 1;
  while (isNear(last + 1) && (tokens[last + 1]?.end ?? 0) - end <= contextReach) last += 1;
  return text.slice(tokens[first]?.start ?? 0, tokens[last]?.end ?? 0);
}

/**
 * The disputes of a text, those that decide most mentions first. The same words in dispute in the same way are one dispute,
 * however often they are printed.
 */
export function findDisputes(disputing: Disputing): Dispute[] {
  const { scan } = disputing;
  const disputes = new Map<string, Dispute>();
  for (const occurrence of doubtfulStretches(disputing)) {
    const candidates = occurrence.readings.map(({ from, to }) => spanText(scan, from, to));
    const key = candidates.join('\n');
    const known = disputes.get(key);
    if (known !== undefined) known.occurrences.push(occurrence);
    else disputes.set(key, { candidates, context: contextOf(scan, occurrence), occurrences: [occurrence] });
  }
  return [...disputes.values()].sort((a, b) => b.occurrences.length - a.occurrences.length);
}

/** How sure an answer makes: enough to overrule the rules' guesses, lists and events (joinTagged.ts). */
const answered = 0.99;

/** The tagger's names with what was answered in their place; `tagged` itself is not changed. */
export function withSettled(tagged: Tagged, settled: readonly Settled[]): Tagged {
  const outside = tagged.outside.slice();
  const decided: Stretch[] = [];
  const chosen: TaggedName[] = [];
  for (const { dispute, name } of settled) {
    const choice = name === null ? null : dispute.candidates.indexOf(name.candidate);
    if (choice === -1) continue;
    for (const { from, to, readings } of dispute.occurrences) {
      decided.push({ from, to });
      outside.fill(1, from, to);
      const reading = choice === null ? undefined : readings[choice];
      if (name === null || reading === undefined) continue;
      outside.fill(0, reading.from, reading.to);
      chosen.push({ kind: name.kind, from: reading.from, to: reading.to, confidence: answered });
    }
  }
  const decidedAcross = crossingIndex(decided);
  const kept = tagged.names.filter((name) => decidedAcross(name).length === 0);
  return { names: [...kept, ...chosen].sort((a, b) => a.from - b.from), outside };
}
