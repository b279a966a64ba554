/** Facets of a list of articles: what its articles have in common, counted. */
import DataLoader from 'dataloader';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import { canonicalJson } from '../base/cursor.ts';
import { AppError } from '../base/errors.ts';
import { mediaTopic } from '../base/mediaTopics.ts';
import type { EntityRow } from '../store/entities.ts';
import { type Counted, type FacetField, type FacetRows, facetsOf } from '../store/searchFacets.ts';
import type { SourceRow } from '../store/sources.ts';
import { ArticleConnection } from './articleLists.ts';
import { listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Entity, nameIn } from './entity.ts';
import { Source } from './source.ts';

const described: Record<FacetField, string> = {
  SOURCE: 'The outlet that published it.',
  SOURCE_COUNTRY: "The outlet's country.",
  LANGUAGE: 'The language of the text.',
  PERSON: 'People it mentions.',
  ORGANIZATION: 'Organizations it mentions.',
  PLACE: 'Places it mentions.',
  AUTHOR: 'Who wrote it.',
  MEDIA_TOPIC: 'What it is about; a wider topic counts the articles of its narrower ones too.',
  GENRE: 'What kind of text it is.',
  DAY: 'The day of its sortDate, in UTC.',
  HOUR: 'The hour of its sortDate, in UTC.',
};

const FacetFieldEnum = Object.fromEntries(Object.keys(described).map((key) => [key, key])) as {
  [K in FacetField]: K;
};
registerEnumType(FacetFieldEnum, {
  name: 'FacetField',
  description: 'What articles are counted by.',
  valuesConfig: Object.fromEntries(
    Object.entries(described).map(([key, description]) => [key, { description }]),
  ) as never,
});

@ObjectType({ simpleResolvers: true, description: 'One value of a facet and how many articles have it.' })
export class FacetBucket {
  @Field(() => String, {
    description:
      'The value as filters take it: an id, a language tag, a country or topic code, a genre; for DAY and HOUR when it begins.',
  })
  value!: string;

  @Field(() => String, { description: 'Its name for people to read, in English where it has one.' })
  label!: string;

  @Field(() => Int, { description: 'How many of the articles have it.' })
  count!: number;

  @Field(() => Entity, { nullable: true, description: 'The person, organization or place; else null.' })
  entity!: Entity | null;

  @Field(() => Source, { nullable: true, description: 'The source; else null.' })
  source!: Source | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The articles of a list counted by one of their properties.',
})
export class Facet {
  @Field(() => FacetFieldEnum, { description: 'What they are counted by.' })
  field!: FacetField;

  @Field(() => [FacetBucket], { description: 'The most frequent values first; days and hours newest first.' })
  buckets!: FacetBucket[];

  @Field(() => Int, { description: 'Sum of the counts of all values that have no bucket.' })
  otherCount!: number;

  @Field(() => Boolean, {
    description:
      'True when the whole list was counted; else its newest 10,000 articles were, or in the order RELEVANCE the 1,000 that are ranked.',
  })
  exact!: boolean;
}

type BucketValue = Omit<FacetBucket, 'entity' | 'source'> & {
  entity: EntityRow | null;
  source: SourceRow | null;
};
type FacetValue = Omit<Facet, 'buckets'> & { buckets: BucketValue[] };

const regions = new Intl.DisplayNames(['en'], { type: 'region' });
const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** The English name of a code; the code itself where it has none. */
function nameOfCode(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

async function bucketOf(
  context: GraphContext,
  field: FacetField,
  { value, count }: FacetRows['buckets'][number],
): Promise<BucketValue | null> {
  const bucket = { value, label: value, count, entity: null, source: null };
  switch (field) {
    case 'SOURCE': {
      const source = await context.loaders.source.load(Number(value));
      return source && { ...bucket, value: source.id, label: source.name, source };
    }
    case 'PERSON':
    case 'ORGANIZATION':
    case 'PLACE': {
      const entity = await context.loaders.entity.load(Number(value));
      return entity && { ...bucket, value: entity.id, label: nameIn(entity, 'en'), entity };
    }
    case 'AUTHOR': {
      const author = await context.loaders.author.load(Number(value));
      return author && { ...bucket, value: author.id, label: author.name };
    }
    case 'LANGUAGE':
      return { ...bucket, label: nameOfCode(languages, value) };
    case 'MEDIA_TOPIC':
      return { ...bucket, label: mediaTopic(value)?.names.en ?? value };
    case 'SOURCE_COUNTRY':
      return { ...bucket, label: nameOfCode(regions, value) };
    default:
      return bucket;
  }
}

/** @throws AppError BAD_INPUT for no field, or one that is asked twice. */
function checked(fields: readonly FacetField[]): readonly FacetField[] {
  if (fields.length > 0 && new Set(fields).size === fields.length) return fields;
  throw new AppError('BAD_INPUT', 'fields takes one facet field or more, each once.', {
    data: { argument: 'fields', given: fields },
  });
}

const defaultSize = 10;

@Resolver(() => ArticleConnection)
export class ArticleFacetsResolver {
  @FieldResolver(() => [Facet], {
    description: 'The whole list, not the page alone, counted by some properties, in the order asked.',
  })
  async facets(
    @Root() { listed }: { listed: Counted },
    @Ctx() context: GraphContext,
    @Arg('fields', () => [FacetFieldEnum], { description: 'What to count by, each once.' })
    asked: FacetField[],
    @Arg('size', () => Int, {
      nullable: true,
      defaultValue: defaultSize,
      description: 'How many buckets at most, 1 to 100.',
    })
    given: number | null,
  ): Promise<FacetValue[]> {
    const fields = checked(asked);
    const size = listSize(given ?? defaultSize, 'size');
    const { rowId, ...lists } = listed;
    const name = `facets ${canonicalJson({ ...lists, search: lists.search?.node, fields, size })}`;
    const loader = context.loaders.once(
      name,
      () =>
        new DataLoader<number, Map<FacetField, FacetRows> | null>(async (ids) => {
          const found = await facetsOf(context.database, lists, ids, { fields, size });
          return ids.map((id) => found.get(id) ?? null);
        }),
    );
    const facets = await loader.load(rowId);
    return Promise.all(
      fields.map(async (field) => {
        const { buckets = [], otherCount = 0, exact = true } = facets?.get(field) ?? {};
        const named = await Promise.all(buckets.map((bucket) => bucketOf(context, field, bucket)));
        return { field, otherCount, exact, buckets: named.filter((bucket) => bucket !== null) };
      }),
    );
  }
}
