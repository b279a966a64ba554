/** Who asks, and what the caller may still spend. */
import { Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { ApiScope } from '../base/apiScopes.ts';
import type { BudgetState, Caller, GraphContext } from './context.ts';
import { DateTime } from './scalars.ts';
import { ApiScopeEnum } from './scopes.ts';

@ObjectType({ simpleResolvers: true, description: 'A budget in points, which fills up again with time.' })
export class RateLimit implements BudgetState {
  @Field(() => Int, { description: 'The most points that may lie in the budget.' })
  limit!: number;

  @Field(() => Int, { description: 'Estimated points of this operation.' })
  cost!: number;

  @Field(() => Int, { description: 'Points left, those of this operation taken off.' })
  remaining!: number;

  @Field(() => DateTime, { description: 'When the budget is full again if nothing more is asked.' })
  resetAt!: Date;

  @Field(() => Int, { description: 'Objects that the lists of this operation may bring back, as estimated.' })
  nodeCount!: number;
}

@ObjectType({ description: 'The caller, as far as an API key tells.' })
export class Viewer implements Pick<Caller, 'keyName'> {
  @Field(() => String, { nullable: true, description: 'Name of the API key; null without one.' })
  keyName!: string | null;
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'The caller, as far as an API key tells.' })
  viewer(@Ctx() { viewer }: GraphContext): Caller {
    return viewer;
  }

  @Query(() => RateLimit, {
    nullable: true,
    description: 'What the caller may still spend; null where nothing limits it.',
  })
  rateLimit(@Ctx() { budget }: GraphContext): BudgetState | null {
    return budget();
  }

  @FieldResolver(() => [ApiScopeEnum], { description: 'What the caller may do.' })
  scopes(@Root() { scopes }: Caller): ApiScope[] {
    return [...scopes];
  }

  @FieldResolver(() => RateLimit, {
    nullable: true,
    name: 'rateLimit',
    description: 'What the caller may still spend; null where nothing limits it.',
  })
  budget(@Ctx() { budget }: GraphContext): BudgetState | null {
    return budget();
  }
}
