/**
 * Connections: the arguments that cut a page, the types that carry one, and the way from rows to a page. Follows the
 * GraphQL Cursor Connections Specification (https://relay.dev/graphql/connections.htm), with `nodes` beside `edges`.
 */
import { ArgsType, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { decodeCursor, encodeCursor, type KeyType } from '../base/cursor.ts';
import { AppError } from '../base/errors.ts';
import { countCap, type Page } from '../store/keyset.ts';

/** Rows of a page when the client names no number, and at most. */
const defaultPageSize = 20;
export const largestPageSize = 100;

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'More follows after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'More stands before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null on an empty page.' })
  endCursor!: string | null;
}

@ArgsType()
export class ForwardArgs {
  @Field(() => Int, { nullable: true, description: 'How many from the start, 1 to 100; 20 when not given.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  after?: string | null;
}

@ArgsType()
export class PageArgs extends ForwardArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many from the end, 1 to 100; not together with first.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what stands before this cursor.' })
  before?: string | null;
}

/** A list size that is in bounds. @throws AppError BAD_INPUT naming the argument and the limit. */
export function listSize(size: number, argument: string): number {
  if (Number.isInteger(size) && size >= 1 && size <= largestPageSize) return size;
  throw new AppError('BAD_INPUT', `${argument} must be between 1 and ${largestPageSize}, not ${size}.`, {
    data: { argument, min: 1, max: largestPageSize, given: size },
  });
}

/**
 * The page that arguments ask for in the list named by `digest` (base/cursor.ts).
 * @throws AppError BAD_INPUT for sizes out of bounds or both ends at once, BAD_CURSOR for a cursor of another list.
 */
export function pageOf(args: PageArgs, digest: string, type: KeyType): Page {
  const { first = null, last = null, after = null, before = null } = args;
  if (first !== null && last !== null) {
    throw new AppError('BAD_INPUT', 'Give either first or last, not both.', {
      data: { arguments: ['first', 'last'] },
    });
  }
  const limit = last === null ? listSize(first ?? defaultPageSize, 'first') : listSize(last, 'last');
  return {
    limit,
    backwards: last !== null,
    after: after === null ? null : decodeCursor(after, digest, type),
    before: before === null ? null : decodeCursor(before, digest, type),
  };
}

/** A page as the graph serves it. `rows` of the edge type carry what edge fields need. */
export interface Connection<Row> {
  edges: { cursor: string; node: Row; row: Row }[];
  nodes: Row[];
  pageInfo: PageInfo;
  /** Counted on demand, to `countCap`. */
  count: () => Promise<number>;
}

interface Placeable {
  rowId: number;
  sortKey: string | number;
}

/** Shapes the rows of a page (one more than asked where there are more; in reverse order when backwards). */
export function connect<Row extends Placeable>(
  rows: readonly Row[],
  page: Page,
  digest: string,
  count: () => Promise<number>,
): Connection<Row> {
  const hasMore = rows.length > page.limit;
  const taken = rows.slice(0, page.limit);
  if (page.backwards) taken.reverse();
  const edges = taken.map((row) => ({
    cursor: encodeCursor({ key: row.sortKey, id: row.rowId }, digest),
    node: row,
    row,
  }));
  const pageInfo = {
    hasNextPage: page.backwards ? page.before !== null : hasMore,
    hasPreviousPage: page.backwards ? hasMore : page.after !== null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, nodes: taken, pageInfo, count };
}

/** The number to report for a capped count: the count, or the cap less one when it was reached. */
export const reported = (count: number): number => Math.min(count, countCap - 1);

/** Options of `first` on fields that give a plain list. */
export const firstOptions = { nullable: true, defaultValue: 10, description: 'How many at most, 1 to 100.' };

type Thunk = () => new () => object;
type AbstractThunk = () => (abstract new () => object) | (new () => object);

/**
 * Declares `<name>Edge` and `<name>Connection` over a node type, once a node type at module level. A total that is always
 * there fails the whole page when it cannot be counted.
 */
export function connectionOf(
  node: Thunk | AbstractThunk,
  name: string,
  plural: string,
  { isAlwaysCounted = false } = {},
) {
  const nodeType = node as Thunk;

  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One of the ${plural} in a list.` })
  class Edge {
    @Field(() => String, { description: 'Where this edge stands; for after and before.' })
    cursor!: string;

    @Field(nodeType, { description: 'What stands there.' })
    node!: object;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${plural}.` })
  class Page {
    @Field(() => [Edge], { description: 'The page with a cursor for each element.' })
    edges!: Edge[];

    @Field(() => [nodeType()], { description: 'The page without cursors.' })
    nodes!: object[];

    @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
    pageInfo!: PageInfo;
  }

  @Resolver(() => Page)
  class PageResolver {
    @FieldResolver(() => Int, {
      nullable: !isAlwaysCounted,
      description: 'Length of the whole list; counting stops at 1,000, which then means "at least".',
    })
    async totalCount(@Root() page: { count: () => Promise<number> }): Promise<number> {
      return reported(await page.count());
    }
  }

  return { Edge, Connection: Page, resolver: PageResolver };
}
