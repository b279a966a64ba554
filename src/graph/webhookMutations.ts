/** Making webhooks, pausing them, sending again what they missed, and deleting them. */
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { AppError, asAppError } from '../base/errors.ts';
import { secretBytes } from '../base/webhookSecret.ts';
import { type DeliveryRow, replayDelivery } from '../store/webhookDeliveries.ts';
import {
  createWebhook,
  deleteWebhook,
  mostWebhooks,
  type NewWebhook,
  setWebhookActive,
  type WebhookEvent,
  type WebhookRow,
} from '../store/webhooks.ts';
import type { GraphContext, Receivers } from './context.ts';
import { DeleteInput, DeletePayload } from './deletion.ts';
import { ownerOf } from './savedSearchMutations.ts';
import { Url } from './scalars.ts';
import { RequiresScope } from './scopes.ts';
import { type Failure, failureOf, mutationId, refuseNul, SavedSearchError } from './userErrors.ts';
import { Webhook, WebhookDelivery, WebhookEventEnum } from './webhook.ts';

const searchOption = {
  nullable: true,
  description: 'Saved search of the same key that says which articles and stories are told; all when absent.',
};

@InputType({ description: 'Where to deliver what, by HTTP.' })
export class CreateWebhookInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => ID, searchOption)
  savedSearchId?: string | null;

  @Field(() => Url, {
    description: 'Public address that takes POST requests; its secret path may be a part of it.',
  })
  url!: string;

  @Field(() => [WebhookEventEnum], { description: 'What to tell, one event or more.' })
  events!: WebhookEvent[];

  @Field(() => String, {
    description:
      'What requests are signed with: whsec_ and 24 to 64 random bytes in base64. It is never shown again.',
  })
  secret!: string;
}

@InputType({ description: 'Where to deliver what, in a chat.' })
export class CreateTelegramDeliveryInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => ID, searchOption)
  savedSearchId?: string | null;

  @Field(() => String, {
    description:
      'Number of a chat that the bot is in, such as -1001234567890, or a public channel such as @kabar.',
  })
  chatId!: string;

  @Field(() => [WebhookEventEnum], {
    description: 'What to tell: ARTICLE_ADDED, STORY_BREAKING, TREND_ENTERED; one or more.',
  })
  events!: WebhookEvent[];
}

@ObjectType({ simpleResolvers: true, description: 'What became of a new webhook.' })
export class CreateWebhookPayload {
  @Field(() => String, mutationId)
  clientMutationId!: string | null;

  @Field(() => Webhook, { nullable: true, description: 'The webhook; null when something went wrong.' })
  webhook!: WebhookRow | null;

  @Field(() => [SavedSearchError], { description: 'What went wrong; empty when nothing did.' })
  errors!: Failure[];
}

@InputType({ description: 'What to change about a webhook.' })
export class UpdateWebhookInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => Boolean, {
    description:
      'False pauses it; what happens meanwhile is not told later. True turns it on again and hurries what was waiting.',
  })
  active!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a change to a webhook.' })
export class UpdateWebhookPayload extends CreateWebhookPayload {}

@InputType({ description: 'Which delivery to send again.' })
export class ReplayWebhookDeliveryInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a replay.' })
export class ReplayWebhookDeliveryPayload {
  @Field(() => String, mutationId)
  clientMutationId!: string | null;

  @Field(() => WebhookDelivery, {
    nullable: true,
    description: 'The delivery, queued again with the same id.',
  })
  delivery!: DeliveryRow | null;

  @Field(() => [SavedSearchError], { description: 'What went wrong; empty when nothing did.' })
  errors!: Failure[];
}

const longestUrl = 2_000;
const chatEvents: readonly WebhookEvent[] = ['ARTICLE_ADDED', 'STORY_BREAKING', 'TREND_ENTERED'];

function eventsOf(given: readonly WebhookEvent[], allowed: readonly WebhookEvent[] | null): WebhookEvent[] {
  if (given.length === 0) throw new AppError('BAD_INPUT', 'events takes one event or more.');
  const other = given.find((event) => allowed !== null && !allowed.includes(event));
  if (other === undefined) return [...new Set(given)];
  throw new AppError('BAD_INPUT', `Chats are told of ${chatEvents.join(', ')}, not of ${other}.`);
}

/** The address as it will be posted to. @throws AppError BAD_INPUT for what could not be, or must not be, posted to */
function receiverUrl(given: string, { check }: Receivers): string {
  refuseNul([given]);
  if (given.length > longestUrl) {
    throw new AppError('BAD_INPUT', `url takes at most ${longestUrl} characters, not ${given.length}.`);
  }
  const { username, password } = new URL(given);
  if (username !== '' || password !== '')
    throw new AppError('BAD_INPUT', 'url must not hold a user name or password.');
  try {
    return check(given);
  } catch (thrown) {
    const { code, message } = asAppError(thrown);
    if (code !== 'REFUSED') throw thrown;
    throw new AppError('BAD_INPUT', message);
  }
}

function checkedSecret(given: string): string {
  if (secretBytes(given) !== null) return given;
  throw new AppError('BAD_INPUT', 'secret takes whsec_ and 24 to 64 bytes in base64.');
}

/** Bot API: an integer of at most 52 bits, or the name of a public channel or group. */
function checkedChat(given: string): { chatId: string; url: string } {
  const chatId = given.trim();
  if (/^@[A-Za-z]\w{3,31}$/.test(chatId)) return { chatId, url: `https://t.me/${chatId.slice(1)}` };
  if (/^-?[1-9]\d{0,15}$/.test(chatId)) return { chatId, url: `https://web.telegram.org/a/#${chatId}` };
  throw new AppError('BAD_INPUT', 'chatId takes a number such as -1001234567890 or a name such as @kabar.');
}

