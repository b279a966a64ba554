/**
 * What the recogniser is told, as interfaces: the gazetteer (fixed, built from data files), the tagger (trained, read from
 * a model file) and the registry (what earlier articles taught). All are handed in; nothing in enrich/ reads a file, a clock or a database.
 */
import type { EntityKind, EntityRecord } from '../base/news.ts';
import type { Scan } from './tokens.ts';

/** One thing that a name may mean. */
export interface NameSense {
  record: EntityRecord;
  /** True for adjectives and demonyms ("Russian", "Turkish"). */
  derived: boolean;
  /** True for an acronym or short form that counts only in exactly this spelling ("AS", "PBB", "UN"). */
  exact: boolean;
  /** 0..1; country ≫ capital ≫ population; for people and organisations how well known. */
  prominence: number;
}

/** Names known before the first article is read. */
export interface Gazetteer {
  /**
   * All senses of a whole name in a language, most prominent first; empty when unknown. Case and marks are folded
   * (but see `exact`); a name listed for another language only is not returned.
   */
  senses(name: string, language: string): NameSense[];
  /** Longest name, in words, so that a scan knows how far to look ahead. */
  readonly longestName: number;
  byKey(key: string): EntityRecord | null;
  /** True for a word that is often a person's given name ("Vladimir", "Siti"). Folded. */
  isGivenName(word: string): boolean;
}

/** Where a name was seen; lets the registry join near spellings only when something else agrees. */
export interface NameContext {
  language: string;
  /** Keys of other entities in the same article. */
  companions: ReadonlySet<string>;
  role: string | null;
}

/** People and organisations that the gazetteer does not hold, learnt from earlier articles. */
export interface Registry {
  /** The known entity that this name means in this context, or null. */
  find(kind: EntityKind, name: string, context: NameContext): EntityRecord | null;
  /** Remembers an entity, the names it went by and its company. Idempotent. */
  learn(record: EntityRecord, names: readonly string[], context: NameContext): void;
}

/** A name that the tagger sees. Token positions in the scan, `to` exclusive. */
export interface TaggedName {
  kind: EntityKind;
  from: number;
  to: number;
  /** 0..1, the tagger's own estimate. */
  confidence: number;
}

/** What the tagger sees in a scan. */
export interface Tagged {
  /** In reading order, never overlapping. */
  names: TaggedName[];
  /** For each token: 0..1, how sure the tagger is that it belongs to no name. */
  outside: Float32Array;
}

/** The trained recogniser of names. */
export interface Tagger {
  /** Names in a scan. The language is a primary tag ("id"); one that the model does not know is read like English. */
  tag(scan: Scan, language: string): Tagged;
}
