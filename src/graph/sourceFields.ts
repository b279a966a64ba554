/** Fields of sources that look something up: figures, by-lines, and what a publisher says of itself. */
import { Arg, Args, Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { listDigest } from '../base/cursor.ts';
import { foldName } from '../base/foldName.ts';
import type { PlacedAuthor } from '../store/authorLists.ts';
import type { EntityRow } from '../store/entities.ts';
import type { SourceStats as SourceStatsRow } from '../store/sourceStats.ts';
import type { ChannelRow, SourceRow } from '../store/sources.ts';
import { Image } from './article.ts';
import { type Connection, connect, connectionOf, ForwardArgs, pageOf } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Organization } from './entity.ts';
import { spanOf, TimeRangeInput } from './filters.ts';
import type { SourceHealthValue } from './health.ts';
import { Duration, durationText, Url } from './scalars.ts';
import { Author, Source, SourceChannel, SourceHealth } from './source.ts';

@ObjectType({ simpleResolvers: true, description: 'What a source published in a span of time, in figures.' })
export class SourceStats implements Omit<SourceStatsRow, 'sourceId'> {
  @Field(() => Int, { description: 'Articles by their sortDate.' })
  articleCount!: number;

  @Field(() => Int, { description: 'Of these, first reports of stories that other outlets told too.' })
  firstReports!: number;

  @Field(() => Int, { description: 'Of these, texts taken whole from another article that we know.' })
  syndicatedCount!: number;

  @Field(() => Int, { nullable: true, description: 'Median length in words; null without a text.' })
  medianWordCount!: number | null;
}

const authors = connectionOf(() => Author, 'Author', 'authors');
export const AuthorConnectionResolver = authors.resolver;

@Resolver(() => Source)
export class SourceFieldsResolver {
  @FieldResolver(() => SourceStats, { description: 'What it published in a span, in figures.' })
  async stats(
    @Root() { rowId }: SourceRow,
    @Ctx() { loaders, at }: GraphContext,
    @Arg('range', () => TimeRangeInput, {
      nullable: true,
      description: 'Span; all its articles when not given.',
    })
    range: TimeRangeInput | null,
  ): Promise<SourceStatsRow | null> {
    return loaders.sourceStats(range ? spanOf(range, at) : null).load(rowId);
  }

  @FieldResolver(() => authors.Connection, { description: 'Its by-lines, by name.' })
  async authors(
    @Root() { id, rowId }: SourceRow,
    @Ctx() { loaders }: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): Promise<Connection<PlacedAuthor>> {
    const digest = listDigest('authors of', { id });
    const page = pageOf(args, digest, 'text');
    const rows = await loaders.pages.authorsOf(page).load(rowId);
    return connect(rows, page, digest, () => loaders.pages.authorCountOf.load(rowId));
  }

  @FieldResolver(() => Image, {
    nullable: true,
    description: "Its logo as its site's own data names it, else the site's icon (schema.org logo).",
  })
  logo(@Root() { profile, iconUrl }: SourceRow): Pick<Image, 'url' | 'caption' | 'creditText'> | null {
    const url = profile?.logoUrl ?? iconUrl;
    return url === null ? null : { url, caption: null, creditText: null };
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Year it was founded in, as its own site says (schema.org foundingDate).',
  })
  foundedYear(@Root() { profile }: SourceRow): number | null {
    return profile?.foundedYear ?? null;
  }

  @FieldResolver(() => Url, {
    nullable: true,
    description: 'Its editorial principles, where its own site names them (schema.org publishingPrinciples).',
  })
  publishingPrinciples(@Root() { profile }: SourceRow): string | null {
    return profile?.principlesUrl ?? null;
  }

  @FieldResolver(() => Url, {
    nullable: true,
    description: 'How it corrects mistakes, where its own site names it (schema.org correctionsPolicy).',
  })
  correctionsPolicy(@Root() { profile }: SourceRow): string | null {
    return profile?.correctionsUrl ?? null;
  }

  @FieldResolver(() => [Organization], {
    description:
      'Organizations it belongs to, as its own site says (schema.org parentOrganization), as far as exactly one that we know bears the name.',
  })
  async ownership(@Root() { profile }: SourceRow, @Ctx() { loaders }: GraphContext): Promise<EntityRow[]> {
    const names = (profile?.owners ?? []).map(foldName).filter((name) => name !== '');
    const owners = await Promise.all(names.map((name) => loaders.organizationNamed.load(name)));
    const found = await Promise.all(owners.map((owner) => owner && loaders.entity.load(owner.entityId)));
    return found.flatMap((entity) => entity ?? []);
  }
}

@Resolver(() => SourceHealth)
export class SourceHealthResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Articles of the last 24 hours over the median of the same hours one to four weeks ago: well below 1 when something is missing. Null for a source we have had for less than a week, or that usually has none on such a day.',
  })
  async volumeRatio(
    @Root() { sourceId }: SourceHealthValue & { sourceId: number },
    @Ctx() { loaders, at }: GraphContext,
  ): Promise<number | null> {
    return (await loaders.volumeRatio(at).load(sourceId))?.ratio ?? null;
  }
}

@Resolver(() => SourceChannel)
export class SourceChannelResolver {
  @FieldResolver(() => Duration, {
    nullable: true,
    description:
      'Median time from publication to our first sight of an article, over the last seven days. Null for a channel that is not read, or one of several: which of them brought an article is not on record.',
  })
  async medianLag(
    @Root() { id, sourceId, ingestible }: ChannelRow,
    @Ctx() { loaders, at }: GraphContext,
  ): Promise<string | null> {
    if (!ingestible) return null;
    const siblings = await loaders.channels.load(sourceId);
    if (siblings.some((other) => other.id !== id && other.ingestible)) return null;
    const lag = await loaders.medianLag(at).load(sourceId);
    return lag && durationText(lag.seconds * 1000);
  }
}
