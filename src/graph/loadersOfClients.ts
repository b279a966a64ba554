/** Loaders of what clients left with us: saved searches, webhooks and what was sent to them. */
import { canonicalJson } from '../base/cursor.ts';
import type { Database } from '../store/db.ts';
import type { Page } from '../store/keyset.ts';
import { findSavedSearches } from '../store/savedSearches.ts';
import * as deliveries from '../store/webhookDeliveries.ts';
import * as webhooks from '../store/webhooks.ts';
import type { Batches } from './batches.ts';

/** What clients left with us. */
export class ClientLoaders {
  readonly #batches: Batches;

  constructor(batches: Batches) {
    this.#batches = batches;
  }

  /** Whoever keeps them: the caller's are to be told apart. */
  get savedSearchById() {
    return this.#batches.one(
      'saved search by id',
      (db, ids: readonly string[]) => findSavedSearches(db, 'id', ids),
      (row) => row.id,
    );
  }

  /** Whoever made them: the caller's are to be told apart. */
  get webhookById() {
    const fetch = (db: Database, ids: readonly string[]) => webhooks.webhooksByIds(db, ids, null);
    return this.#batches.one('webhook by id', fetch, (row) => row.id);
  }

  get webhooksOfSearch() {
    return this.#batches.many('webhooks of search', webhooks.webhooksOfSearches, (row) => row.savedSearchId);
  }

  /** Those to webhooks of one key. */
  deliveryById(keyId: number) {
    const fetch = (db: Database, ids: readonly string[]) => deliveries.deliveriesByIds(db, ids, keyId);
    return this.#batches.one(`delivery by id for ${keyId}`, fetch, (row) => row.id);
  }

  deliveriesOf(states: deliveries.DeliveryState[] | null, page: Page) {
    return this.#batches.many(
      `deliveries of ${canonicalJson([states, page])}`,
      (db, ids) => deliveries.deliveriesOfWebhooks(db, ids, states, page),
      (row) => row.webhookId,
    );
  }

  deliveryCountOf(states: deliveries.DeliveryState[] | null) {
    return this.#batches.counts(`delivery count of ${canonicalJson(states)}`, (db, ids) =>
      deliveries.countDeliveries(db, ids, states),
    );
  }
}
