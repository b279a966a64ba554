/** The schema, built from the decorated classes and then mended where type-graphql and the executors disagree. */
import 'reflect-metadata';
import {
  GraphQLInputObjectType,
  GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  lexicographicSortSchema,
} from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { nodeNameOfId } from '../base/id.ts';
import type { EntityKind } from '../base/news.ts';
import { AdminResolver } from './admin.ts';
import { ArticleFieldsResolver } from './articleFields.ts';
import {
  ArticleConnectionResolver,
  ArticleCountResolver,
  ArticleEdgeResolver,
  ArticleListResolver,
  AuthorArticlesResolver,
  EntityArticlesResolver,
  PlaceArticlesResolver,
  SourceArticlesResolver,
  StoryArticlesResolver,
} from './articleLists.ts';
import { ArticleSeriesResolver } from './articleSeries.ts';
import { ArticleSubjectsResolver } from './articleSubjects.ts';
import { ChangesResolver } from './changes.ts';
import { CurationResolver } from './curation.ts';
import { withCosts } from './directives.ts';
import { EntityResolver, OrganizationResolver, PersonResolver, PlaceResolver } from './entityFields.ts';
import { EntityListResolver, entityConnectionResolvers } from './entityLists.ts';
import { ExplainResolver } from './explain.ts';
import { ArticleFacetsResolver } from './facets.ts';
import { oneOfInputs } from './lookupInputs.ts';
import { LookupResolver } from './lookups.ts';
import {
  ArticleMentionsResolver,
  MentionConnectionResolver,
  MentionEdgeResolver,
  MentionNodesResolver,
  MentionResolver,
} from './mention.ts';
import { MentionedDatesResolver } from './mentionedDates.ts';
import {
  ArticleQuotesResolver,
  PersonQuotesResolver,
  QuoteConnectionResolver,
  QuoteResolver,
} from './quote.ts';
import { ArticleRevisionConnectionResolver } from './revision.ts';
import { SavedSearchConnectionResolver, SavedSearchResolver, ViewerSearchesResolver } from './savedSearch.ts';
import { SavedSearchMutationResolver } from './savedSearchMutations.ts';
import { noteHash } from './schemaText.ts';
import { guardScopes } from './scopes.ts';
import { HighlightsResolver } from './searchHighlights.ts';
import { AuthorResolver, SourceConnectionResolver, SourceResolver } from './source.ts';
import {
  AuthorConnectionResolver,
  SourceChannelResolver,
  SourceFieldsResolver,
  SourceHealthResolver,
} from './sourceFields.ts';
import { StatusResolver } from './status.ts';
import { EntityStoriesResolver, StoryConnectionResolver, StoryResolver } from './storyFields.ts';
import { ArticleSubscription } from './subscriptionArticle.ts';
import { SourceHealthSubscription } from './subscriptionHealth.ts';
import { StorySubscription } from './subscriptionStory.ts';
import { TrendingSubscription } from './subscriptionTrending.ts';
import { SuggestResolver, suggestibleTypeOf } from './suggest.ts';
import { ArticleCitationsResolver, CitationResolver, SyndicationResolver } from './syndication.ts';
import { ArticleTopicsResolver, MediaTopicResolver, StoryTopicsResolver } from './topics.ts';
import { EntityTrendResolver } from './trend.ts';
import { TrendingResolver } from './trending.ts';
import { TrendingTopicsResolver } from './trendingTopics.ts';
import { errorTypeResolvers } from './userErrors.ts';
import { ViewerResolver } from './viewer.ts';
import {
  SavedSearchWebhooksResolver,
  ViewerWebhooksResolver,
  WebhookResolver,
  webhookConnectionResolvers,
} from './webhook.ts';
import { WebhookMutationResolver } from './webhookMutations.ts';

