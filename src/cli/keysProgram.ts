/** The `keys` part of the command table. */
import { type Command, InvalidArgumentError } from 'commander';
import { type ApiScope, apiScopes, isApiScope } from '../base/apiScopes.ts';
import type { CliIo } from './io.ts';
import type { Run } from './sourcesProgram.ts';

function name(text: string): string {
  const trimmed = text.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name stands in tables on terminals
  if (trimmed === '' || trimmed.length > 100 || /[\x00-\x1f\x7f]/.test(trimmed))
    throw new InvalidArgumentError('Expected 1 to 100 characters in one line.');
  return trimmed;
}

/** Words of a list such as "CURATE,ADMIN", added to those of earlier options. */
function scopes(text: string, before: readonly ApiScope[]): ApiScope[] {
  const words = text.split(',').map((word) => word.trim().toUpperCase());
  const unknown = words.find((word) => !isApiScope(word));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`There is no scope ${unknown}: ${Object.keys(apiScopes).join(', ')}.`);
  }
  return [...before, ...words.filter(isApiScope)];
}

const longestDays = 3_650;

/** An instant: "90d" counts from now, else an ISO date (its midnight in UTC) or date and time with a zone. */
function expiry(text: string): Date {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (days !== undefined && Number(days) <= longestDays)
    return new Date(Date.now() + Number(days) * 86_400_000);
  const isIso = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text);
  const at = new Date(text);
  if (!isIso || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError(
      `Expected days such as 90d (at most ${longestDays}d) or a date such as 2027-01-31.`,
    );
  }
  return at;
}

interface CreateOptions {
  scope: ApiScope[];
  expires?: Date;
}

/** Adds `keys create`, `keys list` and `keys revoke`. */
export function addKeys(program: Command, io: CliIo, run: Run): void {
  const keys = program.command('keys').description('API keys: make, list, revoke');
  const load = () => import('./keys.ts');
  keys
    .command('create')
    .description('make an API key and print it, this once')
    .argument('<name>', 'who or what it is for', name)
    .option('--scope <scopes>', 'what it allows beside READ, e.g. READ_FULL_TEXT,CURATE', scopes, [])
    .option('--expires <when>', 'when it ends: 90d or 2027-01-31 (default: never)', expiry)
    .action((title: string, { scope, expires }: CreateOptions) =>
      run(async () =>
        (await load()).createKeyCommand(io, { name: title, scopes: scope, expiresAt: expires ?? null }),
      ),
    );
  keys
    .command('list')
    .description('list keys, newest first, without their secrets')
    .option('--json', 'an object for each')
    .action(({ json = false }: { json?: boolean }) =>
      run(async () => (await load()).listKeysCommand(io, { json })),
    );
  keys
    .command('revoke <prefix>')
    .description('revoke a key for good, by its prefix or id; servers feel it within half a minute')
    .action((prefix: string) => run(async () => (await load()).revokeKeyCommand(io, prefix)));
}
