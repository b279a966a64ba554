/** `kabar sources show`: everything that is known of one configured outlet. */
import { type ChannelDetails, findConfigured, type SourceDetails } from '../store/sourceSettings.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeResult } from './io.ts';
import { namedDomain, notConfigured } from './sources.ts';

type Fact = [label: string, value: string | null];

const instant = (at: Date | null): string | null => at?.toISOString().replace('.000Z', 'Z') ?? null;

/** "12 min", "6 h"; null unless the next read comes after the latest. */
function intervalOf({ lastAttemptAt, nextAttemptAt }: ChannelDetails): string | null {
  if (lastAttemptAt === null) return null;
  const minutes = Math.round((nextAttemptAt.getTime() - lastAttemptAt.getTime()) / 60_000);
  if (minutes < 1) return null;
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

function webSubFact({ websub, hubUrl }: ChannelDetails): string | null {
  if (websub === null) return hubUrl === null ? null : `${hubUrl}, not asked`;
  const until = websub.leaseExpiresAt === null ? '' : ` until ${instant(websub.leaseExpiresAt)}`;
  const error = websub.error === null ? '' : ` (${websub.error})`;
  return `${websub.hubUrl}, ${websub.state}${websub.state === 'ACTIVE' ? until : ''}${error}`;
}

function channelFacts(channel: ChannelDetails): Fact[] {
  const { ingestible, state, entriesPerWeek, lastHttpStatus, consecutiveFailures } = channel;
  if (!ingestible && state === 'NEVER_FETCHED') return [['read', 'no, for people']];
  const rhythm = entriesPerWeek === null ? null : `${Math.round(entriesPerWeek)} a week`;
  return [
    ['state', ingestible ? state : `${state}, no longer read`],
    ['latest attempt', instant(channel.lastAttemptAt)],
    ['latest success', instant(channel.lastSuccessAt)],
    ['next attempt', ingestible ? instant(channel.nextAttemptAt) : null],
    ['interval', ingestible ? intervalOf(channel) : null],
    ['entries', rhythm],
    ['HTTP status', lastHttpStatus === null ? null : String(lastHttpStatus)],
    ['failures in a row', consecutiveFailures === 0 ? null : String(consecutiveFailures)],
    ['last error', channel.lastError],
    ['WebSub', webSubFact(channel)],
  ];
}

function rightsFacts(source: SourceDetails): Fact[] {
  const { exposure, snippetMaxChars, reservedExposure, reservedBasis, aiTrainingAllowed } = source;
  const training = aiTrainingAllowed === null ? null : aiTrainingAllowed ? 'allowed' : 'not allowed';
  return [
    ['exposure', exposure === 'SNIPPET' ? `SNIPPET of ${snippetMaxChars} characters` : exposure],
    ['licence', source.licenceUrl],
    ['reserved', reservedExposure === null ? null : `${reservedExposure} by ${reservedBasis}`],
    ['data mining', source.tdmReserved ? 'reserved' : null],
    ['AI training', training],
    ['rights checked', instant(source.rightsCheckedAt)],
  ];
}

function sourceFacts(source: SourceDetails): Fact[] {
  const { languages, articleCount, latestArticleAt, selectors } = source;
  const latest = latestArticleAt === null ? '' : `, the latest of ${instant(latestArticleAt)}`;
  return [
    ['domain', source.domain],
    ['site', source.url],
    ['kind', source.kind],
    ['country', source.country],
    ['languages', languages.length === 0 ? null : languages.join(', ')],
    ['icon', source.iconUrl],
    ['added', instant(source.createdAt)],
    ['articles', `${articleCount}${latest}`],
    ...rightsFacts(source),
    ['selectors', selectors === null ? null : JSON.stringify(selectors)],
  ];
}

function lines(facts: readonly Fact[], indent: string): string[] {
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== null);
  const width = Math.max(0, ...known.map(([label]) => label.length));
  return known.map(([label, value]) => `${indent}${label.padEnd(width)}  ${value}`);
}

function sourceText(source: SourceDetails): string {
  const channels = source.channels.flatMap((channel) => [
    '',
    `  ${channel.kind}  ${channel.url}`,
    ...lines(channelFacts(channel), '    '),
  ]);
  const name = source.isDemo ? `${source.name} (demo)` : source.name;
  return [name, ...lines(sourceFacts(source), '  '), ...channels].join('\n');
}

/** `sources show`: takes a domain or an address of the site. What is not known is left out of the text, null in JSON. */
export async function showSourceCommand(
  io: CliIo,
  text: string,
  options: { json: boolean },
): Promise<number> {
  const config = await io.readConfig();
  const domain = namedDomain(text);
  const source = await withDatabase(config, (database) => findConfigured(database, domain));
  if (source === null) throw notConfigured(domain);
  await writeResult(io, options.json ? JSON.stringify(source, null, 2) : sourceText(source));
  return exitCodes.done;
}
