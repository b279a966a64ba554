/**
 * What the rules' word lists say of a word, for the tagger: titles and trades stand before people, heads before or behind
 * institutions and sites, verbs of speech beside who speaks. A word that is in several lists has a class of its own.
 */
import {
  eventLeads,
  eventTrails,
  institutionWords,
  organizationCues,
  organizationFollowers,
  organizationLeads,
  organizationOf,
  organizationTrails,
  outsideLeads,
  placeCues,
  placeFollowers,
  placeLeads,
  placeOf,
  placePrepositions,
  placeTrails,
} from './heads.ts';
import { bareSpeech, clauseSpeech, englishSpeech, frontedSpeech, pronounSpeech } from './speech.ts';
import { portfolios, titlePrefixes, titles, trades } from './titles.ts';

/** The lists, one bit each; a change here asks for a new training. */
const lists: readonly (readonly ReadonlySet<string>[])[] = [
  [titles],
  [titlePrefixes],
  [trades],
  [portfolios],
  [organizationLeads],
  [organizationOf, organizationTrails],
  [institutionWords],
  [organizationCues, organizationFollowers],
  [placeLeads],
  [outsideLeads],
  [placeOf, placeTrails],
  [placeCues, placePrepositions],
  [placeFollowers],
  [eventLeads, eventTrails],
  [bareSpeech, pronounSpeech],
  [clauseSpeech, frontedSpeech, englishSpeech],
];

const classOf = new Map<string, number>();
for (const [bit, sets] of lists.entries()) {
  for (const word of sets.flatMap((set) => [...set]))
    if (!word.includes(' ')) classOf.set(word, (classOf.get(word) ?? 0) | (1 << bit));
}

/** The class of a lower-cased word: one bit for each kind of list that holds it; 0 for none. */
export function wordClass(lower: string): number {
  return classOf.get(lower) ?? 0;
}
