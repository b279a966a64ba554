/** Which key a request carries, and whom it makes the caller. Lookups are remembered for half a minute. */
import { LRUCache } from 'lru-cache';
import { readApiKey } from '../base/apiKey.ts';
import type { Log } from '../base/log.ts';
import type { Caller } from '../graph/context.ts';
import { type ApiKey, findApiKey, touchApiKey, usageIntervalMs } from '../store/apiKeys.ts';
import type { Database } from '../store/db.ts';

/** How long a revocation may take to be felt, in ms. */
const keyCacheMs = 30_000;
const mostKeys = 2_000;

/** The key sent, null when none was; `twice` when two different ones were. */
export function sentKey(headers: Record<string, string | string[] | undefined>): string | null | 'twice' {
  const { authorization, 'x-api-key': apiKey } = headers;
  // Other schemes belong to a proxy in front. RFC 9110 section 11.1: the scheme's case does not matter.
  const [, bearer = null] = /^bearer +(\S.*)$/is.exec(authorization?.toString().trim() ?? '') ?? [];
  const own = apiKey === undefined ? null : apiKey.toString().trim();
  if (bearer !== null && own !== null && bearer !== own) return 'twice';
  return bearer ?? own;
}

/** Why a key is refused, as a sentence. */
function faultOf(key: ApiKey | null, now: Date): string | null {
  if (key === null) return 'This API key is not known here.';
  if (key.revokedAt !== null) return `The API key ${key.prefix} was revoked.`;
  if (key.expiresAt !== null && key.expiresAt <= now) return `The API key ${key.prefix} has expired.`;
  return null;
}

const unreadable = {
  malformed: 'This is no API key: one starts with kbr_ and has 51 characters.',
  mistyped: 'This API key is mistyped: its checksum does not match.',
};

function callerOf({ id, name, prefix, scopes }: ApiKey): Caller {
  return { keyId: id, keyName: name, keyPrefix: prefix, scopes: new Set(scopes) };
}

interface Known {
  key: Promise<ApiKey | null>;
  caller: Caller | null;
  /** When it was looked up, in ms. */
  at: number;
}

/** The key is not remembered, and the caller of `judge` would not have it looked up. */
export const notAsked = Symbol('not asked');

export interface KeyRing {
  /**
   * The caller, or why the key is refused; `notAsked` when only the database knows and `mayAsk` says no. Throws what the
   * database throws.
   */
  judge(text: string, mayAsk: () => boolean): Promise<Caller | string | typeof notAsked>;
  /** Resolves when no note of use is under way. */
  settled(): Promise<void>;
}

/** Keys of one database, each looked up once in half a minute. Use is noted beside the request, once a minute a key. */
export function createKeyRing(deps: { database: Database; log: Log; now: () => Date }): KeyRing {
  const { database, log, now } = deps;
  const known = new LRUCache<string, Known>({ max: mostKeys });
  const touched = new LRUCache<number, number>({ max: mostKeys });
  const notes = new Set<Promise<void>>();

  const recall = (hash: string) => {
    const found = known.get(hash);
    return found && now().getTime() - found.at < keyCacheMs ? found : null;
  };
  const lookUp = (hash: string): Known => {
    const key = findApiKey(database, hash);
    const entry = { key, caller: null, at: now().getTime() };
    known.set(hash, entry);
    key.catch(() => known.delete(hash));
    return entry;
  };
  const note = ({ id, lastUsedAt }: ApiKey) => {
    const at = now();
    const last = touched.get(id) ?? lastUsedAt?.getTime() ?? 0;
    if (at.getTime() - last < usageIntervalMs) return;
    touched.set(id, at.getTime());
    const noted = touchApiKey(database, id, at)
      .catch((error: unknown) => log.warn({ err: error }, 'could not note the use of a key'))
      .finally(() => notes.delete(noted));
    notes.add(noted);
  };
  return {
    async judge(text, mayAsk) {
      const read = readApiKey(text);
      if (typeof read === 'string') return unreadable[read];
      const remembered = recall(read.hash);
      if (remembered === null && !mayAsk()) return notAsked;
      const entry = remembered ?? lookUp(read.hash);
      const key = await entry.key;
      const fault = faultOf(key, now());
      if (key === null || fault !== null) return fault ?? '';
      note(key);
      entry.caller ??= callerOf(key);
      return entry.caller;
    },
    settled: async () => void (await Promise.all(notes)),
  };
}
