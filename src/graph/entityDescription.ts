/** What an entity is, in a few words made of facts that are stored: no sentence here was written by hand or taken from elsewhere. */
import type { PlaceType } from '../base/news.ts';
import type { EntityRow, PrintedRole } from '../store/entities.ts';
import { nameIn } from './entity.ts';
import type { Loaders } from './loaders.ts';

/** How a language speaks of places. */
interface Phrases {
  countries: Intl.DisplayNames;
  rank: Record<Exclude<PlaceType, 'OTHER' | 'CITY'>, string>;
  city: string;
  town: string;
  in: string;
}

const countriesIn = (language: string) =>
  new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });

const english: Phrases = {
  countries: countriesIn('en'),
  rank: {
    COUNTRY: 'country',
    ADMIN1: 'province or state',
    ADMIN2: 'district',
    POI: 'place',
    REGION: 'region',
  },
  city: 'city',
  town: 'town',
  in: 'in',
};

const indonesian: Phrases = {
  countries: countriesIn('id'),
  rank: {
    COUNTRY: 'negara',
    ADMIN1: 'provinsi atau negara bagian',
    ADMIN2: 'kabupaten atau kota',
    POI: 'tempat',
    REGION: 'wilayah',
  },
  city: 'kota',
  town: 'kota kecil',
  in: 'di',
};

/** Inhabitants from which a populated place is called a city. */
const cityFrom = 100_000;

/** An entity in a few words; null when nothing is known that would tell. */
export async function describe(
  entity: EntityRow,
  language: string | null,
  loaders: Loaders,
): Promise<string | null> {
  if (entity.kind === 'PERSON') return roleOf(await loaders.printedRoles.load(entity.rowId), language);
  if (entity.kind !== 'PLACE') return null;
  const parent = entity.parentId === null ? null : await loaders.entity.load(entity.parentId);
  return placeIn(entity, parent, language);
}

/** A role that a single article prints may be that article's alone. */
const enoughArticles = 2;

function roleOf(roles: readonly PrintedRole[], asked: string | null): string | null {
  const told = roles.filter(({ articles }) => articles >= enoughArticles);
  const inTongue = (tongue: string | undefined) => told.find(({ language }) => language === tongue);
  const role = (inTongue(asked?.split('-')[0]) ?? inTongue('en') ?? told[0])?.role;
  return role === undefined ? null : role.charAt(0).toUpperCase() + role.slice(1);
}

function placeIn(place: EntityRow, parent: EntityRow | null, asked: string | null): string | null {
  const language = asked?.split('-')[0] === 'id' ? 'id' : 'en';
  const phrases = language === 'id' ? indonesian : english;
  const rank = rankOf(place, phrases);
  if (rank === null) return null;
  const country = place.placeType === 'COUNTRY' ? null : countryName(place.countryCode, phrases);
  const around = parent !== null && parent.placeType !== 'COUNTRY' ? nameIn(parent, language) : null;
  const where = [around, country].filter((name) => name !== null);
  return where.length === 0 ? rank : `${rank} ${phrases.in} ${where.join(', ')}`;
}

function rankOf({ placeType, population }: EntityRow, phrases: Phrases): string | null {
  if (placeType === null || placeType === 'OTHER') return null;
  if (placeType !== 'CITY') return phrases.rank[placeType];
  if (population === null || population === 0) return phrases.rank.POI;
  return population >= cityFrom ? phrases.city : phrases.town;
}

/** Name of a country by its code, as Unicode CLDR has it; null for a code that nobody has. */
function countryName(code: string | null, { countries }: Phrases): string | null {
  if (code === null) return null;
  try {
    return countries.of(code) ?? null;
  } catch {
    // A code that is no code at all; Intl answers unknown ones with undefined.
    return null;
  }
}
