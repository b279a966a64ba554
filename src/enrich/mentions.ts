/**
 * Every name in a scan as spans, kinds and roles told, identities not yet: known names, names around a head word, unknown
 * runs, printed equations (acronyms, nicknames), and shorter forms of names found elsewhere in the text.
 */
import { equateNames } from './acronyms.ts';
import { isCommonWord } from './commonWords.ts';
import { findCompounds } from './compound.ts';
import type { FullGazetteer } from './gazetteer.ts';
import { phraseLength } from './headSearch.ts';
import { institutionWords, organizationLeads, organizationTrails, placeLeads, placeTrails } from './heads.ts';
import { isShortName, joinTagged, withoutDoubtful } from './joinTagged.ts';
import type { Tagger } from './knowledge.ts';
import { crossingIndex, findKnownNames, type Span, type Stretch, spanOf, spanText } from './lookup.ts';
import { findRuns, isNameWord, judgeRun, type Run, type RunContext } from './runs.ts';
import { clauseSpeech, englishSpeech } from './speech.ts';
import { portfolioHeads, portfolios, titlePrefixes, titles } from './titles.ts';
import type { Scan } from './tokens.ts';

type Use = Span | 'nothing' | 'title' | null;

/** Titles that are also given or family names: after another title or a name they belong to the name. */
const nameLikeTitles = new Set(
  'imam putri gus raja ratu sultan dean earl prince duke count pangeran baron major king bishop pope judge justice marshal general chief mas bu pak father brother sister private putra said'.split(
    ' ',
  ),
);

/** Known names and names with a head word, the shorter of two that cross left out, and so is what an event holds. */
function outermost(known: readonly Span[], compounds: readonly Span[], nothing: readonly Stretch[]): Span[] {
  const length = ({ from, to }: Stretch) => to - from;
  const holds = (a: Stretch, b: Stretch) => a.from <= b.from && b.to <= a.to && length(a) > length(b);
  const knownAcross = crossingIndex(known);
  const kept = compounds.filter((c) => knownAcross(c).every((k) => holds(c, k)));
  const keptAcross = crossingIndex(kept);
  const free = known.filter((k) => keptAcross(k).length === 0);
  const nothingAcross = crossingIndex(nothing);
  const all = [...kept, ...free].filter((s) => nothingAcross(s).every((n) => holds(s, n)));
  return all.sort((a, b) => a.from - b.from);
}

/** Marks titles in place: offices with their portfolio, ranks, styles. */
function markTitles(scan: Scan, used: Use[]): void {
  for (let at = 0; at < scan.tokens.length; at += 1) {
    const length = used[at] === null ? phraseLength(scan, at, titles) : 0;
    if (length === 0 || used.slice(at, at + length).some((u) => u !== null)) continue;
    const token = scan.tokens[at];
    const before = scan.tokens[at - 1];
    if (token === undefined || (token.text.length === 1 && scan.tokens[at + 1]?.text !== '.')) continue;
    const isBehindTitle = used[at - 1] === 'title';
    const isBehindName =
      before?.capital &&
      !before.initial &&
      used[at - 1] === null &&
      !portfolios.has(before.lower) &&
      !titlePrefixes.has(before.lower);
    if (scan.tokens[at + length]?.text === 'League') continue;
    if (token.capital && length === 1 && (isBehindName || (isBehindTitle && nameLikeTitles.has(token.lower))))
      continue;
    const phrase = scan.text.slice(token.start, scan.tokens[at + length - 1]?.end).toLowerCase();
    const to = portfolioHeads.has(phrase) ? portfolioEnd(scan, used, at + length) : at + length;
    used.fill('title', portfolioHeads.has(phrase) ? portfolioStart(scan, used, at) : at, to);
    at = to - 1;
  }
}

function isPortfolio(scan: Scan, used: readonly Use[], at: number): boolean {
  const token = scan.tokens[at];
  return (
    token !== undefined && used[at] === null && token.capital && !token.upper && portfolios.has(token.lower)
  );
}

