/** Keeping searches and letting go of them. */
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { AppError } from '../base/errors.ts';
import {
  createSavedSearch,
  deleteSavedSearch,
  mostSavedSearches,
  type NewSearch,
  type SavedSearchRow,
} from '../store/savedSearches.ts';
import { parseSearchQuery } from '../store/searchQuery.ts';
import { articleFilterOf } from './articleFilter.ts';
import type { GraphContext } from './context.ts';
import { DeleteInput, DeletePayload } from './deletion.ts';
import { ArticleFilterInput } from './filters.ts';
import { SavedSearch, storedFilter } from './savedSearch.ts';
import { RequiresScope } from './scopes.ts';
import { type Failure, failureOf, mutationId, refuseNul, SavedSearchError } from './userErrors.ts';

@InputType({ description: 'Which search to keep.' })
export class CreateSavedSearchInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => String, { description: 'What to call it, 1 to 200 characters; it is the title of its feeds.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Words to match, as in `articles`.' })
  query?: string | null;

  @Field(() => ArticleFilterInput, {
    nullable: true,
    description: 'Only articles that match; a relative range such as the last day moves on with time.',
  })
  filter?: ArticleFilterInput | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a search to keep.' })
export class CreateSavedSearchPayload {
  @Field(() => String, mutationId)
  clientMutationId!: string | null;

  @Field(() => SavedSearch, { nullable: true, description: 'The search; null when something went wrong.' })
  savedSearch!: SavedSearchRow | null;

  @Field(() => [SavedSearchError], { description: 'What went wrong; empty when nothing did.' })
  errors!: Failure[];
}

const longestName = 200;
/** Of the filter as JSON: some hundred ids in several lists. */
const longestFilter = 32_000;

/** The key that keeps things here. @throws AppError FORBIDDEN without one */
export function ownerOf({ viewer }: GraphContext): number {
  if (viewer.keyId !== null) return viewer.keyId;
  throw new AppError('FORBIDDEN', 'Only an API key keeps something here, and none was sent.');
}

function nameOf(given: string): string {
  const name = given.trim();
  refuseNul([name]);
  if (name.length >= 1 && name.length <= longestName) return name;
  throw new AppError('BAD_INPUT', `name takes 1 to ${longestName} characters, not ${name.length}.`);
}

function queryOf(given: string | null | undefined): string | null {
  if (!given?.trim()) return null;
  refuseNul([given]);
  parseSearchQuery(given);
  return given;
}

/** A text of JSON that the database can hold: neither NUL nor half a surrogate pair. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89ab][0-9a-f]{2}|d[c-f][0-9a-f]{2})/;

function filterToStore(given: ArticleFilterInput | null | undefined, at: Date): NewSearch['filter'] {
  if (!given) return null;
  articleFilterOf(given, at);
  const filter = storedFilter(given);
  const json = JSON.stringify(filter);
  if (unstorable.test(json))
    throw new AppError('BAD_INPUT', 'A text of the filter holds no whole characters.');
  if (json.length <= longestFilter) return filter;
  throw new AppError(
    'BAD_INPUT',
    `The filter is ${json.length} characters long as JSON; ${longestFilter} are kept.`,
  );
}

/** What is to be kept, or everything that is wrong with it. */
function readInput(context: GraphContext, input: CreateSavedSearchInput): NewSearch | Failure[] {
  const faults: Failure[] = [];
  const read = <T>(field: string, work: () => T): T | null => {
    try {
      return work();
    } catch (thrown) {
      faults.push(failureOf(thrown, ['input', field]));
      return null;
    }
  };
  const name = read('name', () => nameOf(input.name)) ?? '';
  const query = read('query', () => queryOf(input.query));
  const filter = read('filter', () => filterToStore(input.filter, context.at));
  if (faults.length > 0) return faults;
  return { keyId: ownerOf(context), name, query, filter, createdAt: context.at };
}

const full: Failure = {
  type: 'QuotaError',
  message: `A key keeps at most ${mostSavedSearches} searches; delete one first.`,
  path: null,
  resetAt: null,
};

@Resolver()
export class SavedSearchMutationResolver {
  @Mutation(() => CreateSavedSearchPayload, {
    nullable: true,
    description: 'Keeps a search for the key: to ask it again by id, to follow it as a feed. 100 a key.',
  })
  @RequiresScope('WRITE_SAVED_SEARCH')
  async createSavedSearch(
    @Ctx() context: GraphContext,
    @Arg('input', () => CreateSavedSearchInput, { description: 'Which.' }) input: CreateSavedSearchInput,
  ): Promise<CreateSavedSearchPayload> {
    const { clientMutationId = null } = input;
    const asked = readInput(context, input);
    if (Array.isArray(asked)) return { clientMutationId, savedSearch: null, errors: asked };
    const savedSearch = await createSavedSearch(context.database, asked);
    return { clientMutationId, savedSearch, errors: savedSearch === null ? [full] : [] };
  }

  @Mutation(() => DeletePayload, {
    nullable: true,
    description: 'Deletes a search of the key; its feeds and webhooks end with it.',
  })
  @RequiresScope('WRITE_SAVED_SEARCH')
  async deleteSavedSearch(
    @Ctx() context: GraphContext,
    @Arg('input', () => DeleteInput, { description: 'Which.' }) input: DeleteInput,
  ): Promise<DeletePayload> {
    const { clientMutationId = null, id } = input;
    const isDeleted = !id.includes('\0') && (await deleteSavedSearch(context.database, ownerOf(context), id));
    if (isDeleted) return { clientMutationId, deletedId: id, errors: [] };
    const message = 'This key keeps no search with this id.';
    const errors: Failure[] = [{ type: 'NotFoundError', message, path: ['input', 'id'], id }];
    return { clientMutationId, deletedId: null, errors };
  }
}
