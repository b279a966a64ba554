/** Mentions of one article gathered by entity: what the graph shows and what lists are ordered by. */
import type { EntityKind, Facts, Mention } from '../base/news.ts';

/** What one article says of one entity. */
export interface MentionSummary {
  entityKey: string;
  kind: EntityKind;
  /** Occurrences in the text. */
  count: number;
  /** 0..1: how much the article is about it. */
  salience: number;
  inHeadline: boolean;
  /** True when only adjectives or demonyms name it. */
  derived: boolean;
  confidence: number;
  surfaceForms: string[];
  role: string | null;
  /** Flattened [start, end, …] into the text. */
  spans: number[];
}

/**
 * Weights of the salience sum: how often, how early, in the headline. They follow the usual features of entity
 * salience (Dunietz and Gillick, EACL 2014: headline, first position and count carry most of the signal); the numbers
 * are ours and order the demo newsroom's articles as a reader would.
 */
const weights = { frequency: 0.4, position: 0.25, headline: 0.35, derived: 0.5 };

/** Forms of address: printed in front of a name, but no office. */
const honorifics = new Set(
  'mr mrs ms miss dr sir madam bapak pak ibu bu mas mbak mbah bang kang h hj tuan nyonya sr sra dona dom'.split(
    ' ',
  ),
);

function salienceOf(mentions: Mention[], inHeadline: boolean, textLength: number, most: number): number {
  const earliest = mentions.reduce((least, m) => Math.min(least, m.start), Number.POSITIVE_INFINITY);
  const first = mentions.length > 0 ? earliest : textLength;
  const position = textLength > 0 ? 1 - first / textLength : 0;
  const plain = mentions.filter((m) => !m.derived).length;
  const frequency = (plain + weights.derived * (mentions.length - plain)) / Math.max(1, most);
  const sum =
    weights.frequency * frequency + weights.position * position + weights.headline * (inHeadline ? 1 : 0);
  const onlyDerived = plain === 0 && !inHeadline;
  return Math.round(Math.min(1, onlyDerived ? sum * weights.derived : sum) * 1000) / 1000;
}

function byEntity(mentions: Mention[]): Map<string, Mention[]> {
  const groups = new Map<string, Mention[]>();
  for (const mention of mentions) {
    if (mention.entityKey === null) continue;
    const group = groups.get(mention.entityKey);
    if (group === undefined) groups.set(mention.entityKey, [mention]);
    else group.push(mention);
  }
  return groups;
}

/** One summary an entity, most salient first; ties by first occurrence. Mentions without an entity are left out. */
export function summarizeMentions(facts: Facts, textLength: number): MentionSummary[] {
  const inText = byEntity(facts.mentions);
  const inHeadline = byEntity(facts.headlineMentions);
  const most = [...inText.values()].reduce((longest, { length }) => Math.max(longest, length), 1);
  const keys = [...new Set([...inText.keys(), ...inHeadline.keys()])];
  const summaries = keys.map((entityKey) => {
    const body = inText.get(entityKey) ?? [];
    const head = inHeadline.get(entityKey) ?? [];
    const all = [...body, ...head];
    return {
      entityKey,
      kind: all[0]?.kind ?? 'PERSON',
      count: body.length,
      salience: salienceOf(body, head.length > 0, textLength, most),
      inHeadline: head.length > 0,
      derived: all.every((m) => m.derived),
      confidence: all.reduce((best, m) => Math.max(best, m.confidence), 0),
      surfaceForms: [...new Set(all.map((m) => m.text))],
      role:
        all.find((m) => m.role !== null && !honorifics.has(m.role.toLowerCase().replace('.', '')))?.role ??
        null,
      spans: body.flatMap((m) => [m.start, m.end]),
    } satisfies MentionSummary;
  });
  return summaries.sort((a, b) => b.salience - a.salience || (a.spans[0] ?? 0) - (b.spans[0] ?? 0));
}

/** Public ids of the summarised entities, in the same order. */
export function mentionedIds(facts: Facts, summaries: readonly MentionSummary[]): string[] {
  const idOf = new Map(facts.entities.map((entity) => [entity.key, entity.id]));
  return summaries.flatMap((summary) => idOf.get(summary.entityKey) ?? []);
}
