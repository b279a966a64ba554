/**
 * Feeds of saved searches: `GET /feeds/{token}.rss`, `.atom` and `.json`. Whoever knows the token reads along. A reader
 * that comes again is told "unchanged" without a look at the articles as long as the change log stands still.
 */
import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { type FollowedSearch, followedSearch } from '../store/savedSearches.ts';
import type { Access } from './access.ts';
import { admitVisitor } from './accessHttp.ts';
import { matchesTag, tagOfText } from './cache.ts';
import { sendFault } from './faultHttp.ts';
import { feedItemsOf, feedOperation } from './feedQuery.ts';
import { type FeedFormat, feedText, feedTypes } from './feedText.ts';
import { type ContextDeps, contextOf } from './graphRoute.ts';
import type { OperationContext } from './operations.ts';
import { runStored, type StoredAnswer } from './storedOperation.ts';

export interface FeedDeps {
  access: Access;
  operations: ApolloServer<OperationContext>;
  context: ContextDeps;
}

/** A feed as it was last written. */
interface Written {
  /** Where the change log ended then. */
  sequence: number;
  writtenAt: Date;
  text: string;
  etag: string;
  /** About when this process first wrote the same text. */
  lastModified: Date;
}

/** Characters of feeds kept in memory, about 50,000 each. */
const mostKept = 16_000_000;
/**
 * How long a feed is believed while the log stands still, in ms: articles leave a filter such as "the last day" by the
 * clock, and what an outlet lets us show of them is not logged.
 */
const believedMs = 300_000;

const isBelieved = ({ sequence, writtenAt }: Written, followed: FollowedSearch, now: Date): boolean =>
  sequence === followed.sequence && now.getTime() - writtenAt.getTime() < believedMs;

/** The search and the format that an address names; null when it can name none. */
function named(request: FastifyRequest): { token: string; format: FeedFormat } | null {
  const { file } = request.params as { file: string };
  const [, token, format] = /^([\w-]{24})\.(rss|atom|json)$/.exec(file) ?? [];
  return token === undefined ? null : { token, format: format as FeedFormat };
}

/**
 * A date for Last-Modified, in whole seconds. It lies a second back, so that another text of the same second may have a
 * later one and still none in the future: two texts never share a date.
 */
function lastModifiedOf(now: Date, textBefore: Written | undefined): Date {
  const lastSecond = Math.floor(now.getTime() / 1000 - 1) * 1000;
  return new Date(Math.max(lastSecond, (textBefore?.lastModified.getTime() ?? 0) + 1000));
}

/** Whether the reader has this text already. RFC 9110 section 13.2.2: the date is asked only where there is no tag. */
function isKnown({ headers }: FastifyRequest, { etag, lastModified }: Written): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return matchesTag(tags, etag);
  return Date.parse(headers['if-modified-since'] ?? '') >= lastModified.getTime();
}

/** Asks the graph as the search's owner would, who alone finds it, with the scopes of nobody; the reader pays. */
async function ask(
  { operations, context: shared }: FeedDeps,
  { search }: FollowedSearch,
  request: FastifyRequest,
): Promise<StoredAnswer> {
  const { admission } = request;
  if (admission === null) throw new Error('the handler asks after the request was let in');
  request.admission = { ...admission, caller: { ...admission.caller, keyId: search.keyId } };
  const context = contextOf(shared, request);
  context.graph.loaders.clients.savedSearchById.prime(search.id, search);
  return runStored(operations, { query: feedOperation, variables: { id: search.id } }, context);
}

/** Writes feeds and remembers them; gives the graph's answer when it holds errors instead. */
function createWriter(deps: FeedDeps) {
  const { now } = deps.context;
  const written = new LRUCache<string, Written>({
    maxSize: mostKept,
    sizeCalculation: ({ text }) => text.length,
  });
  return async (
    request: FastifyRequest,
    followed: FollowedSearch,
    format: FeedFormat,
  ): Promise<Written | StoredAnswer> => {
    const { search, sequence } = followed;
    const selfUrl = `${request.baseUrl}/feeds/${search.feedToken}.${format}`;
    const known = written.get(selfUrl);
    if (known && isBelieved(known, followed, now())) return known;
    const answer = await ask(deps, followed, request);
    if (answer.errors.length > 0) return answer;
    const { id, name: title, createdAt } = search;
    const list = { id, title, selfUrl, homeUrl: `${request.baseUrl}/`, createdAt };
    const text = feedText({ ...list, items: feedItemsOf(answer.data) }, format);
    const etag = tagOfText(text);
    const writtenAt = now();
    const isSame = known?.etag === etag;
    const lastModified = isSame ? known.lastModified : lastModifiedOf(writtenAt, known);
    const fresh = { sequence, writtenAt, text, etag, lastModified };
    written.set(selfUrl, fresh);
    return fresh;
  };
}

/** Registers `/feeds/:file`. */
export function registerFeeds(app: FastifyInstance, deps: FeedDeps): void {
  const { database, now } = deps.context;
  const write = createWriter(deps);
  app.get('/feeds/:file', async (request, reply) => {
    reply.header('x-robots-tag', 'noindex');
    if (!admitVisitor(deps.access, request, reply)) return reply;
    const asked = named(request);
    const followed = asked && (await followedSearch(database, asked.token, now()));
    if (!asked || !followed)
      return sendFault(request, reply, { code: 'NOT_FOUND', message: 'There is no such feed.' });
    const feed = await write(request, followed, asked.format);
    if ('errors' in feed) {
      const { status, headers, errors } = feed;
      return reply.code(status).headers(headers).type('application/json; charset=utf-8').send({ errors });
    }
    reply.header('etag', feed.etag).header('last-modified', feed.lastModified.toUTCString());
    reply.header('cache-control', 'public, max-age=60');
    if (isKnown(request, feed)) return reply.code(304).send();
    return reply.type(`${feedTypes[asked.format]}; charset=utf-8`).send(feed.text);
  });
}
