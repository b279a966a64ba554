/**
 * Gold annotations of the demo newsroom: what a careful reader finds in each article, by the conventions of
 * docs/annotation.md. Mentions are written in reading order as `surface|KIND|entity` or `surface|PLACE|entity|derived`
 * and resolved to offsets here; `entity` is the kebab-case English name of the thing, or `?` where it cannot be told.
 */
import type { EntityKind } from '../../src/base/news.ts';

export interface GoldArticle {
  slug: string;
  story: string;
  copyOf: string | null;
  copyKind: 'COPY' | 'DERIVED' | null;
  dateline: { place: string | null; wire: string | null } | null;
  /** Every mention in the text (headline excluded), in reading order. */
  mentions: string[];
  /** `text` is an exact part of the article's text, without quotation marks. */
  quotes: { text: string; style: 'DIRECT' | 'INDIRECT'; speaker: string | null }[];
  /** `text` is the crediting phrase, an exact part of the text; `source` the entity it names. */
  citations: { text: string; source: string | null }[];
}

/** A held-out article, text and annotations together. */
export interface HeldOutArticle {
  language: 'id' | 'en';
  headline: string;
  paragraphs: string[];
  source: { name: string; domain: string; country: string };
  publishedAt: string;
  gold: GoldArticle;
}

export interface GoldMention {
  kind: EntityKind;
  start: number;
  end: number;
  text: string;
  derived: boolean;
  entity: string | null;
}

const wordCharacter = /[\p{L}\p{N}]/u;

/** Where `surface` next stands as a whole word at or after `from`; -1 when nowhere. */
export function findWord(text: string, surface: string, from: number): number {
  for (let at = text.indexOf(surface, from); at >= 0; at = text.indexOf(surface, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + surface.length] ?? ' ';
    if (!wordCharacter.test(before) && !wordCharacter.test(after)) return at;
  }
  return -1;
}

/** Gold mentions with offsets. @throws Error naming the first mention that does not stand in the text in this order. */
export function resolveMentions(text: string, gold: Pick<GoldArticle, 'slug' | 'mentions'>): GoldMention[] {
  let from = 0;
  return gold.mentions.map((line) => {
    const [surface = '', kind = '', entity = '', derived] = line.split('|');
    const start = findWord(text, surface, from);
    if (start < 0) throw new Error(`${gold.slug}: "${line}" is not in the text after offset ${from}`);
    from = start + surface.length;
    return {
      kind: kind as EntityKind,
      start,
      end: from,
      text: surface,
      derived: derived === 'derived',
      entity: entity === '?' ? null : entity,
    };
  });
}

/** Places where an annotated surface stands once more without an annotation: likely a forgotten mention. */
export function unannotated(text: string, mentions: GoldMention[]): string[] {
  const misses: string[] = [];
  for (const surface of new Set(mentions.map((m) => m.text))) {
    for (let at = findWord(text, surface, 0); at >= 0; at = findWord(text, surface, at + 1)) {
      const covered = mentions.some((m) => m.start <= at && at + surface.length <= m.end);
      if (!covered) misses.push(`${surface} at ${at}`);
    }
  }
  return misses;
}
