/** Webhooks and the log of what was sent to them, as their owner sees them. */
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { canonicalJson, listDigest } from '../base/cursor.ts';
import type { SavedSearchRow } from '../store/savedSearches.ts';
import type { DeliveryRow, DeliveryState, PlacedDelivery } from '../store/webhookDeliveries.ts';
import {
  countWebhooks,
  listWebhooks,
  type PlacedWebhook,
  type WebhookEvent,
  type WebhookRow,
} from '../store/webhooks.ts';
import { type Connection, connect, connectionOf, ForwardArgs, pageOf } from './connection.ts';
import type { Caller, GraphContext } from './context.ts';
import { enumOf } from './enums.ts';
import { Node } from './node.ts';
import { SavedSearch } from './savedSearch.ts';
import { DateTime, Url } from './scalars.ts';
import { Viewer } from './viewer.ts';

export const WebhookEventEnum = enumOf('WebhookEvent', 'What a webhook can be told of.', {
  ARTICLE_ADDED: 'An article came; with a saved search, one that it finds.',
  STORY_BREAKING:
    'The breakingScore of a story reached 0.5, told once a story; with a saved search, of a story with an article that it finds.',
  TREND_ENTERED:
    "Somebody or something entered the first ten of the day's board. Leaving and coming back within a clock hour is not told.",
  SOURCE_FAILING: 'The health of a source became FAILING or BLOCKED.',
  CONTENT_WITHDRAWN: 'An article was withdrawn: drop your copy.',
});

const WebhookKindEnum = enumOf('WebhookKind', 'How a webhook is told.', {
  HTTP: 'By signed POST requests (Standard Webhooks).',
  TELEGRAM: 'By messages of a Telegram bot in a chat.',
});

const DeliveryStateEnum = enumOf('WebhookDeliveryState', 'What became of a delivery.', {
  PENDING: 'It waits for its next attempt, or is being sent.',
  DELIVERED: 'The receiver took it.',
  FAILED: 'It was given up.',
});

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'Where news is delivered; nobody but the API key that made it finds it.',
})
export class Webhook
  extends Node
  implements Omit<WebhookRow, 'rowId' | 'keyId' | 'keyPrefix' | 'savedSearchId' | 'searchId' | 'chatId'>
{
  @Field(() => WebhookKindEnum, { description: 'How it is told.' })
  kind!: 'HTTP' | 'TELEGRAM';

  @Field(() => Url, { description: 'Where it is posted; of a chat, the page that opens it.' })
  url!: string;

  @Field(() => [WebhookEventEnum], { description: 'What it is told of.' })
  events!: WebhookEvent[];

  @Field(() => Boolean, {
    description: 'Deliveries are made. False while it is paused, and after it was turned off.',
  })
  active!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was turned off, in a sentence; null while it is on, and when its owner paused it.',
  })
  inactiveReason!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'HTTP status of the last attempt; null before the first, and when nobody answered.',
  })
  lastStatus!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the last attempt began; null before the first.',
  })
  lastDeliveryAt!: Date | null;

  @Field(() => Int, { description: 'Attempts in a row that failed.' })
  failureCount!: number;

  @Field(() => DateTime, { description: 'When it was made; it is told of what came since.' })
  createdAt!: Date;
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'One message to a webhook. Its id is the webhook-id that the receiver sees, the same at each attempt. Kept for 30 days.',
})
export class WebhookDelivery extends Node implements Omit<DeliveryRow, 'rowId' | 'webhookId'> {
  @Field(() => WebhookEventEnum, { description: 'What it tells of.' })
  event!: WebhookEvent;

  @Field(() => DeliveryStateEnum, { description: 'What became of it.' })
  state!: DeliveryState;