const resolvers = [
  ArticleFieldsResolver,
  ArticleConnectionResolver,
  ArticleCountResolver,
  ArticleEdgeResolver,
  ArticleListResolver,
  ArticleFacetsResolver,
  ArticleSeriesResolver,
  ExplainResolver,
  HighlightsResolver,
  SuggestResolver,
  AuthorArticlesResolver,
  EntityArticlesResolver,
  PlaceArticlesResolver,
  SourceArticlesResolver,
  StoryArticlesResolver,
  EntityResolver,
  OrganizationResolver,
  PersonResolver,
  PlaceResolver,
  EntityListResolver,
  ...entityConnectionResolvers,
  LookupResolver,
  ArticleMentionsResolver,
  MentionConnectionResolver,
  MentionEdgeResolver,
  MentionNodesResolver,
  MentionResolver,
  ArticleQuotesResolver,
  PersonQuotesResolver,
  QuoteConnectionResolver,
  QuoteResolver,
  ArticleRevisionConnectionResolver,
  AuthorResolver,
  SourceConnectionResolver,
  SourceResolver,
  SourceFieldsResolver,
  SourceHealthResolver,
  SourceChannelResolver,
  AuthorConnectionResolver,
  StatusResolver,
  EntityStoriesResolver,
  StoryConnectionResolver,
  StoryResolver,
  ArticleCitationsResolver,
  ArticleSubjectsResolver,
  ArticleTopicsResolver,
  StoryTopicsResolver,
  MediaTopicResolver,
  AdminResolver,
  ChangesResolver,
  MentionedDatesResolver,
  CitationResolver,
  CurationResolver,
  SyndicationResolver,
  EntityTrendResolver,
  TrendingResolver,
  TrendingTopicsResolver,
  ViewerResolver,
  ViewerSearchesResolver,
  SavedSearchResolver,
  SavedSearchConnectionResolver,
  SavedSearchMutationResolver,
  WebhookResolver,
  SavedSearchWebhooksResolver,
  ViewerWebhooksResolver,
  ...webhookConnectionResolvers,
  WebhookMutationResolver,
  ArticleSubscription,
  StorySubscription,
  TrendingSubscription,
  SourceHealthSubscription,
] as const;

const typeOfKind: Record<EntityKind, string> = {
  PERSON: 'Person',
  PLACE: 'Place',
  ORGANIZATION: 'Organization',
};

/** The object type of a row, per interface or union. */
const typeResolvers: Record<string, (value: never) => string | undefined> = {
  Node: ({ id }: { id: string }) => nodeNameOfId(id) ?? undefined,
  Entity: ({ kind }: { kind: EntityKind }) => typeOfKind[kind],
  ArticleBody: (body: object) => ('text' in body ? 'ArticleText' : 'ContentWithheld'),
  Changeable: ({ id }: { id: string }) => nodeNameOfId(id) ?? undefined,
  Suggestible: suggestibleTypeOf,
  ...errorTypeResolvers,
};

/**
 * Makes type resolution synchronous, which graphql-jit needs and type-graphql does not offer, and marks `@oneOf` inputs,
 * which type-graphql has no option for.
 */
function mend(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = typeResolvers[type.name] as typeof type.resolveType;
    if (type instanceof GraphQLObjectType) type.isTypeOf = undefined;
    if (type instanceof GraphQLInputObjectType && oneOfInputs.includes(type.name)) type.isOneOf = true;
  }
  return schema;
}

const description = `News from many outlets as one graph: articles, the people, places and organizations they name, the
stories they tell together, and what is trending.

Lists are Relay connections with \`nodes\` beside \`edges\`; 20 entries unless \`first\` or \`last\` says otherwise, 100 at most.
Ids are opaque and lasting: an id that was merged away resolves to the survivor. Errors carry \`extensions.code\`.`;

/** type-graphql wants one, though every subscription here has a source of its own (live.ts). */
const unusedPubSub = {
  publish: () => {},
  subscribe: (): never => {
    throw new Error('subscriptions follow the logs');
  },
};

const rootDescriptions: Record<string, string> = {
  Query: 'Everything that can be asked. Nothing here changes anything.',
  Mutation: 'Everything that can be changed; each field tells which scope it needs.',
  Subscription: 'What can be followed as it happens, over graphql-transport-ws or server-sent events.',
};

function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, text] of Object.entries(rootDescriptions)) {
    const type = schema.getType(name);
    if (type) type.description = text;
  }
  return schema;
}

let built: GraphQLSchema | null = null;

/** The schema in alphabetical order, ready to execute; built once a process (type-graphql keeps its state in statics). Opens no connection. */
export function buildGraph(): GraphQLSchema {
  if (built === null) {
    const bare = buildSchemaSync({ resolvers, validate: false, pubSub: unusedPubSub });
    built = lexicographicSortSchema(withCosts(guardScopes(describeRoots(mend(bare)))));
    built.description = description;
    noteHash(built);
  }
  return built;
}
