/**
 * Scores of the recogniser against gold articles: strict mentions, identity, datelines, quotes and citations.
 *
 * Mentions: span and kind (and derivation) must be equal. Identity: BCubed over the mentions that both sides hold with an
 * identity (Bagga and Baldwin, 1998). Quotes: same style, overlap at least 0.8 of the longer span; speakers over matched
 * quotes. Citations: overlap at least 0.8 of the longer span and the same identity as the gold source's mentions have.
 */
import type { EntityKind, Facts } from '../../src/base/news.ts';
import { type GoldArticle, type GoldMention, resolveMentions } from '../kit/gold.ts';
import { bcubed, bcubedAcross, type Rate, rateOf, type Score, type Share, shareOf } from './scores.ts';

export interface ScoredPair {
  text: string;
  gold: GoldArticle;
  facts: Facts;
}

export interface EntityScores {
  mentions: Record<EntityKind | 'ALL', Rate>;
  identity: Score & { mentions: number };
  /** Identity between mentions of different languages alone; zeros where there is one language. */
  acrossLanguages: Score;
  dateline: Share;
  quotes: Rate;
  speakers: Share;
  citations: Rate;
  /** One line a fault, for a person to read. */
  faults: string[];
}

const spanKey = (m: { kind: string; start: number; end: number; derived: boolean }) =>
  `${m.start}-${m.end}-${m.kind}-${m.derived}`;

interface Pairing {
  gold: string;
  found: string;
}

interface MatchedMentions {
  gold: GoldMention[];
  pairs: Pairing[];
}

function matchMentions({ text, gold, facts }: ScoredPair, faults: string[]): MatchedMentions {
  const expected = resolveMentions(text, gold);
  const found = new Map(facts.mentions.map((m) => [spanKey(m), m]));
  const pairs: Pairing[] = [];
  const wanted = new Set(expected.map(spanKey));
  for (const m of expected) {
    const match = found.get(spanKey(m));
    if (match === undefined)
      faults.push(
        `${gold.slug}: missed ${m.kind}${m.derived ? ' derived' : ''} "${m.text}" … ${around(text, m.start, m.end)}`,
      );
    else if (m.entity !== null)
      pairs.push({ gold: m.entity, found: match.entityKey ?? `null:${gold.slug}:${m.start}` });
  }
  for (const m of facts.mentions) {
    if (!wanted.has(spanKey(m)))
      faults.push(
        `${gold.slug}: extra ${m.kind}${m.derived ? ' derived' : ''} "${m.text}" … ${around(text, m.start, m.end)}`,
      );
  }
  return { gold: expected, pairs };
}

function around(text: string, start: number, end: number): string {
  return text.slice(Math.max(0, start - 30), end + 25).replaceAll('\n', '⏎');
}

/** The recogniser's key that stands for each gold entity most often. */
function translate(pairs: readonly Pairing[]): Map<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const { gold, found } of pairs) {
    const counts = votes.get(gold) ?? new Map<string, number>();
    votes.set(gold, counts.set(found, (counts.get(found) ?? 0) + 1));
  }
  return new Map(
    [...votes].map(([gold, counts]) => [gold, [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '']),
  );
}

/** Common part of two spans as a share of the longer one, 0..1. */
export function overlap(a: { start: number; end: number }, b: { start: number; end: number }): number {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return Math.max(common, 0) / Math.max(a.end - a.start, b.end - b.start, 1);
}

/** Gold texts to spans: each at its next occurrence, wrapping to the first. */
function placeTexts<T extends { text: string }>(
  text: string,
  items: readonly T[],
): (T & { start: number; end: number })[] {
  let from = 0;
  return items.map((item) => {
    const ahead = text.indexOf(item.text, from);
    const start = ahead >= 0 ? ahead : text.indexOf(item.text);
    from = start + 1;
    return { ...item, start, end: start + item.text.length };
  });
}

const least = 0.8;

function scoreQuotes(pair: ScoredPair, keys: ReadonlyMap<string, string>, faults: string[]) {
  const expected = placeTexts(pair.text, pair.gold.quotes);
  const free = new Set(pair.facts.quotes);
  let [matched, spoken] = [0, 0];
  for (const quote of expected) {
    const best = [...free]
      .filter((q) => q.style === quote.style && overlap(q, quote) >= least)
      .sort((a, b) => overlap(b, quote) - overlap(a, quote))[0];
    if (best === undefined) {
      faults.push(
        `${pair.gold.slug}: missed ${quote.style} quote of ${quote.speaker} … ${pair.text.slice(Math.max(0, quote.start - 70), quote.start)}[${quote.text}]${pair.text.slice(quote.end, quote.end + 60)}`,
      );
      continue;
    }
    free.delete(best);
    matched += 1;
    const wanted = quote.speaker === null ? null : (keys.get(quote.speaker) ?? quote.speaker);
    if (best.speakerKey === wanted) spoken += 1;
    else
      faults.push(
        `${pair.gold.slug}: speaker ${best.speakerKey} for ${wanted} … ${pair.text.slice(Math.max(0, quote.start - 70), quote.start)}[${quote.text}]${pair.text.slice(quote.end, quote.end + 60)}`,
      );
  }
  for (const q of free)
    faults.push(`${pair.gold.slug}: extra ${q.style} quote of ${q.speakerKey} "${q.text}"`);
  return { matched, spoken, found: pair.facts.quotes.length, expected: expected.length };
}

