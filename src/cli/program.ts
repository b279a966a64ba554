/**
 * The command table of `kabar`. Every command is loaded when it runs, so that a filter starts without the parts it does
 * not need. Results go to stdout, progress and errors to stderr.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { addEntities } from './entitiesProgram.ts';
import { explainFailure } from './failure.ts';
import { type CliIo, exitCodes, writeText } from './io.ts';
import { addKeys } from './keysProgram.ts';
import { addSources, type Run } from './sourcesProgram.ts';
import { addTrends } from './trendsProgram.ts';
import { packageVersion } from './version.ts';
import { addWebhooks } from './webhooksProgram.ts';
import type { WithdrawOptions } from './withdraw.ts';

const exitHelp = `
Exit codes:
  0    done
  1    something failed; stderr says what
  2    wrong usage or settings, or another process holds the data directory
  130  interrupted by Ctrl-C

The filters extract, enrich and cluster write an error row for a row that fails, go on, and end with 0.
docs/cli.md describes every command and the rows of the filters.`;

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new InvalidArgumentError('Expected a number up to 65535.');
  return number;
}

function absoluteAddress(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('Expected an address with http:// or https://.');
  }
  return text;
}

function addRoles(program: Command, io: CliIo, run: Run): void {
  const roles = (serve: boolean, work: boolean) => () =>
    run(async () => (await import('./roles.ts')).runRoles(io, { serve, work }));
  program
    .command('start')
    .description('serve and work in one process, with the demo newsroom while no outlet is configured')
    .action(roles(true, true));
  program.command('serve').description('answer GraphQL over HTTP').action(roles(true, false));
  program.command('work').description('read the configured outlets').action(roles(false, true));
  program
    .command('demo')
    .description('serve the demo newsroom alone and print its channels')
    .option('--port <number>', 'port on 127.0.0.1 (default: DEMO_PORT)', port)
    .action((options: { port?: number }) =>
      run(async () => (await import('./roles.ts')).runDemo(io, { port: options.port ?? null })),
    );
}

function addOneShots(program: Command, io: CliIo, run: Run): void {
  program
    .command('ingest')
    .description('read every channel once, due or not, and end')
    .option('--source <domain>', 'only the channels of this outlet')
    .action((options: { source?: string }) =>
      run(async () => (await import('./ingest.ts')).runIngest(io, { domain: options.source ?? null })),
    );
  program
    .command('migrate')
    .description('bring the database to the newest schema (start, serve and work do it too)')
    .action(() => run(async () => (await import('./ingest.ts')).runMigrate(io)));
  program
    .command('withdraw [target]')
    .description('take an article down by its address or id, for good')
    .option('--by <name>', 'who asks for it')
    .option('--note <text>', 'why')
    .option('--list', 'list what was withdrawn or retracted')
    .option('--undo <url>', 'allow an address to be read again')
    .action((target: string | undefined, options: Partial<WithdrawOptions>) =>
      run(async () => {
        const { by = null, note = null, list = false, undo = null } = options;
        const { runWithdraw } = await import('./withdraw.ts');
        return runWithdraw(io, target ?? null, { by, note, list, undo });
      }),
    );
  program
    .command('recount')
    .description('make the sums that trends, series and co-occurrence read anew from the articles')
    .option('--check', 'only compare them')
    .action((options: { check?: boolean }) =>
      run(async () => (await import('./maintain.ts')).runRecount(io, { isCheck: options.check ?? false })),
    );
  program
    .command('reindex')
    .description(
      'index all articles for search anew and tell their topics and genres, after an update that says so',
    )
    .action(() => run(async () => (await import('./maintain.ts')).runReindex(io)));
  program
    .command('schema')
    .description('print the GraphQL schema')
    .option('--write', 'write it to schema.graphql')
    .addOption(
      new Option('--check', 'compare it with schema.graphql and show the difference').conflicts('write'),
    )
    .addOption(
      new Option('--against <file>', 'list what would break clients of the schema in this file').conflicts([
        'write',
        'check',
      ]),
    )
    .action((options: { write?: boolean; check?: boolean; against?: string }) => {
      const mode = options.write ? 'write' : options.check ? 'check' : 'print';
      const { against } = options;
      return run(async () => {
        const { runSchema, runSchemaAgainst } = await import('./schemaCommand.ts');
        return against === undefined ? runSchema(io, { mode }) : runSchemaAgainst(io, against);
      });
    });
  program
    .command('settings')
    .description('print the settings as a Markdown table')
    .option('--env', 'as the text of .env.example')
    .action((options: { env?: boolean }) =>
      run(async () => {
        const { envExample, settingsTable } = await import('./configTable.ts');
        await writeText(io.stdout, options.env ? envExample() : `${settingsTable()}\n`);
        return exitCodes.done;
      }),
    );
}

function addFilters(program: Command, io: CliIo, run: Run): void {
  program
    .command('feed')
    .description('filter: the bytes of a feed to a row for each entry')
    .option('--url <url>', 'address of the feed, for relative links in it', absoluteAddress)
    .action((options: { url?: string }) =>
      run(async () => (await import('./feed.ts')).runFeed(io, { url: options.url ?? null, now: new Date() })),
    );
  program
    .command('extract')
    .description('filter: {id, url, html} to {id, article}')
    .action(() =>
      run(async () => {
        const [{ runFilter }, { extractFilter }] = await Promise.all([
          import('./ndjson.ts'),
          import('./extract.ts'),
        ]);
        return runFilter(extractFilter, io);
      }),
    );
  program
    .command('enrich')
    .description('filter: {id, text, …} to {id, language, mentions, dateline, quotes, citations}')
    .action(() =>
      run(async () => {
        const { createRecogniser } = await import('./recognise.ts');
        const [{ runFilter }, { createEnrichFilter }] = await Promise.all([
          import('./ndjson.ts'),
          import('./enrich.ts'),
        ]);
        return runFilter(createEnrichFilter(createRecogniser()), io);
      }),
    );
  program
    .command('cluster')
    .description(
      'filter: {id, headline, publishedAt, source, …} in time order to {id, story, copyOf, copyKind}',
    )
    .action(() =>
      run(async () => {
        const { createRecogniser } = await import('./recognise.ts');
        const [{ runFilter }, { createClusterFilter }] = await Promise.all([
          import('./ndjson.ts'),
          import('./cluster.ts'),
        ]);
        return runFilter(createClusterFilter(createRecogniser), io);
      }),
    );
}

function createProgram(io: CliIo, run: Run): Command {
  const program = new Command('kabar')
    .description(
      'Kabar reads many outlets and serves one graph of articles, people, places, sources and stories.',
    )
    .version(packageVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .showHelpAfterError('(--help tells how)')
    .addHelpText('afterAll', exitHelp);
  addRoles(program, io, run);
  addSources(program, io, run);
  addEntities(program, io, run);
  addKeys(program, io, run);
  addWebhooks(program, io, run);
  addOneShots(program, io, run);
  addFilters(program, io, run);
  addTrends(program, io, run);
  return program;
}

/** Runs one command line (without node and script) to its end and gives its exit code. Never throws. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  let exitCode: number = exitCodes.done;
  const run: Run = async (command) => {
    exitCode = await command();
  };
  try {
    await createProgram(io, run).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    // Commander has printed its own message, or the help that was asked for.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const { message, exitCode: code } = explainFailure(thrown);
    await writeText(io.stderr, `kabar: ${message}\n`);
    return code;
  }
}