type Target = Pick<NewWebhook, 'kind' | 'url' | 'chatId' | 'events' | 'secret'>;

async function make(
  context: GraphContext,
  input: { clientMutationId?: string | null; savedSearchId?: string | null },
  target: (receivers: Receivers) => Target,
): Promise<CreateWebhookPayload> {
  const { clientMutationId = null, savedSearchId = null } = input;
  const keyId = ownerOf(context);
  try {
    refuseNul(savedSearchId === null ? [] : [savedSearchId]);
    const asked = { keyId, savedSearchId, ...target(context.receivers), now: context.at };
    const webhook = await createWebhook(context.database, asked);
    if (webhook) return { clientMutationId, webhook, errors: [] };
    const message = `A key keeps at most ${mostWebhooks} webhooks; delete one first.`;
    const full: Failure = { type: 'QuotaError', message, path: null, resetAt: null };
    return { clientMutationId, webhook: null, errors: [full] };
  } catch (thrown) {
    return { clientMutationId, webhook: null, errors: [failureOf(thrown, ['input'])] };
  }
}

/** @throws AppError NOT_FOUND for null */
function foundOr<T>(found: T | null, id: string, what: string): T {
  if (found !== null) return found;
  throw new AppError('NOT_FOUND', `This key has no ${what} ${id.slice(0, 100)}.`, { data: { id } });
}

@Resolver()
export class WebhookMutationResolver {
  @Mutation(() => CreateWebhookPayload, {
    nullable: true,
    description:
      'Delivers news to an address from now on, signed as Standard Webhooks says (docs/webhooks.md).',
  })
  @RequiresScope('WRITE_SAVED_SEARCH')
  createWebhook(
    @Ctx() context: GraphContext,
    @Arg('input', () => CreateWebhookInput, { description: 'Where and what.' }) input: CreateWebhookInput,
  ): Promise<CreateWebhookPayload> {
    return make(context, input, (receivers) => ({
      kind: 'HTTP',
      url: receiverUrl(input.url, receivers),
      chatId: null,
      events: eventsOf(input.events, null),
      secret: checkedSecret(input.secret),
    }));
  }

  @Mutation(() => CreateWebhookPayload, {
    nullable: true,
    description: "Delivers news to a chat of the gateway's Telegram bot from now on.",
  })
  @RequiresScope('WRITE_SAVED_SEARCH')
  createTelegramDelivery(
    @Ctx() context: GraphContext,
    @Arg('input', () => CreateTelegramDeliveryInput, { description: 'Where and what.' })
    input: CreateTelegramDeliveryInput,
  ): Promise<CreateWebhookPayload> {
    return make(context, input, ({ hasTelegram }) => {
      if (!hasTelegram)
        throw new AppError('BAD_INPUT', 'This gateway has no Telegram bot (TELEGRAM_BOT_TOKEN).');
      return {
        kind: 'TELEGRAM',
        ...checkedChat(input.chatId),
        events: eventsOf(input.events, chatEvents),
        secret: null,
      };
    });
  }

  @Mutation(() => UpdateWebhookPayload, {
    nullable: true,
    description: 'Pauses a webhook, or turns it on again.',
  })
  @RequiresScope('WRITE_SAVED_SEARCH')
  async updateWebhook(
    @Ctx() context: GraphContext,
    @Arg('input', () => UpdateWebhookInput, { description: 'What.' }) input: UpdateWebhookInput,
  ): Promise<UpdateWebhookPayload> {
    const { clientMutationId = null, id, active } = input;
    const keyId = ownerOf(context);
    try {
      refuseNul([id]);
      const changed = await setWebhookActive(context.database, { keyId, id }, active, context.at);
      return { clientMutationId, webhook: foundOr(changed, id, 'webhook'), errors: [] };
    } catch (thrown) {
      return { clientMutationId, webhook: null, errors: [failureOf(thrown, ['input', 'id'])] };
    }
  }

  @Mutation(() => ReplayWebhookDeliveryPayload, {
    nullable: true,
    description: 'Sends a delivery again, whatever became of it, with the same id and body.',
  })
  @RequiresScope('WRITE_SAVED_SEARCH')
  async replayWebhookDelivery(
    @Ctx() context: GraphContext,
    @Arg('input', () => ReplayWebhookDeliveryInput, { description: 'Which.' })
    input: ReplayWebhookDeliveryInput,
  ): Promise<ReplayWebhookDeliveryPayload> {
    const { clientMutationId = null, id } = input;
    const keyId = ownerOf(context);
    try {
      refuseNul([id]);
      const replayed = await replayDelivery(context.database, { keyId, id }, context.at);
      return { clientMutationId, delivery: foundOr(replayed, id, 'delivery'), errors: [] };
    } catch (thrown) {
      return { clientMutationId, delivery: null, errors: [failureOf(thrown, ['input', 'id'])] };
    }
  }

  @Mutation(() => DeletePayload, {
    nullable: true,
    description: 'Deletes a webhook with its log; what was waiting is not sent.',
  })
  @RequiresScope('WRITE_SAVED_SEARCH')
  async deleteWebhook(
    @Ctx() context: GraphContext,
    @Arg('input', () => DeleteInput, { description: 'Which.' }) input: DeleteInput,
  ): Promise<DeletePayload> {
    const { clientMutationId = null, id } = input;
    const keyId = ownerOf(context);
    try {
      refuseNul([id]);
      const isGone = await deleteWebhook(context.database, keyId, id);
      foundOr(isGone || null, id, 'webhook');
      return { clientMutationId, deletedId: id, errors: [] };
    } catch (thrown) {
      return { clientMutationId, deletedId: null, errors: [failureOf(thrown, ['input', 'id'])] };
    }
  }
}
