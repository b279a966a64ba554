/**
 * The recogniser: one draft's text in, facts out. Pure and deterministic; what it should know is handed in. The steps:
 * language, dateline, names, who is who, citations, quotes, dates, topics. Who the people are that no list holds is decided after
 * it (identity.ts), where earlier articles are known.
 */
import { entityId } from '../base/id.ts';
import type { Citation, Dateline, EntityRecord, Facts, Mention } from '../base/news.ts';
import { findCitations } from './citations.ts';
import { clusterNames } from './coreference.ts';
import { type DatelineParts, readDateline, titleCase } from './dateline.ts';
import type { Cluster, Named } from './fullNames.ts';
import type { FullGazetteer } from './gazetteer.ts';
import { findHeadlineSpans } from './headline.ts';
import { withIdentities } from './identity.ts';
import type { Registry, Tagger } from './knowledge.ts';
import { detectLanguage } from './language.ts';
import { type Span, spanOf } from './lookup.ts';
import { findSpans } from './mentions.ts';
import { foldName } from './names.ts';
import { findQuotes } from './quotes.ts';
import { resolveClusters, type Setting } from './resolve.ts';
import { textDates } from './textDates.ts';
import { type Scan, tokenFrom, tokenize } from './tokens.ts';
import { topicsOf } from './topics.ts';

/** One draft, as far as recognition looks at it. */
export interface EnrichInput {
  text: string;
  headline: string | null;
  /** As declared by the page, entry or outlet; the text may overrule it. */
  language: string | null;
  publishedAt: Date | null;
  sourceName: string | null;
  sourceDomain: string | null;
  /** ISO 3166-1 alpha-2 of the outlet. */
  sourceCountry: string | null;
  /** What the outlet calls the part of the paper, and its keywords; left out where they are not known. */
  section?: string | null;
  keywords?: readonly string[];
}

/** What the recogniser is told; neither is changed by it. */
export interface EnrichKnowledge {
  gazetteer: FullGazetteer;
  /** Absent: the rules find names alone. */
  tagger?: Tagger | null;
}

/** The spans of the body with those the dateline proves: its place, its region, the names of outlets in it. */
function withDateline(
  scan: Scan,
  spans: readonly Span[],
  parts: DatelineParts,
  input: EnrichInput,
  { language, gazetteer }: { language: string; gazetteer: FullGazetteer },
): Span[] {
  const positions = ({ start, end }: { start: number; end: number }) => ({
    from: tokenFrom(scan, start),
    to: tokenFrom(scan, end),
  });
  const proven: Span[] = [];
  for (const place of [parts.place, parts.region]) {
    if (place === null) continue;
    const { from, to } = positions(place);
    const text = scan.text.slice(place.start, place.end);
    const senses = [text, titleCase(text)]
      .flatMap((t) => gazetteer.senses(t, language))
      .filter((s) => s.record.kind === 'PLACE' && !s.derived);
    proven.push({ ...spanOf('PLACE', from, to, 0.95), senses });
  }
  for (const { start, end, outlet } of parts.outlets) {
    const { from, to } = positions({ start, end });
    const record = outlet === null ? ownRecord(input, gazetteer) : gazetteer.byKey(outlet.key);
    const senses = record === null ? [] : [{ record, derived: false, exact: false, prominence: 1 }];
    proven.push({ ...spanOf('ORGANIZATION', from, to, 0.95), senses });
  }
  const body = spans.filter((s) => !isWithin(scan, s, parts));
  return [...proven, ...body].sort((a, b) => a.from - b.from);
}

/** The outlet itself as an entity: the gazetteer's, else one keyed by its domain. */
function ownRecord({ sourceName, sourceDomain }: EnrichInput, gazetteer: FullGazetteer): EntityRecord | null {
  const known = [sourceDomain, sourceName]
    .map((n) => (n === null ? null : gazetteer.outletByName(n)))
    .find((o) => o !== null);
  if (known != null) return gazetteer.byKey(known.key);
  if (sourceDomain === null) return null;
  const key = `org:${sourceDomain.toLowerCase()}`;
  const name = sourceName ?? sourceDomain;
  return {
    key,
    id: entityId('ORGANIZATION', key),
    kind: 'ORGANIZATION',
    name,
    names: {},
    wikidataId: null,
    place: null,
  };
}

