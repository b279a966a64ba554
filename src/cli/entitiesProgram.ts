/** The `entities` part of the command table. */
import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { AppError } from '../base/errors.ts';
import { parseDate } from '../base/time.ts';
import type { Editor } from '../store/curationActions.ts';
import type { CliIo } from './io.ts';
import type { Run } from './sourcesProgram.ts';

interface Common {
  by?: string;
  reason?: string;
  dryRun?: boolean;
}

/** Who is at the keyboard, unless told. */
function editorOf({ by }: Common): Editor {
  return { actor: by?.trim() || userName(), now: new Date() };
}

/** A container may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function language(text: string): string {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/i.test(text))
    throw new InvalidArgumentError('Expected a tag such as id or en.');
  return (text.split('-')[0] ?? text).toLowerCase();
}

function date(text: string): Date {
  const parsed = parseDate(text);
  if (parsed === null) throw new InvalidArgumentError('Expected a date such as 2015-11-27.');
  return parsed.at;
}

function count(text: string): number {
  const number = Number(text);
  if (!/^\d{1,4}$/.test(text) || number < 1 || number > 1000)
    throw new InvalidArgumentError('Expected a number from 1 to 1000.');
  return number;
}

const collect = (text: string, before: string[] = []): string[] => [...before, text];

const load = () => import('./entities.ts');

const by = () => new Option('--by <name>', 'who does it (default: the name of the user)');

/** A command that changes something: with `--by`, and with `--reason` and `--dry-run` where `isLarge`. */
function change(entities: Command, name: string, description: string, isLarge: boolean): Command {
  const command = entities.command(name).description(description).addOption(by());
  if (!isLarge) return command;
  return command
    .option('--reason <text>', 'why; it is kept in the log')
    .option('--dry-run', 'say what would be affected and do nothing');
}

function addMoves(entities: Command, io: CliIo, run: Run): void {
  change(entities, 'merge <survivor> <merged...>', 'make several entities one', true).action(
    (survivor: string, merged: string[], options: Common) =>
      run(async () => {
        const { reason = null, dryRun = false } = options;
        return (await load()).runMerge(io, { survivor, merged, reason, dryRun }, editorOf(options));
      }),
  );
  change(entities, 'split <entity>', 'give some mentions of an entity to another', true)
    .addOption(new Option('--to <id>', 'an entity that is there').conflicts('new'))
    .option('--new <name>', 'a new entity of this name')
    .option('--article <id>', 'the mentions in this article; may be given more than once', collect)
    .option('--form <text>', 'mentions that use no other spelling; may be given more than once', collect)
    .option('--since <date>', 'mentions published since', date)
    .action((entity: string, options: Common & SplitOptions) =>
      run(async () => {
        const { reason = null, dryRun = false, article = null, form = null, since = null } = options;
        const into = targetOf(options);
        const asked = { entity, articles: article, forms: form, since, into, reason, dryRun };
        return (await load()).runSplit(io, asked, editorOf(options));
      }),
    );
  change(entities, 'suppress <entity>', 'take an entity out of sight, for good', true).action(
    (entity: string, options: Common) =>
      run(async () => {
        const { reason = null, dryRun = false } = options;
        return (await load()).runSuppress(io, { entity, reason, dryRun }, editorOf(options));
      }),
  );
  change(entities, 'unsuppress <entity>', 'bring a suppressed entity back', false).action(
    (entity: string, options: Common) =>
      run(async () => (await load()).runUnsuppress(io, entity, editorOf(options))),
  );
}

interface SplitOptions {
  to?: string;
  new?: string;
  article?: string[];
  form?: string[];
  since?: Date;
}

function targetOf(options: SplitOptions): { id: string } | { name: string } {
  if (options.to !== undefined) return { id: options.to };
  if (options.new?.trim()) return { name: options.new };
  throw new AppError('BAD_INPUT', 'Say with --to or --new whose the mentions are.');
}

function addNames(entities: Command, io: CliIo, run: Run): void {
  for (const [verb, name, description] of [
    ['give', 'alias', 'give an entity a name'],
    ['take', 'unalias', 'take a name from an entity, so that it is not learnt again'],
  ] as const) {
    change(entities, `${name} <entity> <name>`, description, false)
      .option('--language <tag>', 'only in this language', language)
      .action((entity: string, called: string, options: Common & { language?: string }) =>
        run(async () => {
          const asked = { entity, name: called, language: options.language ?? null };
          return (await load()).runAlias(io, verb, asked, editorOf(options));
        }),
      );
  }
}

function addReview(entities: Command, io: CliIo, run: Run): void {
  change(entities, 'undo <action>', 'undo an action of the log', false).action(
    (action: string, options: Common) =>
      run(async () => (await load()).runUndo(io, action, editorOf(options))),
  );
  entities
    .command('log [entity]')
    .description('what was done, to one entity or to all, the latest first')
    .option('--limit <number>', 'at most so many', count, 50)
    .action((entity: string | undefined, { limit }: { limit: number }) =>
      run(async () => (await load()).runLog(io, entity ?? null, limit)),
    );
  entities
    .command('duplicates')
    .description('people and organisations that may be one, the likeliest first')
    .addOption(new Option('--kind <kind>', 'only these').choices(['PERSON', 'ORGANIZATION']))
    .option('--limit <number>', 'at most so many', count, 20)
    .option('--json', 'an object a line')
    .action(({ kind, limit, json = false }: { kind?: Queued; limit: number; json?: boolean }) =>
      run(async () => {
        const kinds = kind === undefined ? (['PERSON', 'ORGANIZATION'] as const) : [kind];
        return (await load()).runDuplicates(io, { kinds, limit, json });
      }),
    );
  change(entities, 'dismiss <one> <other>', 'take a pair out of the duplicates: they are two', false).action(
    (one: string, other: string, options: Common) =>
      run(async () => (await load()).runDismiss(io, [one, other], editorOf(options))),
  );
}

type Queued = 'PERSON' | 'ORGANIZATION';

/** Adds `kabar entities …`. */
export function addEntities(program: Command, io: CliIo, run: Run): void {
  const entities = program
    .command('entities')
    .description('curate people, places and organisations: merge, split, names, suppress, undo');
  addMoves(entities, io, run);
  addNames(entities, io, run);
  addReview(entities, io, run);
}
