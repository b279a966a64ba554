/** Orders of lists of articles, and what each needs to mean anything. */
import { Field, InputType } from 'type-graphql';
import { AppError } from '../base/errors.ts';
import type { ArticleParent } from '../store/articleKeys.ts';
import type { ArticleOrder, ArticleOrderField } from '../store/articleSort.ts';
import { ArticleOrderFieldEnum, SortDirection } from './enums.ts';
import type { ArticleFilterInput, Direction } from './filters.ts';

@InputType('ArticleOrder', { description: 'Order of articles.' })
export class ArticleOrderInput {
  @Field(() => ArticleOrderFieldEnum, { description: 'What to order by.' })
  field!: ArticleOrderField;

  @Field(() => SortDirection, { defaultValue: 'DESC', description: 'Which end comes first.' })
  direction!: Direction;
}

/** What a list of articles is asked for, as far as orders depend on it. */
interface Asked {
  query?: string | null | undefined;
  filter?: ArticleFilterInput | null | undefined;
  orderBy?: ArticleOrderInput | null | undefined;
}

function namedEntities(filter: ArticleFilterInput | null | undefined): number {
  const { mentionsAll, mentionsAny, aboutAny } = filter ?? {};
  return new Set([...(mentionsAll ?? []), ...(mentionsAny ?? []), ...(aboutAny ?? [])]).size;
}

/** What an order needs and has not got, as a sentence; null when it has. */
function lackOf(
  field: ArticleOrderField,
  { query, filter }: Asked,
  parent: ArticleParent | null,
): string | null {
  if (field === 'RELEVANCE') {
    if (parent === null && query?.trim()) return null;
    return 'Order by RELEVANCE needs a query; order by DATE instead.';
  }
  if (field === 'SALIENCE') {
    if (parent === 'entity' || parent === 'placeTree' || namedEntities(filter) === 1) return null;
    return 'Order by SALIENCE needs exactly one entity, in mentionsAll, mentionsAny or aboutAny of the filter itself.';
  }
  if (field === 'DISTANCE' && !filter?.near) {
    return 'Order by DISTANCE needs near in the filter itself, to measure from.';
  }
  return null;
}

/**
 * The store's order; newest first when none is asked.
 * @param parent what the list stands under; null at the root
 * @throws AppError BAD_INPUT for an order that means nothing here
 */
export function articleOrderOf(asked: Asked, parent: ArticleParent | null): ArticleOrder {
  const { field = 'DATE', direction = 'DESC' } = asked.orderBy ?? {};
  const lack = lackOf(field, asked, parent);
  if (lack !== null) throw new AppError('BAD_INPUT', lack, { data: { argument: 'orderBy' } });
  return { field, descending: direction !== 'ASC' };
}
