/** Receivers on the loopback interface, and what delivers to them. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLog } from '../../src/base/log.ts';
import type { DeliveryDeps } from '../../src/deliver/deliver.ts';
import { openReader, type Reader } from '../../src/deliver/reader.ts';
import { createSender, type Sender } from '../../src/ingest/send.ts';
import { createApiKey } from '../../src/store/apiKeys.ts';
import type { Database } from '../../src/store/db.ts';
import { createWebhook, type NewWebhook, type WebhookRow } from '../../src/store/webhooks.ts';

export const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
export const token = '123456:the-token-of-a-bot';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Reply {
  /** 204 unless given. */
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Never answers. */
  hangs?: boolean;
  /** Milliseconds before the answer. */
  delayMs?: number;
}

export interface Receiver {
  url: string;
  host: string;
  received: Received[];
  /** May be changed while it runs; `n` counts requests from 1. */
  reply: (request: Received, n: number) => Reply;
  close(): Promise<void>;
}

/** Takes requests and answers them as told; 204 at first. */
export async function startReceiver(): Promise<Receiver> {
  const receiver = { received: [] as Received[], reply: (() => ({})) as Receiver['reply'] };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const got = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      receiver.received.push(got);
      const {
        status = 204,
        headers = {},
        body,
        hangs = false,
        delayMs = 0,
      } = receiver.reply(got, receiver.received.length);
      if (!hangs) setTimeout(() => response.writeHead(status, headers).end(body), delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(receiver, {
    url: `http://${host}`,
    host,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

export interface TestDelivery extends DeliveryDeps {
  reader: () => Promise<Reader>;
  /** What "now" is; moved by tests. */
  time: { now: Date };
  close(): Promise<void>;
}

/** Delivers to these receivers as to public ones; Telegram is the last argument, null for none. */
export function openDelivery(
  database: Database,
  now: Date,
  {
    hosts,
    telegramUrl = null,
    timeoutMs = 5_000,
  }: { hosts: string[]; telegramUrl?: string | null; timeoutMs?: number },
): TestDelivery {
  const time = { now };
  const sender: Sender = createSender({ userAgent: 'Kabar/test', timeoutMs, allowHosts: hosts });
  const clock = () => time.now;
  return {
    ...{ database, log: silentLog, clock, time, post: sender.post },
    telegram: telegramUrl === null ? null : { post: sender.post, apiUrl: telegramUrl, token },
    reader: async () => openReader(database, clock),
    close: () => sender.close(),
  };
}

/** The serial key of a new API key. */
export async function addKey(database: Database, now: Date, name = 'desk'): Promise<number> {
  const asked = { name, scopes: ['WRITE_SAVED_SEARCH'] as const, expiresAt: null, now };
  return (await createApiKey(database, asked)).key.id;
}

/** A webhook that is told of articles, unless `rest` says otherwise. */
export async function addWebhook(
  database: Database,
  rest: Pick<NewWebhook, 'keyId' | 'url' | 'now'> & Partial<NewWebhook>,
): Promise<WebhookRow> {
  const usual = { savedSearchId: null, kind: 'HTTP' as const, chatId: null, secret };
  const made = await createWebhook(database, { ...usual, events: ['ARTICLE_ADDED'], ...rest });
  if (made === null) throw new Error('the key is full');
  return made;
}
