/** `trendingUpdated`: a board, each time a new run of it is published. */
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { type LiveContext, type LiveEvent, placeAsked, steady } from './live.ts';
import { afterOptions } from './subscriptionArticle.ts';
import { TrendingBoard } from './trending.ts';
import { TrendingDelta, TrendingInput } from './trendingBoard.ts';
import { type BoardValue, boardOf, type DeltaValue, deltaOf, noRun, usualBoard } from './trendingRuns.ts';

@ObjectType({ simpleResolvers: true, description: 'A new run of a board was published.' })
export class TrendingEvent {
  @Field(() => String, {
    description:
      "End of the board's window in milliseconds since 1970: give the last one as `after` to go on.",
  })
  sequence!: string;

  @Field(() => TrendingBoard, { description: 'The board.' })
  board!: TrendingBoard;
}

@ArgsType()
class TrendingUpdatedArgs {
  @Field(() => TrendingInput, {
    nullable: true,
    description:
      'Which board; the day over all kinds when not given. With asOf, that board is told and the subscription is complete.',
  })
  input?: TrendingInput | null;

  @Field(() => Int, { defaultValue: 10, description: 'How many rows at most, 1 to 100.' })
  first!: number;

  @Field(() => String, {
    ...afterOptions,
    description:
      'sequence of the last board that was received: the next is told with what changed since. Without it, the board of now is told first.',
  })
  after?: string | null;
}

type EventValue = { sequence: string; board: BoardValue; baseRunId: string | null };

const instantOf = (board: BoardValue): number => board.asOf.getTime();
const isMade = (board: BoardValue): boolean => board.runId !== noRun;

/** The run that the client has; null when it is gone. */
async function baseOf(
  context: LiveContext,
  { input }: TrendingUpdatedArgs,
  place: number,
): Promise<string | null> {
  const board = await boardOf(context.fresh(), { ...(input ?? usualBoard), asOf: new Date(place) }, 1);
  return isMade(board) && instantOf(board) === place ? board.runId : null;
}

async function* boards(
  context: LiveContext,
  args: TrendingUpdatedArgs,
  place: number | null,
): AsyncGenerator<LiveEvent> {
  const { feed, signal } = context;
  const input = args.input ?? null;
  let last = place ?? Number.NEGATIVE_INFINITY;
  let baseRunId = place === null ? null : await steady(signal, () => baseOf(context, args, place));
  while (!signal.aborted) {
    const ends = await steady(signal, () => feed.ends());
    const fresh = context.fresh();
    const board = await steady(signal, () => boardOf(fresh, input, args.first));
    if (isMade(board) && instantOf(board) > last) {
      last = instantOf(board);
      const sequence = String(last);
      const value: EventValue = { sequence, board, baseRunId };
      baseRunId = board.runId;
      yield { sequence, value };
    }
    if (input?.asOf && input.asOf <= fresh.at) return;
    await feed.grown('boards', ends.boards, signal);
  }
}

@Resolver(() => TrendingEvent)
export class TrendingSubscription {
  @Subscription(() => TrendingEvent, {
    description:
      'A trending board, each time a new run of it is published; runs that came while the reader was away or slow are passed over.',
    subscribe: async ({ args, context }: { args: TrendingUpdatedArgs; context: LiveContext }) => {
      const place = placeAsked(context, args.after);
      // A fault of the input is told at once.
      await boardOf(context.fresh(), args.input ?? null, args.first);
      return boards(context, args, place);
    },
  })
  trendingUpdated(
    @Ctx() { event }: LiveContext,
    @Args(() => TrendingUpdatedArgs) _args: TrendingUpdatedArgs,
  ): TrendingEvent {
    return event?.value as TrendingEvent;
  }

  @FieldResolver(() => TrendingDelta, {
    nullable: true,
    description:
      'What changed since the board told before; null for the first one, or when that run is gone.',
  })
  async delta(
    @Root() { board, baseRunId }: EventValue,
    @Ctx() context: LiveContext,
  ): Promise<DeltaValue | null> {
    return baseRunId === null ? null : deltaOf(context, board, baseRunId);
  }
}
