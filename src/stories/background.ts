/**
 * How often terms occur in news at large: the prior that weighs a word or an entity before this database has counted it.
 */
import { entityId } from '../base/id.ts';
import { stemOf } from './stem.ts';
import { newsWords } from './stopwords.ts';
import { entityOfTerm, isEntityTerm } from './tokens.ts';

/** Part of all articles that hold an everyday news word, a country, another place, an organisation, a person. */
const shares = { newsWord: 0.06, country: 0.1, place: 0.01, organization: 0.008, person: 0 };

/** True for the public id of a country. */
export function isCountry(id: string): boolean {
  return countryIds.has(id);
}

const countryIds: ReadonlySet<string> = new Set(
  letters().flatMap((first) => letters().map((second) => entityId('PLACE', `iso:${first}${second}`))),
);

function letters(): string[] {
  return Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
}

const stemmedNewsWords = new Map(
  Object.entries(newsWords).map(([language, list]) => [
    language,
    new Set(Array.from(list, (word) => stemOf(word, language))),
  ]),
);

/** Part of all articles, 0..1, that hold a term of `termsOf`; 0 for a word nobody would expect. */
export function backgroundShare(term: string, language: string): number {
  if (isEntityTerm(term)) return entityBackgroundShare(entityOfTerm(term));
  return stemmedNewsWords.get(language)?.has(term) ? shares.newsWord : 0;
}

/** Part of all articles, 0..1, that name an entity, told by its kind; a country is in the news every day. */
export function entityBackgroundShare(id: string): number {
  if (isCountry(id)) return shares.country;
  if (id.startsWith('pla_')) return shares.place;
  return id.startsWith('org_') ? shares.organization : shares.person;
}
