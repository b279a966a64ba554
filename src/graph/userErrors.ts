/** What mutations share: expected failures as data, and the client's own mark. */
import { createUnionType, Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { AppError } from '../base/errors.ts';
import { DateTime } from './scalars.ts';

@InterfaceType({ description: 'Something expected went wrong with a mutation.' })
export abstract class UserError {
  @Field(() => String, { description: 'What, in a sentence for a person.' })
  message!: string;

  @Field(() => [String], { nullable: true, description: 'Where in the input, from the outside in.' })
  path!: string[] | null;
}

@ObjectType({
  simpleResolvers: true,
  implements: UserError,
  description: 'The input asks for what cannot be done.',
})
export class ValidationError extends UserError {
  @Field(() => String, { description: 'Code of the error, as in extensions.code.' })
  code!: string;
}

@ObjectType({ simpleResolvers: true, implements: UserError, description: 'Nothing has this id.' })
export class NotFoundError extends UserError {
  @Field(() => ID, { description: 'The id.' })
  id!: string;
}

@ObjectType({ simpleResolvers: true, implements: UserError, description: 'Something else came first.' })
export class ConflictError extends UserError {
  @Field(() => String, {
    description: 'What stands in the way: the id of a later action, or of the entity.',
  })
  currentVersion!: string;
}

@ObjectType({ simpleResolvers: true, implements: UserError, description: 'There is as much as is allowed.' })
export class QuotaError extends UserError {
  @Field(() => DateTime, {
    nullable: true,
    description: 'When there is room again by itself; null when something has to be deleted first.',
  })
  resetAt!: Date | null;
}

/** A failure as one of the four types; `type` tells which. */
export interface Failure {
  type: 'ValidationError' | 'NotFoundError' | 'ConflictError' | 'QuotaError';
  message: string;
  path: string[] | null;
  code?: string;
  id?: string;
  currentVersion?: string;
  resetAt?: Date | null;
}

export const CurationError = createUnionType({
  name: 'CurationError',
  description: 'What may go wrong with curation.',
  types: () => [ValidationError, NotFoundError, ConflictError] as const,
});

export const SavedSearchError = createUnionType({
  name: 'SavedSearchError',
  description: 'What may go wrong with what a key keeps here.',
  types: () => [ValidationError, NotFoundError, QuotaError] as const,
});

/** The object type of a failure; for the `typeResolvers` of schema.ts. */
export const errorTypeResolvers = {
  UserError: ({ type }: Failure): string => type,
  CurationError: ({ type }: Failure): string => type,
  SourceError: ({ type }: Failure): string => type,
  SavedSearchError: ({ type }: Failure): string => type,
};

/** The field `clientMutationId`. */
export const mutationId = { nullable: true, description: "The client's own mark; it comes back unchanged." };

/** An expected failure as data. @throws what it is not */
export function failureOf(thrown: unknown, path: string[]): Failure {
  if (!(thrown instanceof AppError)) throw thrown;
  const { code, message, data } = thrown;
  const about = (key: string): string => (typeof data[key] === 'string' ? data[key] : '');
  if (code === 'BAD_INPUT' || code === 'BAD_QUERY') return { type: 'ValidationError', message, path, code };
  if (code === 'NOT_FOUND') return { type: 'NotFoundError', message, path, id: about('id') };
  if (code === 'CONFLICT') {
    return { type: 'ConflictError', message, path, currentVersion: about('action') || about('id') };
  }
  throw thrown;
}

/** Ids come from clients: the NUL character would be the database's error. */
export function refuseNul(texts: readonly string[]): void {
  if (texts.some((text) => text.includes('\0')))
    throw new AppError('BAD_INPUT', 'A text holds a NUL character.');
}
