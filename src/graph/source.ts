/** Sources: publishers, their channels, health and rights, and authors. */
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { listDigest } from '../base/cursor.ts';
import type { ChannelKind } from '../base/news.ts';
import {
  type AuthorRow,
  countSources,
  listSources,
  type SourceOrder,
  type SourceOrderField,
  type SourceRow,
  type SourceScope,
  sourceKeyType,
} from '../store/sources.ts';
import type { HealthState, SourceKind } from '../store/tables.ts';
import { type Connection, connect, connectionOf, ForwardArgs, pageOf } from './connection.ts';
import type { GraphContext } from './context.ts';
import {
  ChannelKindEnum,
  HealthStateEnum,
  SortDirection,
  SourceKindEnum,
  SourceOrderFieldEnum,
} from './enums.ts';
import type { Direction } from './filters.ts';
import { healthOf, type SourceHealthValue } from './health.ts';
import { Node } from './node.ts';
import { RightsPolicy, rightsOf } from './rights.ts';
import { CountryCode, DateTime, LanguageTag, Url } from './scalars.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'One way a source reaches readers: a feed, a sitemap, its Google News page, its WhatsApp channel.',
})
export class SourceChannel {
  @Field(() => ChannelKindEnum, { description: 'How it is read or followed.' })
  kind!: keyof typeof ChannelKindEnum;

  @Field(() => Url, { description: 'Its address.' })
  url!: string;

  @Field(() => Boolean, { description: 'We can read it; false for channels that are only for people.' })
  ingestible!: boolean;

  @Field(() => HealthStateEnum, { description: 'How well it can be read.' })
  state!: HealthState;

  @Field(() => DateTime, { nullable: true, description: 'When it was last read without a fault.' })
  lastSuccessAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'How well a source can be read, over all its channels.' })
export class SourceHealth implements SourceHealthValue {
  @Field(() => HealthStateEnum, { description: 'HEALTHY when every channel works, DEGRADED when some do.' })
  state!: HealthState;

  @Field(() => DateTime, { nullable: true, description: 'The latest attempt on any channel.' })
  lastAttemptAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The latest attempt that succeeded.' })
  lastSuccessAt!: Date | null;

  @Field(() => Int, { description: 'Most failures in a row on one channel.' })
  consecutiveFailures!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'HTTP status of the latest attempt; null without an answer.',
  })
  lastHttpStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last; null when nothing does.' })
  lastError!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When a channel is read next.' })
  nextAttemptAt!: Date | null;
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A publisher of news (schema.org NewsMediaOrganization).',
})
export class Source
  extends Node
  implements Pick<SourceRow, 'name' | 'domain' | 'url' | 'kind' | 'country' | 'languages'>
{
  @Field(() => String, { description: 'Its name (schema.org name).' })
  name!: string;

  @Field(() => String, { description: 'Registrable domain, e.g. solopos.com.' })
  domain!: string;

  @Field(() => Url, { description: 'Home page (schema.org url).' })
  url!: string;

  @Field(() => SourceKindEnum, { description: 'What kind of publisher it is.' })
  kind!: SourceKind;

  @Field(() => CountryCode, { nullable: true, description: 'Country it publishes from.' })
  country!: string | null;

  @Field(() => [LanguageTag], { description: 'Languages it publishes in.' })
  languages!: string[];
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A by-line of a source (schema.org author).',
})
export class Author extends Node {
  @Field(() => String, { description: 'The name as printed.' })
  name!: string;
}

@Resolver(() => Author)
export class AuthorResolver {
  @FieldResolver(() => Source, { nullable: true, description: 'The source that prints this by-line.' })
  source(@Root() author: AuthorRow, @Ctx() context: GraphContext): Promise<SourceRow | null> {
    return context.loaders.source.load(author.sourceId);
  }
}

@InputType('SourceFilter', {
  description: 'Conditions on sources. Conditions are ANDed; the values of one field are ORed.',
})
export class SourceFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the name or domain, in any case.' })
  query?: string | null;

  @Field(() => [String], { nullable: true, description: 'One of these registrable domains.' })
  domains?: string[] | null;

  @Field(() => [CountryCode], { nullable: true, description: 'From one of these countries.' })
  countries?: string[] | null;

  @Field(() => [LanguageTag], { nullable: true, description: 'Publishing in one of these languages.' })
  languages?: string[] | null;

  @Field(() => [SourceKindEnum], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: SourceKind[] | null;

  @Field(() => [HealthStateEnum], { nullable: true, description: 'With a channel in one of these states.' })
  states?: HealthState[] | null;

  @Field(() => [ChannelKindEnum], {
    nullable: true,
    description: 'With a channel of one of these kinds, read or only for people.',
  })
  channelKinds?: ChannelKind[] | null;
}

@InputType('SourceOrder', { description: 'Order of sources.' })
export class SourceOrderInput {
  @Field(() => SourceOrderFieldEnum, { description: 'What to order by.' })
  field!: SourceOrderField;

  @Field(() => SortDirection, { defaultValue: 'ASC', description: 'Which end comes first.' })
  direction!: Direction;
}

const declared = connectionOf(() => Source, 'Source', 'sources');
const SourceConnection = declared.Connection;
export const SourceConnectionResolver = declared.resolver;

@ArgsType()
export class SourceListArgs extends ForwardArgs {
  @Field(() => SourceFilterInput, { nullable: true, description: 'Only sources that match.' })
  filter?: SourceFilterInput | null;

  @Field(() => SourceOrderInput, { nullable: true, description: 'Order; by name when not given.' })
  orderBy?: SourceOrderInput | null;
}

function scopeOf(filter: SourceFilterInput | null): SourceScope {
  return {
    query: filter?.query ?? null,
    domains: filter?.domains?.map((domain) => domain.toLowerCase()) ?? null,
    countries: filter?.countries ?? null,
    languages: filter?.languages ?? null,
    kinds: filter?.kinds ?? null,
    states: filter?.states ?? null,
    channelKinds: filter?.channelKinds ?? null,
  };
}

@Resolver(() => Source)
export class SourceResolver {
  @Query(() => SourceConnection, { description: 'Sources that are read, by filter.' })
  async sources(
    @Ctx() { database }: GraphContext,
    @Args(() => SourceListArgs) args: SourceListArgs,
  ): Promise<Connection<SourceRow>> {
    const order: SourceOrder = {
      field: args.orderBy?.field ?? 'NAME',
      descending: args.orderBy?.direction === 'DESC',
    };
    const scope = scopeOf(args.filter ?? null);
    const digest = listDigest('sources', { scope, order });
    const page = pageOf(args, digest, sourceKeyType(order));
    const found = await listSources(database, scope, order, page);
    return connect(found, page, digest, () => countSources(database, scope));
  }

  @FieldResolver(() => [SourceChannel], { description: 'Its channels, oldest known first.' })
  channels(@Root() source: SourceRow, @Ctx() context: GraphContext) {
    return context.loaders.channels.load(source.rowId);
  }

  @FieldResolver(() => SourceHealth, { description: 'How well it can be read at present.' })
  async health(
    @Root() { rowId }: SourceRow,
    @Ctx() { loaders }: GraphContext,
  ): Promise<SourceHealthValue & { sourceId: number }> {
    return { ...healthOf(await loaders.channels.load(rowId)), sourceId: rowId };
  }

  @FieldResolver(() => RightsPolicy, { description: 'What may be shown of its articles.' })
  rights(@Root() source: SourceRow, @Ctx() context: GraphContext): Promise<RightsPolicy> {
    return rightsOf(source, context);
  }
}
