/** The `sources` part of the command table. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { OutletSelectors } from '../base/news.ts';
import type { CliIo } from './io.ts';
import { kindNamed, sourceKinds } from './sourceKinds.ts';
import type { SetOptions } from './sourcesSet.ts';

/** Runs one command's function with what commander parsed; keeps its exit code. */
export type Run = (command: () => Promise<number>) => Promise<void>;

function country(text: string): string {
  if (!/^[a-z]{2}$/i.test(text))
    throw new InvalidArgumentError('Expected two letters of ISO 3166-1, such as ID.');
  return text.toUpperCase();
}

function language(text: string): string {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/i.test(text))
    throw new InvalidArgumentError('Expected a tag such as id or en.');
  return text;
}

/** Primary tags of a list such as "id,en". */
function languages(text: string): string[] {
  const tags = text.split(',').map((tag) => language(tag.trim()).split('-')[0]?.toLowerCase() ?? '');
  return [...new Set(tags)];
}

function webAddress(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('Expected an address with http:// or https://.');
  return text;
}

function name(text: string): string {
  if (text.trim() === '' || text.length > 200)
    throw new InvalidArgumentError('Expected 1 to 200 characters.');
  return text.trim();
}

/** A parser of whole numbers between two bounds. */
const between = (least: number, most: number) => (text: string) => {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < least || number > most)
    throw new InvalidArgumentError(`Expected a number from ${least} to ${most}.`);
  return number;
};

interface AddOptions {
  name?: string;
  country?: string;
  language?: string;
  kind?: string;
  telegram?: boolean;
}

function addAdd(sources: Command, io: CliIo, run: Run): void {
  sources
    .command('add <url>')
    .description('add an outlet by the address of its site, of a feed or of a Google News search')
    .option('--name <name>', 'its name (default: what the feed or the site says)', name)
    .option('--country <code>', 'ISO 3166-1 alpha-2, such as ID (default: what the site says)', country)
    .option('--language <tag>', 'BCP 47, such as id (default: what the feed or the site says)', language)
    .addOption(new Option('--kind <kind>', 'kind of outlet').choices(sourceKinds))
    .option('--telegram', 'read the public Telegram channels that its page names')
    .action((url: string, options: AddOptions) =>
      run(async () => {
        const { addSourceCommand } = await import('./sources.ts');
        const { name: title = null, country: code = null, language: tag = null, kind, telegram } = options;
        return addSourceCommand(io, url, {
          name: title,
          country: code,
          language: tag,
          kind: kind === undefined ? null : kindNamed(kind),
          readTelegram: telegram ?? false,
        });
      }),
    );
}

interface SetFlags {
  name?: string;
  country?: string;
  language?: string[];
  kind?: string;
  exposure?: 'NONE' | 'SNIPPET' | 'FULL_TEXT';
  snippet?: number;
  /** False for `--no-licence`. */
  licence?: string | false;
  /** False for `--no-selectors`. */
  selectors: boolean;
  selectorBody?: string;
  selectorRemove?: string[];
  selectorHeadline?: string;
  selectorByline?: string;
  selectorDate?: string;
}