function scoreCitations(pair: ScoredPair, keys: ReadonlyMap<string, string>, faults: string[]) {
  const expected = placeTexts(pair.text, pair.gold.citations);
  const free = new Set(pair.facts.citations);
  let matched = 0;
  for (const citation of expected) {
    const best = [...free].find((c) => overlap(c, citation) >= least);
    const wanted = citation.source === null ? null : (keys.get(citation.source) ?? citation.source);
    if (best !== undefined && best.entityKey === wanted) matched += 1;
    else
      faults.push(
        `${pair.gold.slug}: missed citation "${citation.text}" of ${wanted} (got "${best?.text ?? ''}" ${best?.entityKey ?? ''})`,
      );
    if (best !== undefined) free.delete(best);
  }
  for (const c of free) faults.push(`${pair.gold.slug}: extra citation "${c.text}"`);
  return { matched, found: pair.facts.citations.length, expected: expected.length };
}

function datelineIsRight(
  { gold, facts }: ScoredPair,
  keys: ReadonlyMap<string, string>,
  faults: string[],
): boolean {
  const wanted = (key: string | null) => (key === null ? null : (keys.get(key) ?? key));
  const [g, f] = [gold.dateline, facts.dateline];
  const isRight =
    g === null ? f === null : f !== null && f.placeKey === wanted(g.place) && f.wireKey === wanted(g.wire);
  if (!isRight) faults.push(`${gold.slug}: dateline ${JSON.stringify(f)} for ${JSON.stringify(g)}`);
  return isRight;
}

/** Scores over all pairs. Gold entities are translated to the recogniser's keys by vote, so that key schemes need not agree. */
export function scoreEntities(pairs: readonly ScoredPair[]): EntityScores {
  const faults: string[] = [];
  const matches = pairs.map((pair) => matchMentions(pair, faults));
  const items = matches.flatMap((m) => m.pairs);
  const keys = translate(items);
  const ofKind = (kind: EntityKind | 'ALL'): Rate => {
    const isKind = (m: { kind: EntityKind }) => kind === 'ALL' || m.kind === kind;
    let right = 0;
    for (const [i, pair] of pairs.entries()) {
      const found = new Set(pair.facts.mentions.map(spanKey));
      right += (matches[i]?.gold ?? []).filter((m) => isKind(m) && found.has(spanKey(m))).length;
    }
    return rateOf(
      right,
      pairs.flatMap((p) => p.facts.mentions).filter(isKind).length,
      matches.flatMap((m) => m.gold).filter(isKind).length,
    );
  };
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const datelines = pairs.filter((pair) => datelineIsRight(pair, keys, faults)).length;
  const quotes = pairs.map((pair) => scoreQuotes(pair, keys, faults));
  const citations = pairs.map((pair) => scoreCitations(pair, keys, faults));
  const total = (rows: readonly { matched: number; found: number; expected: number }[]) =>
    rateOf(sum(rows.map((r) => r.matched)), sum(rows.map((r) => r.found)), sum(rows.map((r) => r.expected)));
  return {
    mentions: {
      PERSON: ofKind('PERSON'),
      PLACE: ofKind('PLACE'),
      ORGANIZATION: ofKind('ORGANIZATION'),
      ALL: ofKind('ALL'),
    },
    identity: {
      ...bcubed(
        items.map((item) => item.gold),
        items.map((item) => item.found),
      ),
      mentions: items.length,
    },
    acrossLanguages: bcubedAcross(
      matches.flatMap((m, i) =>
        m.pairs.map((item) => ({ ...item, language: pairs[i]?.facts.language ?? '' })),
      ),
    ),
    dateline: shareOf(datelines, pairs.length),
    quotes: total(quotes),
    speakers: shareOf(sum(quotes.map((q) => q.spoken)), sum(quotes.map((q) => q.matched))),
    citations: total(citations),
    faults: [...faults, ...identityFaults(items, keys)],
  };
}

function identityFaults(items: readonly Pairing[], keys: ReadonlyMap<string, string>): string[] {
  const odd = items
    .filter((i) => keys.get(i.gold) !== i.found)
    .map((i) => `identity: ${i.gold} is ${i.found}, mostly ${keys.get(i.gold)}`);
  const owners = new Map<string, string>();
  const shared = [...keys].flatMap(([gold, found]) => {
    const other = owners.get(found);
    owners.set(found, gold);
    return other === undefined || found.startsWith('null:')
      ? []
      : [`identity: ${gold} and ${other} are both ${found}`];
  });
  return [...new Set([...odd, ...shared])];
}
