/** `articleAdded`: articles as they are stored, matched by the statement of the list `articles`. */
import { Args, ArgsType, Ctx, Field, ObjectType, Resolver, Subscription } from 'type-graphql';
import { listArticles, type PlacedArticle } from '../store/articles.ts';
import type { ChangeRow } from '../store/changes.ts';
import { Article } from './article.ts';
import { scopeOf, searchOf } from './articleFilter.ts';
import { ArticleFilterInput } from './filters.ts';
import { beginningOf, follow, type LiveContext, type LiveEvent, steady } from './live.ts';

export const sequenceDescription =
  'Where it stands: give the last one as `after` to go on without loss after a break.';
export const afterOptions = {
  nullable: true,
  description:
    'sequence of the last event that was received: what came since is told first. Without it, only what comes from now on.',
};

@ObjectType({ simpleResolvers: true, description: 'An article came.' })
export class ArticleEvent {
  @Field(() => String, { description: sequenceDescription })
  sequence!: string;

  @Field(() => Article, { description: 'The article.' })
  article!: Article;
}

@ArgsType()
class ArticleAddedArgs {
  @Field(() => String, { nullable: true, description: 'Words to match, as in `articles`.' })
  query?: string | null;

  @Field(() => ArticleFilterInput, { nullable: true, description: 'Only articles that match.' })
  filter?: ArticleFilterInput | null;

  @Field(() => String, afterOptions)
  after?: string | null;
}

/** As many as a filter takes ids. */
const batchSize = 200;
/** A match is believed so long, in ms: an article withdrawn since must not be told to a slow reader. */
const believedMs = 1_000;
const newestFirst = { field: 'DATE', descending: true } as const;

/** The articles among these that match: one statement, and one for each kind of id that the filter names. */
async function matching(
  context: LiveContext,
  { query, filter }: ArticleAddedArgs,
  ids: string[],
): Promise<Map<string, PlacedArticle>> {
  const fresh = context.fresh();
  const asked = filter?.ids;
  const wanted = asked ? ids.filter((id) => asked.includes(id)) : ids;
  if (wanted.length === 0) return new Map();
  const scope = await scopeOf(fresh, { ...filter, ids: wanted } as ArticleFilterInput);
  const page = { limit: batchSize, backwards: false, after: null, before: null };
  const search = await searchOf(fresh, query);
  const found = await listArticles(fresh.database, search, { scope, order: newestFirst }, page);
  // A list may fall back to articles that hold some of the words; live, none would be kept out.
  return new Map(found.filter(({ holdsAll }) => holdsAll !== false).map((row) => [row.id, row]));
}

async function* tellBatch(
  context: LiveContext,
  args: ArticleAddedArgs,
  added: ChangeRow[],
): AsyncGenerator<LiveEvent> {
  let waiting = added;
  while (waiting.length > 0 && !context.signal.aborted) {
    const ids = waiting.map(({ nodeId }) => nodeId);
    const matched = await steady(context.signal, () => matching(context, args, ids));
    const since = performance.now();
    const next = () => performance.now() - since < believedMs && waiting.length > 0;
    do {
      const [row, ...rest] = waiting;
      waiting = rest;
      const article = row && matched.get(row.nodeId);
      if (!row || !article) continue;
      const sequence = String(row.sequence);
      yield { sequence, value: { sequence, article } };
    } while (next());
  }
}

async function* added(context: LiveContext, args: ArticleAddedArgs, from: number): AsyncGenerator<LiveEvent> {
  for await (const changes of follow(context, from)) {
    const created = changes.filter(({ op, typename }) => op === 'CREATED' && typename === 'Article');
    for (let at = 0; at < created.length; at += batchSize) {
      yield* tellBatch(context, args, created.slice(at, at + batchSize));
    }
  }
}

interface Opening<Args> {
  args: Args;
  context: LiveContext;
}

@Resolver()
export class ArticleSubscription {
  @Subscription(() => ArticleEvent, {
    description:
      'Articles as they come, in the order in which they were stored. One that is edited later is not told again.',
    subscribe: async ({ args, context }: Opening<ArticleAddedArgs>) => {
      // A fault of query or filter is told at once, not with the first article.
      await Promise.all([scopeOf(context, args.filter), searchOf(context, args.query)]);
      return added(context, args, await beginningOf(context, args.after));
    },
  })
  articleAdded(
    @Ctx() { event }: LiveContext,
    @Args(() => ArticleAddedArgs) _args: ArticleAddedArgs,
  ): ArticleEvent {
    return event?.value as ArticleEvent;
  }
}