/** Leaves out what was not given. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

function setOptionsOf(flags: SetFlags): SetOptions {
  const selectors: OutletSelectors = given({
    body: flags.selectorBody,
    remove: flags.selectorRemove,
    headline: flags.selectorHeadline,
    byline: flags.selectorByline,
    date: flags.selectorDate,
  });
  const changes = given({
    name: flags.name,
    country: flags.country,
    languages: flags.language,
    kind: flags.kind === undefined ? undefined : kindNamed(flags.kind),
    exposure: flags.exposure,
    snippetMaxChars: flags.snippet,
    licenceUrl: flags.licence === false ? null : flags.licence,
  });
  return { changes, selectors, clearSelectors: !flags.selectors };
}

function addSet(sources: Command, io: CliIo, run: Run): void {
  const collect = (selector: string, before: string[] = []) => [...before, selector];
  sources
    .command('set <domain>')
    .description('change what is decided about an outlet; what is not named stays')
    .option('--name <name>', 'its name', name)
    .option('--country <code>', 'ISO 3166-1 alpha-2, such as ID', country)
    .option('--language <tags>', 'its languages, such as id or id,en', languages)
    .addOption(new Option('--kind <kind>', 'kind of outlet').choices(sourceKinds))
    .addOption(
      new Option('--exposure <exposure>', 'how much of a text may be shown').choices([
        'NONE',
        'SNIPPET',
        'FULL_TEXT',
      ]),
    )
    .option('--snippet <characters>', 'longest extract', between(0, 2_000))
    .option('--licence <url>', 'the licence under which its texts may be shown', webAddress)
    .option('--no-licence', 'there is none')
    .option('--selector-body <css>', 'the element that holds the text')
    .option(
      '--selector-remove <css>',
      'elements that are no part of it; may be given more than once',
      collect,
    )
    .option('--selector-headline <css>', 'the element with the headline')
    .option('--selector-byline <css>', 'the element with the authors')
    .option('--selector-date <css>', 'the element with the date of publication')
    .option('--no-selectors', 'drop all selectors, but those named in the same command')
    .action((domain: string, flags: SetFlags) =>
      run(async () => (await import('./sourcesSet.ts')).setSourceCommand(io, domain, setOptionsOf(flags))),
    );
}

function addReads(sources: Command, io: CliIo, run: Run): void {
  sources
    .command('list')
    .description('the outlets and how their channels fare')
    .option('--json', 'as one JSON array')
    .action((options: { json?: boolean }) =>
      run(async () => (await import('./sources.ts')).listSourcesCommand(io, { json: options.json ?? false })),
    );
  sources
    .command('show <domain>')
    .description('everything that is known of an outlet')
    .option('--json', 'as one JSON object')
    .action((domain: string, options: { json?: boolean }) =>
      run(async () =>
        (await import('./sourcesShow.ts')).showSourceCommand(io, domain, { json: options.json ?? false }),
      ),
    );
  sources
    .command('check [file]')
    .description(
      'ask which channels answer, storing nothing: those of an OPML list (- is stdin), or the configured',
    )
    .option('--json', 'as one JSON array')
    .option('--concurrency <number>', 'outlets asked side by side', between(1, 32), 4)
    .option('--timeout <seconds>', 'time one fetch may take (default: FETCH_TIMEOUT_MS)', between(1, 120))
    .action((file: string | undefined, options: { json?: boolean; concurrency: number; timeout?: number }) =>
      run(async () => {
        const { checkSourcesCommand } = await import('./sourcesCheck.ts');
        const { json = false, concurrency, timeout = null } = options;
        return checkSourcesCommand(io, { path: file ?? null, json, concurrency, timeoutSeconds: timeout });
      }),
    );
}

/** Adds `sources` and its commands; each is loaded when it runs. */
export function addSources(program: Command, io: CliIo, run: Run): void {
  const sources = program.command('sources').description('the outlets that are read');
  const opml = () => import('./sourcesOpml.ts');
  addAdd(sources, io, run);
  addSet(sources, io, run);
  sources
    .command('remove <domain>')
    .description('stop reading an outlet; its articles stay')
    .action((domain: string) =>
      run(async () => (await import('./sources.ts')).removeSourceCommand(io, domain)),
    );
  addReads(sources, io, run);
  sources
    .command('import <file>')
    .description('add the outlets of an OPML list; - reads stdin')
    .action((file: string) => run(async () => (await opml()).importSourcesCommand(io, file)));
  sources
    .command('export [file]')
    .description('write the outlets as an OPML list, to stdout unless a file is given')
    .action((file: string | undefined) =>
      run(async () => (await opml()).exportSourcesCommand(io, file ?? null)),
    );
}
