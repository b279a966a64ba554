/**
 * Texts of queries by their SHA-256, for clients that send the hash alone (Apollo's automatic persisted queries). Kept in
 * this process, those used last; a client whose text is gone is told PERSISTED_QUERY_NOT_FOUND and sends it again.
 */
import { LRUCache } from 'lru-cache';

/** What Apollo Server wants of a store; another one, shared between gateways, takes the same three. */
export interface PersistedQueries {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** Characters kept in all, and of one text; longer ones run, but are not kept. */
const most = { characters: 8 * 1024 * 1024, ofOne: 64 * 1024 } as const;

/** An empty store. */
export function createPersistedQueries(): PersistedQueries {
  const texts = new LRUCache<string, string>({
    maxSize: most.characters,
    maxEntrySize: most.ofOne,
    sizeCalculation: (text, key) => text.length + key.length,
  });
  return {
    get: async (key) => texts.get(key),
    set: async (key, text) => void texts.set(key, text),
    delete: async (key) => texts.delete(key),
  };
}