function portfolioEnd(scan: Scan, used: readonly Use[], from: number): number {
  let at = from;
  for (;;) {
    const joint = /^(?:dan|and|of|for|&|,)$/.test(scan.tokens[at]?.lower ?? '') ? 1 : 0;
    if (!isPortfolio(scan, used, at + joint)) return at;
    at += joint + 1;
  }
}

function portfolioStart(scan: Scan, used: readonly Use[], from: number): number {
  let at = from;
  for (;;) {
    const joint = /^(?:and|&)$/.test(scan.tokens[at - 1]?.lower ?? '') ? 1 : 0;
    if (!isPortfolio(scan, used, at - 1 - joint)) return at;
    at -= joint + 1;
  }
}

/** A known name with an unknown word beside it is often only part of a person's name ("Jordan Henderson", "Jack London"). */
function growPeople(context: RunContext, spans: readonly Span[]): Span[] {
  const { scan, gazetteer } = context;
  return spans.map((span) => {
    if (span.derived || span.senses.length === 0 || span.kind === 'ORGANIZATION') return span;
    let [from, to] = [span.from, span.to];
    const here = scan.tokens[span.from];
    const isPlain = (at: number) =>
      isNameWord(context, at) &&
      scan.tokens[at]?.sentence === here?.sentence &&
      !(scan.tokens[at]?.initial === true && isCommonWord(scan.tokens[at]?.lower ?? '', context.language));
    while (isPlain(from - 1)) from -= 1;
    while (isPlain(to) && scan.tokens[to]?.initial !== true) to += 1;
    if (from === span.from && to === span.to) return span;
    const first = scan.tokens[from]?.text ?? '';
    const isPersonal =
      span.kind === 'PERSON'
        ? span.to - span.from === 1 || from === span.from
        : gazetteer.isGivenName(first) && to - from <= 4;
    const isTitledPlace = span.kind === 'PLACE' && from === span.from && context.used[from - 1] === 'title';
    if (!isPersonal || isTitledPlace || (span.to - span.from > 1 && span.kind === 'PLACE')) return span;
    return {
      ...spanOf('PERSON', from, to, 0.8),
      senses: gazetteer.senses(spanText(scan, from, to), context.language),
    };
  });
}

function useOf(scan: Scan, spans: readonly Span[], nothing: readonly Stretch[]): Use[] {
  const used: Use[] = scan.tokens.map(() => null);
  for (const { from, to } of nothing) used.fill('nothing', from, to);
  for (const span of spans) used.fill(span, span.from, span.to);
  return used;
}

const tooGeneral = (word: string): boolean =>
  word.length < 3 ||
  institutionWords.has(word) ||
  organizationLeads.has(word) ||
  placeLeads.has(word) ||
  organizationTrails.has(word) ||
  placeTrails.has(word) ||
  titles.has(word);

/** Words of the longer names found so far, each with the kind of its name; a person's word wins. */
function wordsOfNames(scan: Scan, spans: readonly Span[]): Map<string, Span> {
  const words = new Map<string, Span>();
  const isOwner = (s: Span) => s.to - s.from > 1 || (s.kind === 'PERSON' && s.confidence >= 0.8);
  const longer = spans.filter((s) => s.confidence >= 0.5 && !s.derived && isOwner(s));
  for (const span of [...longer].sort((a, b) => Number(b.kind === 'PERSON') - Number(a.kind === 'PERSON'))) {
    for (const token of scan.tokens.slice(span.from, span.to)) {
      const isGeneral =
        span.kind === 'PERSON' ? token.text.length < 3 || titles.has(token.lower) : tooGeneral(token.lower);
      if (token.kind !== 'word' || !token.capital || isGeneral) continue;
      if (!words.has(token.text)) words.set(token.text, span);
      // Only the first telling word of a body or site stands for it ("Freeport" for "PT Freeport Indonesia").
      if (span.kind !== 'PERSON') break;
    }
  }
  return words;
}

