/** Callers with keys of their own. */
import type { ApiScope } from '../../src/base/apiScopes.ts';
import type { Caller } from '../../src/graph/context.ts';
import { createApiKey } from '../../src/store/apiKeys.ts';
import type { Database } from '../../src/store/db.ts';
import { seedNow } from './seed.ts';

/** Makes a key and gives whoever asks with it. */
export async function newCaller(
  database: Database,
  name: string,
  scopes: ApiScope[] = ['WRITE_SAVED_SEARCH'],
): Promise<Caller> {
  const { key } = await createApiKey(database, { name, scopes, expiresAt: null, now: seedNow });
  return { keyId: key.id, keyName: key.name, keyPrefix: key.prefix, scopes: new Set(key.scopes) };
}
