/** Saved searches: what a key keeps of a query of `articles`, its results, and the addresses of its feeds. */
import { Args, ArgsType, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { canonicalJson, listDigest } from '../base/cursor.ts';
import {
  countSavedSearches,
  listSavedSearches,
  type PlacedSearch,
  type SavedSearchRow,
} from '../store/savedSearches.ts';
import { ArticleConnection, pageOfAll } from './articleLists.ts';
import { ArticleOrderInput } from './articleOrder.ts';
import { type Connection, connect, connectionOf, ForwardArgs, pageOf } from './connection.ts';
import type { Caller, GraphContext } from './context.ts';
import type { ArticleFilterInput } from './filters.ts';
import { Node } from './node.ts';
import { DateTime, Url } from './scalars.ts';
import { Viewer } from './viewer.ts';

type Shown = Pick<SavedSearchRow, 'name' | 'query' | 'createdAt'>;

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A query of articles that an API key keeps; nobody else finds it.',
})
export class SavedSearch extends Node implements Shown {
  @Field(() => String, { description: 'What its owner calls it.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Words to match, as in `articles`; null for all articles that pass the filter.',
  })
  query!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;
}

const declared = connectionOf(() => SavedSearch, 'SavedSearch', 'saved searches');
const SavedSearchConnection = declared.Connection;
export const SavedSearchConnectionResolver = declared.resolver;

@ArgsType()
class ResultArgs extends ForwardArgs {
  @Field(() => ArticleOrderInput, { nullable: true, description: 'Order; newest first when not given.' })
  orderBy?: ArticleOrderInput | null;
}

/** A filter as it is stored: JSON, relative ranges still relative, absent conditions left out; null for none. */
export function storedFilter(filter: ArticleFilterInput | null | undefined): Record<string, unknown> | null {
  return filter ? JSON.parse(canonicalJson(filter)) : null;
}

/** Names of the fields that hold an instant, at whatever depth of an `ArticleFilter`. */
export const instantFields = ['start', 'end'];

/** The filter of a saved search as `articles` takes it; null for none. */
export function filterOf({ filter }: Pick<SavedSearchRow, 'filter'>): ArticleFilterInput | null {
  if (filter === null) return null;
  return JSON.parse(JSON.stringify(filter), (key, value) =>
    instantFields.includes(key) ? new Date(value) : value,
  );
}

/** A search that the caller keeps; null for other ids, those of other keys' searches among them. */
export async function savedSearchById(id: string, context: GraphContext): Promise<SavedSearchRow | null> {
  const { viewer, loaders } = context;
  const search = viewer.keyId === null ? null : await loaders.clients.savedSearchById.load(id);
  return search?.keyId === viewer.keyId ? search : null;
}

const feedAddress = ({ baseUrl }: GraphContext, { feedToken }: SavedSearchRow, format: string): string =>
  `${baseUrl}/feeds/${feedToken}.${format}`;

const feedDescription = (format: string): string =>
  `Its newest 50 articles as ${format}. Whoever knows the address reads the feed, without a key.`;

@Resolver(() => SavedSearch)
export class SavedSearchResolver {
  @FieldResolver(() => String, {
    description:
      'The ArticleFilter it was made with, as JSON with its defaults; {} for none. Relative ranges stay relative.',
  })
  filter(@Root() { filter }: SavedSearchRow): string {
    return JSON.stringify(filter ?? {});
  }

  @FieldResolver(() => ArticleConnection, {
    description: 'What `articles` finds now with its query and filter.',
  })
  results(
    @Root() search: SavedSearchRow,
    @Ctx() context: GraphContext,
    @Args(() => ResultArgs) args: ResultArgs,
  ) {
    return pageOfAll(context, { ...args, query: search.query, filter: filterOf(search) });
  }

  @FieldResolver(() => Url, { description: feedDescription('RSS 2.0') })
  rssUrl(@Root() search: SavedSearchRow, @Ctx() context: GraphContext): string {
    return feedAddress(context, search, 'rss');
  }

  @FieldResolver(() => Url, { description: feedDescription('Atom (RFC 4287)') })
  atomUrl(@Root() search: SavedSearchRow, @Ctx() context: GraphContext): string {
    return feedAddress(context, search, 'atom');
  }

  @FieldResolver(() => Url, { description: feedDescription('JSON Feed 1.1') })
  jsonFeedUrl(@Root() search: SavedSearchRow, @Ctx() context: GraphContext): string {
    return feedAddress(context, search, 'json');
  }
}

@Resolver(() => Viewer)
export class ViewerSearchesResolver {
  @FieldResolver(() => SavedSearchConnection, {
    description: 'Searches that the key keeps, newest first; none without a key.',
  })
  async savedSearches(
    @Root() { keyId }: Caller,
    @Ctx() { database }: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): Promise<Connection<PlacedSearch>> {
    const digest = listDigest('saved searches', { keyId });
    const page = pageOf(args, digest, 'integer');
    if (keyId === null) return connect<PlacedSearch>([], page, digest, async () => 0);
    const found = await listSavedSearches(database, keyId, page);
    return connect(found, page, digest, () => countSavedSearches(database, keyId));
  }
}
