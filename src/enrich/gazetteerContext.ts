/**
 * Places that their name alone does not tell: small ones, and those called like a person or an everyday word. What the text
 * names around them picks one out: the district or province they lie in, their country, where the outlet writes from.
 */
import type { FullGazetteer } from './gazetteer.ts';
import type { NameSense } from './knowledge.ts';
import { foldName } from './names.ts';

/** What a text tells about where its places are. */
export interface PlaceContext {
  language: string;
  gazetteer: FullGazetteer;
  /** Keys of the places that the text names for certain. */
  named: ReadonlySet<string>;
  /** Country codes of the dateline's place and of the outlet; null when unknown. */
  datelineCountry: string | null;
  sourceCountry: string | null;
}

/** How well a place fits, from best to worst. */
const fits = { area: 3, country: 2, source: 1, none: 0 };

function fitOf({ record }: NameSense, context: PlaceContext): number {
  const { gazetteer, named, datelineCountry, sourceCountry } = context;
  const country = record.place?.countryCode ?? null;
  if (country === null) return fits.none;
  let area = record.place?.parentKey ?? null;
  while (area !== null && area !== `iso:${country}`) {
    if (named.has(area)) return fits.area;
    area = gazetteer.byKey(area)?.place?.parentKey ?? null;
  }
  if (named.has(`iso:${country}`) || country === datelineCountry) return fits.country;
  return country === sourceCountry ? fits.source : fits.none;
}

/** Below this a place is a village: there are others of its name that no list holds, so its country does not tell it. */
const townProminence = 0.12;
/** A city of a hundred thousand: called by its own name, it is meant where nothing speaks for a place. */
const cityProminence = 0.27;
/** Ten times the people: of two towns of one name the larger is meant. */
const muchLarger = 0.17;

const isOwnName = (name: string, { record }: NameSense): boolean => foldName(name) === foldName(record.name);

/**
 * The place of one of `names` that fits the text best; null where none fits well enough or two fit alike.
 */
export function placeInContext(names: readonly string[], context: PlaceContext): NameSense | null {
  const { gazetteer, language } = context;
  const judged = names.flatMap((name) =>
    gazetteer
      .placesNamed(name, language)
      .map((sense) => ({ sense, fit: fitOf(sense, context), isOwn: isOwnName(name, sense) }))
      .filter(({ sense: { prominence }, fit, isOwn }) => {
        if (fit === fits.area) return true;
        if (fit !== fits.none) return prominence >= townProminence;
        return prominence >= cityProminence && isOwn && !gazetteer.isStopName(name, language);
      }),
  );
  const best = Math.max(...judged.map(({ fit }) => fit));
  const fitting = new Map(
    judged.filter(({ fit }) => fit === best).map(({ sense }) => [sense.record.key, sense]),
  );
  const [first, second] = [...fitting.values()].sort((a, b) => b.prominence - a.prominence);
  if (first === undefined) return null;
  return second !== undefined && first.prominence - second.prominence < muchLarger ? null : first;
}
