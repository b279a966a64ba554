/** Delivery put together: who posts where, and what may be posted to. */
import type { Config } from '../base/config.ts';
import type { Log } from '../base/log.ts';
import type { DeliveryDeps } from '../deliver/deliver.ts';
import type { Receivers } from '../graph/context.ts';
import { checkedUrl, hostAndPort } from '../ingest/address.ts';
import { createSender } from '../ingest/send.ts';
import type { Database } from '../store/db.ts';

/** Time one attempt may take; less than a lease on a delivery (store/webhookDeliveries.ts). */
const attemptMs = 15_000;

/** What a client may name as a receiver: public addresses, and private ones that FETCH_ALLOW_HOSTS has. */
export function receiversOf(config: Config): Receivers {
  const allowed = new Set(config.FETCH_ALLOW_HOSTS.map((host) => host.toLowerCase()));
  return {
    check: (url) => checkedUrl(url, undefined, allowed).href,
    hasTelegram: config.TELEGRAM_BOT_TOKEN !== undefined,
  };
}

/** Everything that delivery stands on, and its end. A Bot API server of the operator's own may stand in a private network. */
export function openDelivery(
  config: Config,
  { database, log, clock }: { database: Database; log: Log; clock: () => Date },
): DeliveryDeps & { close(): Promise<void> } {
  const { USER_AGENT: userAgent, TELEGRAM_API_URL: apiUrl, TELEGRAM_BOT_TOKEN: token } = config;
  const usual = { userAgent, timeoutMs: attemptMs };
  const sender = createSender({ ...usual, allowHosts: config.FETCH_ALLOW_HOSTS });
  const bot = createSender({ ...usual, allowHosts: [hostAndPort(new URL(apiUrl))] });
  return {
    ...{ database, log, clock, post: sender.post },
    telegram: token === undefined ? null : { post: bot.post, apiUrl, token },
    close: async () => {
      await Promise.all([sender.close(), bot.close()]);
    },
  };
}
