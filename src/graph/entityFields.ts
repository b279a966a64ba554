/** Fields of people, places and organisations: names, identities, and what looks something up. */
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { listDigest } from '../base/cursor.ts';
import type { PlaceType } from '../base/news.ts';
import type { AliasRow, EntityRow } from '../store/entities.ts';
import type { PlacedEntity } from '../store/entityLists.ts';
import type { SourceRow } from '../store/sources.ts';
import { type Connection, connect, ForwardArgs, pageOf } from './connection.ts';
import type { GraphContext } from './context.ts';
import {
  Entity,
  EntityAlias,
  ExternalId,
  GeoPoint,
  inLanguage,
  nameIn,
  Organization,
  Person,
  Place,
  placeTypeOf,
} from './entity.ts';
import { describe } from './entityDescription.ts';
import { PlaceConnection } from './entityLists.ts';
import { PlaceTypeEnum } from './enums.ts';
import { LanguageTag } from './scalars.ts';
import { scriptOf } from './script.ts';
import { Source } from './source.ts';

const languageOptions = { nullable: true, description: 'Language to prefer.' };

function identitiesOf({ wikidataId, geonamesId }: EntityRow): ExternalId[] {
  const identities: ExternalId[] = [];
  if (wikidataId) {
    const url = `https://www.wikidata.org/entity/${wikidataId}`;
    identities.push({ scheme: 'wikidata', value: wikidataId, url });
  }
  if (geonamesId !== null) {
    const url = `https://sws.geonames.org/${geonamesId}/`;
    identities.push({ scheme: 'geonames', value: String(geonamesId), url });
  }
  return identities;
}

/** An alias belongs to the asked language when it names that language, or holds in all. */
function speaks(alias: AliasRow, language: string): boolean {
  return alias.language === null || alias.language === language || alias.language === language.split('-')[0];
}

@Resolver(() => Entity)
export class EntityResolver {
  @FieldResolver(() => String, {
    description: 'Its usual name in the language, else in English, else its main name (schema.org name).',
  })
  name(
    @Root() entity: EntityRow,
    @Arg('language', () => LanguageTag, languageOptions) language: string | null,
  ): string {
    return nameIn(entity, language ?? null);
  }

  @FieldResolver(() => [EntityAlias], {
    description: 'All its names, usual ones first (schema.org alternateName).',
  })
  async aliases(
    @Root() entity: EntityRow,
    @Ctx() context: GraphContext,
    @Arg('language', () => LanguageTag, {
      nullable: true,
      description: 'Only names that this language uses.',
    })
    language: string | null,
  ): Promise<EntityAlias[]> {
    const aliases = await context.loaders.aliases.load(entity.rowId);
    const asked = language ? aliases.filter((alias) => speaks(alias, language)) : aliases;
    return asked.map((alias) => ({ ...alias, script: scriptOf(alias.name) }));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What it is, in a few words. Of a place its rank, where it lies and its country, in Indonesian or English. Of a person the role that most of the latest articles put before the name, where two do, in the language, else in English, else in any. Null when that is not known, and of organizations (schema.org description).',
  })
  description(
    @Root() entity: EntityRow,
    @Ctx() { loaders }: GraphContext,
    @Arg('language', () => LanguageTag, languageOptions) language: string | null,
  ): Promise<string | null> {
    return describe(entity, language ?? null, loaders);
  }

  @FieldResolver(() => [ExternalId], {
    description: 'Its identities in other data sets (schema.org sameAs).',
  })
  sameAs(@Root() entity: EntityRow): ExternalId[] {
    return identitiesOf(entity);
  }

  @FieldResolver(() => [ID], {
    description: 'Ids that were merged into this one; they keep resolving to it.',
  })
  async mergedIds(@Root() entity: EntityRow, @Ctx() context: GraphContext): Promise<string[]> {
    return (await context.loaders.mergedIds.load(entity.rowId)).map(({ id }) => id);
  }
}

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The role articles last put before the name, in the language, else in any (schema.org jobTitle).',
  })
  jobTitle(
    @Root() { jobTitles }: EntityRow,
    @Arg('language', () => LanguageTag, languageOptions) language: string | null,
  ): string | null {
    const wanted = language ? inLanguage(jobTitles, language) : null;
    return wanted ?? jobTitles.en ?? Object.values(jobTitles)[0] ?? null;
  }
}

@Resolver(() => Organization)
export class OrganizationResolver {
  @FieldResolver(() => Source, {
    nullable: true,
    description: 'The same body as a publisher that we read or that others cite, e.g. Reuters.',
  })
  async asSource(@Root() entity: EntityRow, @Ctx() { loaders }: GraphContext): Promise<SourceRow | null> {
    const link = await loaders.sourceOfOrganization.load(entity.rowId);
    return link && loaders.source.load(link.sourceId);
  }
}

@ArgsType()
export class ContainsPlacesArgs extends ForwardArgs {
  @Field(() => [PlaceTypeEnum], { nullable: true, description: 'Only places of these types.' })
  types?: PlaceType[] | null;
}

@Resolver(() => Place)
export class PlaceResolver {
  @FieldResolver(() => PlaceTypeEnum, { description: 'Its rank, from country to point of interest.' })
  placeType(@Root() place: EntityRow): PlaceType {
    return placeTypeOf(place);
  }

  @FieldResolver(() => GeoPoint, { nullable: true, description: 'A point inside it (schema.org geo).' })
  geo(@Root() { latitude, longitude }: EntityRow): GeoPoint | null {
    return latitude === null || longitude === null ? null : { latitude, longitude };
  }

  @FieldResolver(() => Place, {
    nullable: true,
    description: 'The place it directly lies in (schema.org containedInPlace).',
  })
  containedInPlace(
    @Root() { parentId }: EntityRow,
    @Ctx() context: GraphContext,
  ): Promise<EntityRow | null> | null {
    return parentId === null ? null : context.loaders.entity.load(parentId);
  }

  @FieldResolver(() => PlaceConnection, {
    description: 'Places directly inside it, most mentioned first (schema.org containsPlace).',
  })
  async containsPlaces(
    @Root() { id, rowId }: EntityRow,
    @Ctx() { loaders }: GraphContext,
    @Args(() => ContainsPlacesArgs) args: ContainsPlacesArgs,
  ): Promise<Connection<PlacedEntity>> {
    const types = args.types ?? null;
    const digest = listDigest('places inside', { id, types });
    const page = pageOf(args, digest, 'integer');
    const rows = await loaders.pages.placesInside(types, page).load(rowId);
    return connect(rows, page, digest, () => loaders.pages.placeCountInside(types).load(rowId));
  }
}