function mentionOf(scan: Scan, span: Span, record: EntityRecord | null): Mention {
  const start = scan.tokens[span.from]?.start ?? 0;
  const end = scan.tokens[span.to - 1]?.end ?? start;
  const { kind, derived, role, confidence } = span;
  return {
    kind,
    start,
    end,
    text: scan.text.slice(start, end),
    derived,
    role,
    confidence,
    entityKey: record?.key ?? null,
  };
}

function isWithin(scan: Scan, span: Span, { start, end }: { start: number; end: number }): boolean {
  const at = scan.tokens[span.from]?.start ?? 0;
  return at >= start && at < end;
}

function countryOf(scan: Scan, parts: DatelineParts | null, spans: readonly Span[]): string | null {
  if (parts === null) return null;
  const inDateline = spans.filter((s) => s.kind === 'PLACE' && isWithin(scan, s, parts));
  const region = inDateline.find((s) => s.senses[0]?.record.place?.placeType === 'COUNTRY');
  return (region ?? inDateline[0])?.senses[0]?.record.place?.countryCode ?? null;
}

function datelineOf(
  text: string,
  parts: DatelineParts | null,
  mentions: readonly Mention[],
): Dateline | null {
  if (parts === null) return null;
  const place = mentions.find((m) => m.start === parts.place.start);
  const wire = parts.outlets.find((o) => o.isWire);
  const { start, end } = parts;
  return {
    text: text.slice(start, end),
    start,
    end,
    placeKey: place?.entityKey ?? null,
    wireKey: wire?.outlet?.key ?? null,
  };
}

/** Records once each, and the places that hold the places. */
function withParents(records: Iterable<EntityRecord | null>, gazetteer: FullGazetteer): EntityRecord[] {
  const all = new Map<string, EntityRecord>();
  const queue = [...records];
  // The queue grows while it is read.
  for (const record of queue) {
    if (record === null || all.has(record.key)) continue;
    all.set(record.key, record);
    const parent = record.place?.parentKey ?? null;
    if (parent !== null) queue.push(gazetteer.byKey(parent));
  }
  return [...all.values()];
}

function outletRecords(keys: readonly (string | null)[], gazetteer: FullGazetteer): (EntityRecord | null)[] {
  return keys.map((key) => (key === null ? null : gazetteer.byKey(key)));
}

/** The language of the text. Malay and Indonesian are near enough for the page's own word to decide between them. */
function languageOf({ text, headline, language }: EnrichInput): string {
  return detectLanguage(headline === null ? text : `${headline}\n\n${text}`, language);
}

/** A text as the recogniser begins with it. */
export interface OpenedText {
  language: string;
  /** Null without a dateline. */
  parts: DatelineParts | null;
  /** Its tokens; the body begins a sentence of its own. */
  scan: Scan;
}

/** The language of a draft, its dateline and its tokens, on which taggers and rules agree. */
export function openText(input: EnrichInput, gazetteer: FullGazetteer): OpenedText {
  const { text, sourceName, sourceDomain } = input;
  const language = languageOf(input);
  const parts = readDateline(text, { language, gazetteer, sourceName, sourceDomain });
  const breaks = parts === null ? [] : [parts.bodyStart, lastMarkBefore(text, parts.bodyStart)];
  return { language, parts, scan: tokenize(text, breaks) };
}

/**
 * Everything the recogniser finds in one draft, with identities from what the registry was taught. Deterministic; reads
 * nothing but its arguments, and teaches the registry nothing (identity.ts `learn`).
 */
export function enrich(input: EnrichInput, knowledge: EnrichKnowledge & { registry: Registry }): Facts {
  return withIdentities(recognise(input, knowledge), knowledge.registry.find);
}