/** Runs that nothing around explains, explained by a longer name elsewhere in the text. */
function explainRuns(context: RunContext, runs: readonly Run[], words: ReadonlyMap<string, Span>): Span[] {
  return runs.flatMap((run) => {
    const judged = judgeRun(context, run);
    const owner = run.words.length === 1 ? words.get(context.scan.tokens[run.from]?.text ?? '') : undefined;
    if (owner !== undefined && (judged === null || judged.confidence < 0.8)) {
      if (judged?.kind === 'PERSON' && owner.kind !== 'PERSON' && judged.confidence >= 0.75) return [judged];
      if (owner.kind === 'PLACE' && owner.senses.length > 0 && judged === null) return [];
      const lead = owner.kind === 'PERSON' ? particlesBefore(context.scan, run.from, owner) : 0;
      return [spanOf(owner.kind, run.from - lead, run.to, 0.8)];
    }
    return judged === null ? [] : [judged];
  });
}

/** Surnames that stand alone somewhere for certain: recognised so, or right before a verb of speech. */
function bareSurnames(
  { scan, used }: RunContext,
  spans: readonly Span[],
  words: ReadonlyMap<string, Span>,
): Set<string> {
  const isBare = (s: Span) => s.kind === 'PERSON' && s.to - s.from === 1;
  const bare = new Set(spans.filter(isBare).map((s) => spanText(scan, s.from, s.to)));
  for (const [at, token] of scan.tokens.entries()) {
    const next = scan.tokens[at + 1]?.lower ?? '';
    const isSpeaking = /^(?:said|says|told|tells|added)$/.test(next) || clauseSpeech.has(next);
    if (isSpeaking && used[at] === null && words.get(token.text)?.kind === 'PERSON') bare.add(token.text);
  }
  return bare;
}

/** Surnames that are everyday words too ("Said", "Brown") and were left off at the start of a sentence. */
function claimSurnames(
  context: RunContext,
  spans: readonly Span[],
  words: ReadonlyMap<string, Span>,
): Span[] {
  const { scan, used, language } = context;
  const bare = bareSurnames(context, spans, words);
  return scan.tokens.flatMap((token, at) => {
    const owner = words.get(token.text);
    const next = scan.tokens[at + 1];
    if (owner?.kind !== 'PERSON' || used[at] !== null || next === undefined) return [];
    const isSpeaking = clauseSpeech.has(next.lower) || englishSpeech.has(next.lower);
    const isTelling = next.kind === 'word' && !next.capital && !isCommonWord(token.lower, language);
    if (!bare.has(token.text) && !isSpeaking && !isTelling) return [];
    if (token.glued && scan.tokens[at - 1]?.text === '-') return [];
    return [spanOf('PERSON', at - particlesBefore(scan, at, owner), at + 1, 0.7)];
  });
}

/** A town's name that is a person's in this text: a surname met before, or a relation's name. */
function renamePlaces(scan: Scan, spans: readonly Span[], words: ReadonlyMap<string, Span>): Span[] {
  return spans.map((span) => {
    const [sense] = span.senses;
    if (isShortName(span, words.get(scan.tokens[span.from]?.text ?? '')))
      return spanOf('PERSON', span.from, span.to, 0.7);
    if (span.kind !== 'PLACE' || span.to - span.from > 1 || span.derived || sense === undefined) return span;
    const isRelation = isKin(scan, span.from);
    const isSurname = words.get(scan.tokens[span.from]?.text ?? '')?.kind === 'PERSON';
    const isLocated = /^(?:in|at|from|near|di|ke|dari)$/.test(scan.tokens[span.from - 1]?.lower ?? '');
    const isCountry = sense.record.place?.placeType === 'COUNTRY';
    const isPerson = isRelation || (isSurname && !isLocated);
    return isPerson && !isCountry ? spanOf('PERSON', span.from, span.to, 0.7) : span;
  });
}

