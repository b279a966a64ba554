/** Ways to name one thing: inputs of which exactly one field is given. */
import { Field, ID, InputType, Int } from 'type-graphql';
import { AppError } from '../base/errors.ts';
import { Url, WikidataId } from './scalars.ts';

/** Names of the inputs of which exactly one field must be given; schema.ts marks them `@oneOf`. */
export const oneOfInputs = ['TimeRangeInput', 'ArticleBy', 'PersonBy', 'PlaceBy', 'SourceBy'];

@InputType({ description: 'One way to name an article. Exactly one field.' })
export class ArticleBy {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string | null;

  @Field(() => Url, { nullable: true, description: 'Its canonical URL.' })
  url?: string | null;
}

@InputType({ description: 'One way to name a person or an organization. Exactly one field.' })
export class PersonBy {
  @Field(() => ID, { nullable: true, description: 'Its id, or one that was merged into it.' })
  id?: string | null;

  @Field(() => WikidataId, { nullable: true, description: 'Its Wikidata item id.' })
  wikidataId?: string | null;
}

@InputType({ description: 'One way to name a place. Exactly one field.' })
export class PlaceBy {
  @Field(() => ID, { nullable: true, description: 'Its id, or one that was merged into it.' })
  id?: string | null;

  @Field(() => WikidataId, { nullable: true, description: 'Its Wikidata item id.' })
  wikidataId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Its GeoNames id.' })
  geonamesId?: number | null;
}

@InputType({ description: 'One way to name a source. Exactly one field.' })
export class SourceBy {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'Its registrable domain, e.g. solopos.com.' })
  domain?: string | null;
}

/**
 * The one field given in a `@oneOf` input. Validation has checked it already where a transport runs graphql-js; this
 * holds for every other way in.
 * @throws AppError BAD_INPUT when none or several are given.
 */
export function theOne<T extends object>(input: T, name: string): [keyof T, NonNullable<T[keyof T]>] {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  const [only] = given;
  if (only && given.length === 1) return only as [keyof T, NonNullable<T[keyof T]>];
  throw new AppError('BAD_INPUT', `${name} takes exactly one field, not ${given.length}.`, {
    data: { input: name, given: given.map(([key]) => key) },
  });
}
