/**
 * Answers that clients and proxies may keep: what is said of them in headers, and the short way for a client that asks
 * whether its copy is still true. @see RFC 9110 sections 8.8 and 13, RFC 9111, RFC 5861
 */
import { createHash } from 'node:crypto';
import { type GraphQLSchema, printSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ShownRun } from '../graph/context.ts';
import type { LogMarks } from '../store/cacheMarks.ts';
import type { CacheMarks } from './cacheMarks.ts';
import { type CachePolicy, createPolicies } from './cachePolicy.ts';
import type { Operation } from './limits.ts';

/** What a GET asks for, as far as its answer depends on it. */
export interface AskedFor {
  /** SHA-256 of the query text in hex, or any name of an operation of ours. */
  operation: string;
  operationName: string;
  /** As they were sent. */
  variables: string;
  /** Media type, or other form, of the answer. */
  form: string;
  /** Public part of the caller's key; null without one. */
  keyPrefix: string | null;
}

/** A GET for which a validator can be given, and where the logs stood before it was looked into. */
export interface CacheQuestion {
  key: string;
  keyPrefix: string | null;
  marks: LogMarks;
}

/** What an answer was made of. */
export interface AnswerFacts {
  policy: CachePolicy;
  shownRuns: readonly ShownRun[];
  keyPrefix: string | null;
}

export interface AnswerCache {
  policyOf(operation: Operation): CachePolicy;
  /** Looks where the logs stand, mostly without a statement. */
  ask(asked: AskedFor): Promise<CacheQuestion>;
  /** Headers of a 304 when the copy that `ifNoneMatch` names is known to be true still; null when one has to look. */
  unchanged(question: CacheQuestion, ifNoneMatch: string | undefined): Record<string, string> | null;
  /** Headers of an answer without errors; with `ETag` where a question was asked and something tells of changes. */
  headersOf(question: CacheQuestion | null, facts: AnswerFacts): Record<string, string>;
}

export interface CacheDeps {
  schema: GraphQLSchema;
  version: string;
  marks: CacheMarks;
  now: () => Date;
  /** Whether everybody needs a key: then no answer is anybody's. */
  isClosed: boolean;
}

/** Answers whose validators are remembered, about 300 bytes each. */
const mostAnswers = 10_000;
/** What depends on the clock beside the logs is right again after so long, in ms. */
const clockStepMs = 60_000;
/** How long a proxy may hand out an old board while it fetches the new one, in seconds. */
const boardGraceSeconds = 30;

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

/** The validator of a text; weak, since the answer may be compressed on its way. */
export const tagOfText = (text: string): string =>
  `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;

/** True when a list of entity tags holds this one, or is `*`. RFC 9110 section 13.1.2: weak comparison. */
export function matchesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch?.trim() === '*') return true;
  const plain = (text: string) => text.trim().replace(/^W\//, '');
  return ifNoneMatch?.split(',').some((one) => plain(one) === plain(tag)) ?? false;
}

interface Kept {
  tag: string;
  policy: CachePolicy;
  /** Where the logs stood that decide. */
  mark: string;
  nextRunAt: number | null;
}

const noStore = { 'cache-control': 'private, no-store' };

/** The answers of one server. Only their validators are kept, never the answers. */
export function createCache({ schema, version, marks, now, isClosed }: CacheDeps): AnswerCache {
  const policyOf = createPolicies(schema);
  const release = digest([version, printSchema(schema)]);
  const known = new LRUCache<string, Kept>({ max: mostAnswers });

  const markOf = ({ follows }: CachePolicy, { boards, curated, changes }: LogMarks): string =>
    follows === 'runs'
      ? `${boards} ${curated}`
      : `${boards} ${changes} ${Math.floor(now().getTime() / clockStepMs)}`;

  const cacheControl = (
    { maxAge, scope, follows }: CachePolicy,
    nextRunAt: number | null,
    isOwn: boolean,
  ): string => {
    const dueIn = nextRunAt === null ? maxAge : Math.ceil((nextRunAt - now().getTime()) / 1000);
    const seconds = follows === 'runs' ? Math.max(1, Math.min(maxAge, dueIn)) : maxAge;
    const who = scope === 'PUBLIC' && !isOwn && !isClosed ? 'public' : 'private';
    const grace = follows === 'runs' ? `, stale-while-revalidate=${boardGraceSeconds}` : '';
    return `${who}, max-age=${seconds}${grace}`;
  };

  return {
    policyOf,
    async ask({ operation, operationName, variables, form, keyPrefix }) {
      const key = digest([release, operation, operationName, variables, form, keyPrefix]);
      return { key, keyPrefix, marks: await marks.now() };
    },
    unchanged(question, ifNoneMatch) {
      const kept = known.get(question.key);
      if (!kept || !matchesTag(ifNoneMatch, kept.tag)) return null;
      if (markOf(kept.policy, question.marks) !== kept.mark) return null;
      const control = cacheControl(kept.policy, kept.nextRunAt, question.keyPrefix !== null);
      return { etag: kept.tag, 'cache-control': control };
    },
    headersOf(question, { policy, shownRuns, keyPrefix }) {
      if (policy.maxAge === 0 || policy.scope === 'PRIVATE') return noStore;
      const due = shownRuns.flatMap(({ nextRunAt }) => nextRunAt?.getTime() ?? []);
      const nextRunAt = due.length === 0 ? null : Math.min(...due);
      const control = { 'cache-control': cacheControl(policy, nextRunAt, keyPrefix !== null) };
      if (question === null || policy.follows === 'clock') return control;
      const mark = markOf(policy, question.marks);
      const runs = shownRuns.map(({ id }) => id).sort();
      const state = policy.follows === 'runs' ? [runs, question.marks.curated] : mark;
      const tag = `W/"${digest([question.key, state])}"`;
      known.set(question.key, { tag, policy, mark, nextRunAt });
      return { ...control, etag: tag };
    },
  };
}