/** "his wife, Paris": what follows a relation is a person. */
function isKin(scan: Scan, at: number): boolean {
  const before = scan.tokens[at - 1];
  const word = before?.text === ',' ? scan.tokens[at - 2] : before;
  return /^(?:wife|husband|son|daughter|istri|istrinya|suami|suaminya|putra|putranya|putri|putrinya|anaknya)$/.test(
    word?.lower ?? '',
  );
}

/** Particles that belong to the short name too ("van Beurden" of "Ben van Beurden"). */
function particlesBefore(scan: Scan, at: number, owner: Span): number {
  const particle = scan.tokens[at - 1]?.lower ?? '';
  if (!/^(?:van|von|de|der|den|da|dos|di|la|le|bin|al|el)$/.test(particle)) return 0;
  return spanText(scan, owner.from, owner.to).includes(` ${particle} ${scan.tokens[at]?.text ?? ''}`) ? 1 : 0;
}

/** Title in front of a person as printed, with the country or body it is of ("Presiden Rusia"); null when none. */
function roleBefore(scan: Scan, used: readonly Use[], span: Span): string | null {
  let at = span.from - 1;
  if (scan.tokens[at]?.text === ',') at -= 1;
  const between = used[at];
  if (between !== null && typeof between === 'object' && between.kind !== 'PERSON') {
    if (used[between.from - 1] !== 'title') return null;
    at = between.from - 1;
  }
  const isTitle = (i: number) =>
    used[i] === 'title' ||
    (scan.tokens[i]?.text === '.' && used[i - 1] === 'title') ||
    (titlePrefixes.has(scan.tokens[i]?.lower ?? '') && used[i] === null);
  const end = at;
  while (at >= 0 && isTitle(at) && scan.tokens[at]?.sentence === scan.tokens[span.from]?.sentence) at -= 1;
  if (at === end) return null;
  const role = spanText(scan, at + 1, span.from).replace(/[\s,]+$/, '');
  return role === '' ? null : role;
}

/** What names are found by. Without a tagger the rules decide alone. */
export interface NameKnowledge {
  gazetteer: FullGazetteer;
  tagger: Tagger | null;
}

/** All names of a scan in reading order, never overlapping. */
export function findSpans(scan: Scan, language: string, { gazetteer, tagger }: NameKnowledge): Span[] {
  const known = findKnownNames(scan, language, gazetteer);
  const { names, nothing } = findCompounds(scan, language, gazetteer, known);
  const first = outermost(known, names, nothing);
  const used = useOf(scan, first, nothing);
  markTitles(scan, used);
  const titled = used.map((u) => u === 'title');
  const refill = (spans: readonly Span[]): RunContext => {
    const fresh = useOf(scan, spans, nothing).map((u, i) => u ?? (titled[i] === true ? 'title' : null));
    return { scan, language, gazetteer, used: fresh };
  };
  const grown = growPeople(refill(first), first);
  const context = refill(grown);
  const { runs, products } = findRuns(context);
  for (const product of products) nothing.push(product);
  const certain = runs.map((run) => judgeRun(context, run)).filter((s) => s !== null);
  const words = wordsOfNames(scan, [...grown, ...certain]);
  const ruled = [...grown, ...explainRuns(context, runs, words)].sort((a, b) => a.from - b.from);
  const isTitle = (at: number) => titled[at] === true;
  const joining = { scan, language, gazetteer, nothing, isTitle };
  const tagged = tagger?.tag(scan, language) ?? null;
  const explained = tagged === null ? ruled : joinTagged(joining, ruled, tagged);
  const owners = tagger === null ? words : wordsOfNames(scan, explained);
  const surnames = claimSurnames(refill(explained), explained, owners);
  const claimed = [...renamePlaces(scan, explained, owners), ...surnames].sort((a, b) => a.from - b.from);
  const allEquated = equateNames(refill(claimed), claimed);
  const equated = tagged === null ? allEquated : withoutDoubtful(allEquated, claimed, tagged);
  const finalUse = refill(equated).used;
  return equated.map((s) => (s.kind === 'PERSON' ? { ...s, role: roleBefore(scan, finalUse, s) } : s));
}
