/** `kabar keys`: API keys are made, listed and revoked here. A key's text is shown once, when it is made. */
import type { ApiScope } from '../base/apiScopes.ts';
import { AppError } from '../base/errors.ts';
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from '../store/apiKeys.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeProgress, writeResult } from './io.ts';
import { textTable } from './table.ts';

export interface NewKeyOptions {
  name: string;
  scopes: readonly ApiScope[];
  /** Null: it never expires. */
  expiresAt: Date | null;
}

/** `keys create`: the key alone on stdout, all else on stderr. @throws AppError BAD_INPUT when it would be born expired */
export async function createKeyCommand(
  io: CliIo,
  { name, scopes, expiresAt }: NewKeyOptions,
): Promise<number> {
  const config = await io.readConfig();
  const now = new Date();
  if (expiresAt !== null && expiresAt <= now) {
    throw new AppError('BAD_INPUT', `${expiresAt.toISOString()} is past; a key must expire later.`);
  }
  const { key, text } = await withDatabase(config, (database) =>
    createApiKey(database, { name, scopes, expiresAt, now }),
  );
  await writeResult(io, text);
  const end = key.expiresAt === null ? 'does not expire' : `expires at ${key.expiresAt.toISOString()}`;
  await writeProgress(io, `Made the key ${key.prefix} (${name}): ${key.scopes.join(', ')}; it ${end}.`);
  await writeProgress(io, 'This is the only time it is shown. Send it as "Authorization: Bearer <key>".');
  return exitCodes.done;
}

function stateOf({ revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Date): string {
  if (revokedAt !== null) return 'REVOKED';
  return expiresAt !== null && expiresAt <= now ? 'EXPIRED' : 'VALID';
}

const minute = (at: Date | null): string => (at === null ? '-' : `${at.toISOString().slice(0, 16)}Z`);

/** `keys list`: a line for each key, newest first; with `json` an object for each. Never a key or its hash. */
export async function listKeysCommand(io: CliIo, { json }: { json: boolean }): Promise<number> {
  const config = await io.readConfig();
  const keys = await withDatabase(config, listApiKeys);
  const now = new Date();
  if (json) {
    for (const { id: _, ...key } of keys) {
      await writeResult(io, JSON.stringify({ ...key, state: stateOf(key, now) }));
    }
    return exitCodes.done;
  }
  const rows = keys.map((key) => [
    key.prefix,
    stateOf(key, now),
    minute(key.createdAt),
    minute(key.expiresAt),
    minute(key.lastUsedAt),
    key.scopes.join(','),
    key.name,
  ]);
  if (rows.length === 0)
    await writeProgress(io, 'There are no keys; make one with: kabar keys create <name>');
  else {
    const header = ['PREFIX', 'STATE', 'CREATED', 'EXPIRES', 'LAST USED', 'SCOPES', 'NAME'];
    await writeResult(io, textTable(header, rows));
  }
  return exitCodes.done;
}

/** `keys revoke`: by prefix or id; for good. A running server feels it within half a minute. @throws AppError NOT_FOUND */
export async function revokeKeyCommand(io: CliIo, name: string): Promise<number> {
  const config = await io.readConfig();
  const key = await withDatabase(config, (database) => revokeApiKey(database, name.trim(), new Date()));
  if (key === null) {
    throw new AppError('NOT_FOUND', `There is no key ${name}; "kabar keys list" shows their prefixes.`);
  }
  await writeResult(io, `Revoked ${key.prefix} (${key.name}) as of ${key.revokedAt?.toISOString()}.`);
  return exitCodes.done;
}