/** Everything the recogniser finds in one draft; who the newcomers are is still to be decided. */
export function recognise(input: EnrichInput, knowledge: EnrichKnowledge): Facts {
  const { gazetteer } = knowledge;
  const { text, headline, sourceName, sourceDomain, sourceCountry } = input;
  const { language, parts, scan } = openText(input, gazetteer);
  const found = findSpans(scan, language, { gazetteer, tagger: knowledge.tagger ?? null });
  const spans = parts === null ? found : withDateline(scan, found, parts, input, { language, gazetteer });
  const named: Named[] = spans.map((span) => ({ span, text: mentionOf(scan, span, null).text }));
  const clusters = clusterNames(named);
  const datelineCountry = countryOf(scan, parts, spans);
  const datelinePlace =
    parts && foldName(text.slice(parts.place.start, parts.place.end)).replaceAll(' ', '-');
  const setting: Setting = { language, gazetteer, datelineCountry, sourceCountry, datelinePlace };
  const { records: resolved, newcomers } = resolveClusters(clusters, setting);
  const recordAt = new Map(
    clusters.flatMap((c) => c.members.map((m) => [m.span, resolved.get(c) ?? null] as const)),
  );
  const recognised = spans.map((span) => mentionOf(scan, span, recordAt.get(span) ?? null));
  const citations = findCitations({
    scan,
    mentions: recognised,
    language,
    gazetteer,
    sourceName,
    sourceDomain,
  });
  const mentions = withCredited(recognised, citations);
  const quotes = findQuotes({ scan, mentions, citations, language });
  const dateline = datelineOf(text, parts, mentions);
  const headlineMentions =
    headline === null ? [] : headlineOf(headline, language, gazetteer, clusters, resolved);
  const cited = outletRecords([dateline?.wireKey ?? null, ...citations.map((c) => c.entityKey)], gazetteer);
  const inHeadline = outletRecords(
    headlineMentions.map((m) => m.entityKey),
    gazetteer,
  );
  const tentative = new Set(newcomers.flatMap((n) => (n.isTentative ? [n.record] : [])));
  const told = [...resolved.values()].filter((record) => !tentative.has(record));
  const entities = withParents([...told, ...cited, ...inHeadline], gazetteer);
  const mentionedDates = textDates(text, language, input.publishedAt);
  const { section = null, keywords = [] } = input;
  const topics = topicsOf({ headline, text, language, section, keywords });
  const people = { mentions, headlineMentions, entities, newcomers };
  return { language, ...people, dateline, quotes, citations, mentionedDates, topics };
}

/** A credited outlet is a mention even where its name is an everyday word ("Antara", "Tempo"). */
function withCredited(mentions: readonly Mention[], citations: readonly Citation[]): Mention[] {
  let next = 0;
  const credited = citations.flatMap(({ name, start, text, entityKey }): Mention[] => {
    const from = start + text.indexOf(name);
    const end = from + name.length;
    while ((mentions[next]?.end ?? Number.POSITIVE_INFINITY) <= from) next += 1;
    if ((mentions[next]?.start ?? Number.POSITIVE_INFINITY) < end) return [];
    return [
      {
        kind: 'ORGANIZATION',
        start: from,
        end,
        text: name,
        derived: false,
        role: null,
        confidence: 0.9,
        entityKey,
      },
    ];
  });
  return [...mentions, ...credited].sort((a, b) => a.start - b.start);
}

function lastMarkBefore(text: string, at: number): number {
  return text.slice(0, at).trimEnd().length;
}

function headlineOf(
  headline: string,
  language: string,
  gazetteer: FullGazetteer,
  clusters: readonly Cluster[],
  resolved: ReadonlyMap<Cluster, EntityRecord | null>,
): Mention[] {
  const scan = tokenize(headline);
  return findHeadlineSpans(scan, language, gazetteer, clusters).map(({ span, cluster }) => {
    const record = cluster === null ? (span.senses[0]?.record ?? null) : (resolved.get(cluster) ?? null);
    return mentionOf(scan, span, record);
  });
}
