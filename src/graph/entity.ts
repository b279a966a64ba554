/** People, places and organisations: the interface and its three types. Fields with lookups are in entityFields.ts. */
import { Field, Float, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { EntityKind, PlaceType } from '../base/news.ts';
import { AliasSourceEnum, EntityKindEnum } from './enums.ts';
import { Node } from './node.ts';
import { CountryCode, LanguageTag, Url, WikidataId } from './scalars.ts';

@InterfaceType({
  implements: Node,
  description:
    'A thing that articles mention, one across languages, spellings and outlets (schema.org Thing).',
})
export abstract class Entity extends Node {
  @Field(() => EntityKindEnum, { description: 'Person, place or organization.' })
  kind!: EntityKind;

  @Field(() => WikidataId, { nullable: true, description: 'Its item in Wikidata, when known.' })
  wikidataId!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  implements: [Node, Entity],
  description: 'A human being (schema.org Person).',
})
export class Person extends Entity {}

@ObjectType({
  simpleResolvers: true,
  implements: [Node, Entity],
  description:
    'A body of people: state organ, company, party, armed group, outlet (schema.org Organization).',
})
export class Organization extends Entity {}

@ObjectType({
  simpleResolvers: true,
  implements: [Node, Entity],
  description: 'A place on the map (schema.org Place).',
})
export class Place extends Entity {
  @Field(() => Int, { nullable: true, description: 'Its id in GeoNames, when known.' })
  geonamesId!: number | null;

  @Field(() => CountryCode, {
    nullable: true,
    description: 'Country it lies in; null when in none or several.',
  })
  countryCode!: string | null;
}

/** Place types as stored; a place whose facts are missing is OTHER. */
export const placeTypeOf = (row: { placeType: PlaceType | null }): PlaceType => row.placeType ?? 'OTHER';

@ObjectType({
  simpleResolvers: true,
  description: 'A point on the globe, WGS 84 (schema.org GeoCoordinates).',
})
export class GeoPoint {
  @Field(() => Float, { description: 'Degrees north of the equator, -90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east of Greenwich, -180 to 180.' })
  longitude!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A name by which texts call an entity.' })
export class EntityAlias {
  @Field(() => String, { description: 'The name.' })
  name!: string;

  @Field(() => LanguageTag, {
    nullable: true,
    description: 'Language it belongs to; null when it holds in all.',
  })
  language!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Script that most of its letters are of, as an ISO 15924 code, e.g. Latn, Cyrl, Arab; null without letters of a script we know.',
  })
  script!: string | null;

  @Field(() => AliasSourceEnum, { description: 'Where it was learnt.' })
  source!: keyof typeof AliasSourceEnum;

  @Field(() => Boolean, { description: "It is the language's usual name for the entity." })
  preferred!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'Identity of an entity in another data set.' })
export class ExternalId {
  @Field(() => String, { description: 'The data set: wikidata, geonames.' })
  scheme!: string;

  @Field(() => String, { description: 'The id there.' })
  value!: string;

  @Field(() => Url, { nullable: true, description: 'Its address as linked data.' })
  url!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'An entity and how many articles of a story mention it.' })
export class EntityCount {
  @Field(() => Entity, { description: 'The entity.' })
  entity!: Entity;

  @Field(() => Int, { description: 'Articles of the story that mention it.' })
  count!: number;
}

/**
 * The name in a language: the tag itself, its primary subtag, the main name. No statement: names are on the row.
 * The main name is English or the most widespread one.
 */
export function nameIn(
  row: { name: string; names: Record<string, string> },
  language: string | null,
): string {
  if (language === null) return row.name;
  return inLanguage(row.names, language) ?? row.names.en ?? row.name;
}

/** A text by language tag: the tag itself, else its primary subtag, else null. */
export function inLanguage(texts: Record<string, string>, language: string): string | null {
  const own = (key: string) => (Object.hasOwn(texts, key) ? (texts[key] ?? null) : null);
  return own(language) ?? own(language.split('-')[0] ?? language);
}