  @Field(() => Int, { description: 'Attempts so far, at most ten; a replay counts from the start.' })
  attempts!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it is tried next; null when it is not.' })
  nextAttemptAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'HTTP status of the last attempt; null before the first, and when nobody answered.',
  })
  lastStatus!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What went wrong with the last attempt; null when nothing did.',
  })
  lastError!: string | null;

  @Field(() => DateTime, { description: 'When it was queued.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the receiver took it; null until it does.' })
  deliveredAt!: Date | null;

  @Field(() => String, {
    description:
      'The JSON that is posted; a chat gets a message made of it. Of an article that was withdrawn since, its id is left.',
  })
  payload!: string;
}

const webhooks = connectionOf(() => Webhook, 'Webhook', 'webhooks');
const WebhookConnection = webhooks.Connection;
const deliveries = connectionOf(() => WebhookDelivery, 'WebhookDelivery', 'deliveries');
const WebhookDeliveryConnection = deliveries.Connection;
export const webhookConnectionResolvers = [webhooks.resolver, deliveries.resolver] as const;

/** A webhook of the caller; null for other ids, those of other keys' webhooks among them. */
export async function webhookById(id: string, { viewer, loaders }: GraphContext): Promise<WebhookRow | null> {
  const found = viewer.keyId === null ? null : await loaders.clients.webhookById.load(id);
  return found?.keyId === viewer.keyId ? found : null;
}

/** A delivery to a webhook of the caller; null for other ids. */
export async function deliveryById(
  id: string,
  { viewer, loaders }: GraphContext,
): Promise<DeliveryRow | null> {
  return viewer.keyId === null ? null : loaders.clients.deliveryById(viewer.keyId).load(id);
}

@ArgsType()
class DeliveryArgs extends ForwardArgs {
  @Field(() => [DeliveryStateEnum], {
    nullable: true,
    description: 'Only deliveries in one of these states; all when not given.',
  })
  states?: DeliveryState[] | null;
}

@Resolver(() => Webhook)
export class WebhookResolver {
  @FieldResolver(() => SavedSearch, {
    nullable: true,
    description: 'Only what this search finds is told; null for everything.',
  })
  savedSearch(
    @Root() { searchId }: WebhookRow,
    @Ctx() { loaders }: GraphContext,
  ): Promise<SavedSearchRow | null> | null {
    return searchId === null ? null : loaders.clients.savedSearchById.load(searchId);
  }

  @FieldResolver(() => WebhookDeliveryConnection, { description: 'What was sent to it, newest first.' })
  async deliveries(
    @Root() webhook: WebhookRow,
    @Ctx() { loaders }: GraphContext,
    @Args(() => DeliveryArgs) args: DeliveryArgs,
  ): Promise<Connection<PlacedDelivery>> {
    const states = args.states ? [...new Set(args.states)].sort() : null;
    const digest = listDigest('deliveries', { id: webhook.id, states: canonicalJson(states) });
    const page = pageOf(args, digest, 'integer');
    const rows = await loaders.clients.deliveriesOf(states, page).load(webhook.rowId);
    return connect(rows, page, digest, () => loaders.clients.deliveryCountOf(states).load(webhook.rowId));
  }
}

@Resolver(() => SavedSearch)
export class SavedSearchWebhooksResolver {
  @FieldResolver(() => [Webhook], { description: 'Webhooks that are told of what it finds, newest first.' })
  webhooks(@Root() { rowId }: SavedSearchRow, @Ctx() { loaders }: GraphContext): Promise<WebhookRow[]> {
    return loaders.clients.webhooksOfSearch.load(rowId);
  }
}

@Resolver(() => Viewer)
export class ViewerWebhooksResolver {
  @FieldResolver(() => WebhookConnection, {
    description: 'Webhooks of the key, newest first; none without a key.',
  })
  async webhooks(
    @Root() { keyId }: Caller,
    @Ctx() { database }: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): Promise<Connection<PlacedWebhook>> {
    const digest = listDigest('webhooks', { keyId });
    const page = pageOf(args, digest, 'instant');
    if (keyId === null) return connect<PlacedWebhook>([], page, digest, async () => 0);
    const found = await listWebhooks(database, keyId, page);
    return connect(found, page, digest, () => countWebhooks(database, keyId));
  }
}
