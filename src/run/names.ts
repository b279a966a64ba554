/**
 * What a reader tells of the names in its text, so that a back-end may say better: where they are (a token classifier of the
 * operator's own) or which of the disputed ones are names (an endpoint). What comes back is the `Tagged` of a second reading.
 */
import { type Dispute, findDisputes } from '../enrich/disputed.ts';
import { type EnrichInput, openText } from '../enrich/enrich.ts';
import type { FullGazetteer } from '../enrich/gazetteer.ts';
import type { Tagged, Tagger } from '../enrich/knowledge.ts';
import type { Scan } from '../enrich/tokens.ts';

/** What a job asks about the names in its text, or says of them. */
export interface NameOrder {
  /** What the reader is to tell besides the article: nothing unless given. */
  asks?: 'TEXT' | 'DISPUTES' | null;
  /** The names, where a back-end has said where they are; the shipped tagger says unless given. */
  tagged?: Tagged | null;
}

/** What a reader tells of its names. Can be copied between threads. */
export interface NameReport {
  /** As it was recognised. */
  text: string;
  language: string;
  tagged: Tagged;
  /** Empty unless asked for. */
  disputes: Dispute[];
}

/** What names are found by. */
export interface NameKnowledge {
  gazetteer: FullGazetteer;
  tagger: Tagger;
}

/** A tagger that knows the names of one scan and leaves others (the headline's) to the shipped one. */
function taggerKnowing({ text, tokens }: Scan, tagged: Tagged, shipped: Tagger): Tagger {
  const isKnown = (scan: Scan) => scan.text === text && scan.tokens.length === tokens.length;
  return { tag: (scan, language) => (isKnown(scan) ? tagged : shipped.tag(scan, language)) };
}

/** The tagger to enrich a text with, and the report that was asked for; null when none was. */
export function findNames(
  input: EnrichInput,
  { gazetteer, tagger }: NameKnowledge,
  { asks = null, tagged: settled = null }: NameOrder,
): { tagger: Tagger; report: NameReport | null } {
  if (asks === null && settled === null) return { tagger, report: null };
  const { language, parts, scan } = openText(input, gazetteer);
  const settledTo = parts?.bodyStart ?? 0;
  // A back-end that counts other tokens than we do has read another text.
  const isUsable = settled !== null && settled.outside.length === scan.tokens.length;
  const tagged = isUsable ? settled : tagger.tag(scan, language);
  const disputes = asks === 'DISPUTES' ? findDisputes({ scan, language, gazetteer, tagged, settledTo }) : [];
  const report = asks === null ? null : { text: input.text, language, tagged, disputes };
  return { tagger: taggerKnowing(scan, tagged, tagger), report };
}
