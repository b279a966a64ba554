/** Deleting what a key keeps here; saved searches and webhooks are deleted alike. */
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { type Failure, mutationId, SavedSearchError } from './userErrors.ts';

@InputType({ description: 'What to delete.' })
export class DeleteInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a deletion.' })
export class DeletePayload {
  @Field(() => String, mutationId)
  clientMutationId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of what was deleted; null when something went wrong.' })
  deletedId!: string | null;

  @Field(() => [SavedSearchError], { description: 'What went wrong; empty when nothing did.' })
  errors!: Failure[];
}
