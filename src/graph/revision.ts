/** Revisions: the versions of an article that were seen. */
import { Field, Float, ObjectType } from 'type-graphql';
import { listDigest } from '../base/cursor.ts';
import type { ArticleRow } from '../store/articles.ts';
import type { PlacedRevision, RevisionRow } from '../store/revisions.ts';
import { type Connection, connect, connectionOf, type ForwardArgs, pageOf } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Node } from './node.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A version of an article that was seen: the first one, or what an edit made of it.',
})
export class ArticleRevision extends Node implements Omit<RevisionRow, 'rowId' | 'articleId'> {
  @Field(() => DateTime, { description: 'When this version was first seen.' })
  seenAt!: Date;

  @Field(() => String, { description: 'Headline of this version.' })
  headline!: string;

  @Field(() => Boolean, { description: 'The headline differs from the version before.' })
  headlineChanged!: boolean;

  @Field(() => Float, {
    nullable: true,
    description:
      'How much of the text differs from the version before, 0 (at most punctuation) to 1 (another text), by pairs of neighbouring words; null for the first version.',
  })
  bodyChangedRatio!: number | null;

  @Field(() => String, { description: 'Alike for versions with the same text.' })
  contentHash!: string;
}

const declared = connectionOf(() => ArticleRevision, 'ArticleRevision', 'revisions', {
  isAlwaysCounted: true,
});
export const ArticleRevisionConnection = declared.Connection;
export const ArticleRevisionConnectionResolver = declared.resolver;

/** A page of the article's revisions, newest first; empty when it was never edited. */
export async function revisionsOf(
  context: GraphContext,
  article: ArticleRow,
  args: ForwardArgs,
): Promise<Connection<PlacedRevision>> {
  const digest = listDigest('revisions under article', { id: article.id });
  const page = pageOf(args, digest, 'instant');
  const rows = await context.loaders.pages.revisionsOf(page).load(article.rowId);
  return connect(rows, page, digest, () => context.loaders.pages.revisionCountOf.load(article.rowId));
}
