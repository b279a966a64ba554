/**
 * Settings, read once from the environment. The only file that may touch `process.env` (lint enforces it); everything
 * else is handed the parsed `Config`.
 */
import { z } from 'zod';
import type { ApiScope } from './apiScopes.ts';
import { AppError } from './errors.ts';

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number({ error: (issue) => (issue.code === 'invalid_type' ? 'must be a number' : undefined) })
    .int()
    .min(min)
    .max(max);
const flag = z.enum(['true', 'false', '1', '0']).transform((v) => v === 'true' || v === '1');
/** Words of a comma-separated list; the ones not in `allowed` are a fault. */
const wordsOf = <T extends string>(allowed: readonly T[]) =>
  z
    .string()
    .transform((v) =>
      v
        .split(',')
        .map((s) => s.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.enum(allowed as [T, ...T[]], { error: `must be words of ${allowed.join(', ')}` })));
/** What may be done without a key: reading. Whoever changes something is to be named. */
const anonymousScopes = ['READ', 'READ_FULL_TEXT'] as const satisfies readonly ApiScope[];
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://');

/** One row a setting: the README's table and `.env.example` are made from this schema (`kabar settings`). */
export const configSchema = z.object({
  PORT: wholeNumber(0, 65535).default(4000).describe('TCP port of the HTTP server; 0 picks a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  DATABASE_URL: postgresUrl.optional().describe('PostgreSQL 15 or later; unset: the embedded database'),
  DATABASE_POOL: wholeNumber(1, 200).default(10).describe('Connections to PostgreSQL at most'),
  DATABASE_PREPARE: flag
    .default(true)
    .describe(
      'Server-side prepared statements; false behind a transaction pooler such as pgbouncer (which also needs ignore_startup_parameters = statement_timeout, jit)',
    ),
  KABAR_DATA_DIR: z.string().min(1).default('.kabar').describe('Directory of the embedded database'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
    .refine((address) => URL.canParse(address), 'must be an address such as redis://user@host:6379/0')
    .optional()
    .describe(
      'Redis over which processes wake live readers; needed only behind a transaction pooler, where no NOTIFY arrives',
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe log line that is written'),
  USER_AGENT: z
    .string()
    .min(1)
    .default('Kabar/0.1 (+https://github.com/kabar-news/kabar; news aggregator)')
    .describe('Name and contact sent to outlets'),
  POLL_SECONDS: wholeNumber(5, 86_400).default(300).describe('Shortest pause between two polls of a channel'),
  POLL_MAX_SECONDS: wholeNumber(60, 604_800)
    .default(21_600)
    .describe('Longest pause between two polls of a channel that publishes little'),
  HOST_PAUSE_MS: wholeNumber(0, 60_000)
    .default(500)
    .describe('Pause between two requests to one host; a longer crawl delay in its robots.txt wins'),
  HOST_CONCURRENCY: wholeNumber(1, 16).default(2).describe('Requests to one host at a time'),
  REVISIT: flag
    .default(true)
    .describe('Look again at stored pages after 1, 6, 24 and 72 hours, for edits and retractions'),
  FETCH_TIMEOUT_MS: wholeNumber(100, 120_000).default(15_000).describe('Time one fetch may take'),
  FETCH_MAX_BYTES: wholeNumber(1024, 1_000_000_000)
    .default(25_000_000)
    .describe('Bytes taken from one response, counted after decompression'),
  FETCH_ALLOW_HOSTS: z
    .string()
    .default('')
    .transform((v) =>
      v
        .split(',')
        .map((s) => s.trim())
        .filter(Boolean),
    )
    .describe('host:port pairs in private networks that may be fetched, comma separated'),
  READER_THREADS: wholeNumber(0, 64)
    .optional()
    .describe(
      'Threads that extract and recognise; 0: in the main thread; unset: one core less than there are, four at most',
    ),
  ENTITY_MODEL_DIR: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder of an ONNX token classifier that finds names in place of the shipped tagger (docs/backends.md)',
    ),
  ENTITY_ENDPOINT: z
    .string()
    .regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/, 'must be an address with http:// or https://')
    .optional()
    .describe(
      'OpenAI-compatible address, version included, that is asked about disputed names; unset: nobody is asked',
    ),
  ENTITY_ENDPOINT_KEY: z.string().min(1).optional().describe('Secret that ENTITY_ENDPOINT wants, if any'),
  ENTITY_ENDPOINT_MODEL: z
    .string()
    .min(1)
    .optional()
    .describe('Model that ENTITY_ENDPOINT is to answer with'),
  ENTITY_ENDPOINT_TIMEOUT_MS: wholeNumber(100, 300_000)
    .default(20_000)
    .describe('Time one request to ENTITY_ENDPOINT may take; the article waits for it'),
  ENTITY_QUESTIONS_PER_ARTICLE: wholeNumber(1, 100)
    .default(8)
    .describe('Disputed names of one article that are asked about, in one request'),
  ENTITY_QUESTIONS_PER_DAY: wholeNumber(0, 100_000_000)
    .default(5_000)
    .describe('Disputed names that are asked about in a day of UTC, over all articles'),
  BOARD_MINUTE_DAYS: wholeNumber(1, 90)
    .default(2)
    .describe('Days that every run of a trending board is kept; then one an hour is'),
  BOARD_DAYS: wholeNumber(1, 10_000).default(400).describe('Days that trending boards are kept at all'),
  PUBLIC_URL: z
    .string()
    .regex(/^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/, 'must be an address with http:// or https://')
    .optional()
    .describe(
      'Address under which others reach this gateway, in feeds of saved searches and for WebSub hubs; unset: that of the request, and no hub is asked',
    ),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'must be a token as BotFather gives it')
    .optional()
    .describe('Token of the bot that delivers to Telegram chats; unset: no chat can be added'),
  TELEGRAM_API_URL: z
    .string()
    .regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/, 'must be an address with http:// or https://')
    .default('https://api.telegram.org')
    .describe('Bot API server that TELEGRAM_BOT_TOKEN is for'),
  REQUIRE_KEY: flag
    .default(false)
    .describe('Answer only requests with an API key (`kabar keys create`); the playground page stays open'),
  ANONYMOUS_SCOPES: wordsOf(anonymousScopes)
    .default(['READ', 'READ_FULL_TEXT'])
    .describe('What may be done without a key; READ alone keeps whole texts for keys, whatever their rights'),
  ANONYMOUS_BUDGET: wholeNumber(1, 1_000_000_000)
    .default(10_000)
    .describe('Points an address without a key may save up; a page of a feed costs about 15'),
  ANONYMOUS_RESTORE: wholeNumber(0, 1_000_000)
    .default(200)
    .describe('Points a second that come back to it; 0: no limit'),
  KEY_BUDGET: wholeNumber(1, 1_000_000_000).default(50_000).describe('Points a key may save up'),
  KEY_RESTORE: wholeNumber(0, 1_000_000)
    .default(1_000)
    .describe('Points a second that come back to it; 0: no limit'),
  TRUST_PROXY: wholeNumber(0, 10)
    .default(0)
    .describe('Proxies in front that each add to X-Forwarded-For; 0: the header is not believed'),
  LIVE_CONNECTIONS: wholeNumber(1, 1_000_000)
    .default(100)
    .describe('Live connections that a key, or an address without one, may hold'),
  LIVE_SUBSCRIPTIONS: wholeNumber(1, 10_000)
    .default(20)
    .describe('Operations that may run at a time over one WebSocket'),
  LIVE_ORIGINS: z
    .string()
    .default('')
    .transform((v) =>
      v
        .split(',')
        .map((s) => s.trim())
        .filter(Boolean),
    )
    .describe("Origins beside the gateway's own whose pages may open WebSockets, comma separated; *: any"),
  FEDERATION_PORT: wholeNumber(0, 65535)
    .optional()
    .describe('Port on which the graph answers a federation router; unset: none. Meant for an inner network'),
  FEDERATION_HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on for the router'),
  PLAYGROUND: flag.default(true).describe('Serve GraphiQL to browsers at /graphql'),
  DEMO_PORT: wholeNumber(0, 65535)
    .default(4040)
    .describe('Port of the demo newsroom on 127.0.0.1; part of its article addresses, so keep it'),
  DEMO: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe('auto: read the demo newsroom while no outlet is configured; off: never'),
});

export type Config = z.infer<typeof configSchema>;

/**
 * Parses settings. An empty value counts as unset, so that `PORT= npm start` means the default.
 * @throws AppError BAD_INPUT naming every faulty setting at once; values are never printed.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''));
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new AppError('BAD_INPUT', `These settings are wrong:\n${faults.join('\n')}`);
}
