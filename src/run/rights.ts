/**
 * What an outlet's site says of rights, read at most once a day: robots.txt, `/.well-known/tdmrep.json`, `/ai.txt` and the
 * RSL documents that robots.txt names. The home site's word is stored; other hosts of an outlet are asked for themselves.
 */
import { asAppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { RightsSignal } from '../base/news.ts';
import type { Fetcher } from '../ingest/http.ts';
import { mergeSignals, type ReadingPolicy } from '../ingest/rightsPolicy.ts';
import { parseAiTxt, parseRobotsRights } from '../ingest/rightsRobots.ts';
import { parseRsl } from '../ingest/rightsRsl.ts';
import { rightsSignal, type ScopedSignal, signalsAt } from '../ingest/rightsSignal.ts';
import { parseTdmFile, tdmFilePath } from '../ingest/rightsTdm.ts';
import type { Database } from '../store/db.ts';
import { isLicensed, type StoredRights, saveSourceRights, storedRights } from '../store/rights.ts';
import { type RobotsCache, robotsText } from './robotsCache.ts';

const dayMs = 86_400_000;
/** An unreachable site is asked again after this. */
const retryMs = 3_600_000;
/** Hosts remembered at a time, the oldest forgotten first. */
const mostOrigins = 5000;

/** What one outlet's rights come to while its channel is read. */
export interface OutletRights {
  policy: ReadingPolicy;
  /** The signals of the site that hold for an address, page and headers not included. */
  signalsAt(url: string): Promise<RightsSignal[]>;
}

export interface RightsBook {
  /** The rights of a source, its site asked when that is due. A site that does not answer keeps what it said last. */
  open(sourceId: number): Promise<OutletRights>;
}

export interface RightsDeps {
  fetcher: Pick<Fetcher, 'fetchBytes'>;
  robots: RobotsCache;
  database: Database;
  userAgent: string;
  clock: () => Date;
  log: Log;
}

/** What an origin's files say; `isWhole` is false when one of them did not answer. */
interface SiteRights {
  scoped: ScopedSignal[];
  isWhole: boolean;
}

const silent: SiteRights = { scoped: [], isWhole: true };

/** The text at an address: empty when there is none or it is not for us, null when the site did not answer. */
async function fileText(deps: RightsDeps, url: string, accept: string): Promise<string | null> {
  try {
    const rules = await deps.robots.rulesFor(url);
    if (!rules.mayFetch(url)) return '';
    const { bytes } = await deps.fetcher.fetchBytes(url, { accept });
    return new TextDecoder().decode(bytes);
  } catch (thrown) {
    return asAppError(thrown).code === 'UNREACHABLE' ? null : '';
  }
}

async function readOrigin(deps: RightsDeps, origin: string): Promise<SiteRights> {
  const robots = await robotsText(deps.robots, origin);
  if (robots === null) return { scoped: [], isWhole: false };
  const said = parseRobotsRights(robots, deps.userAgent, `${origin}/robots.txt`);
  const tdmUrl = `${origin}${tdmFilePath}`;
  const tdm = await fileText(deps, tdmUrl, 'application/json');
  const aiTxt = await fileText(deps, `${origin}/ai.txt`, 'text/plain');
  const scoped = [
    ...parseTdmFile(tdm ?? '', tdmUrl),
    ...said.rules,
    ...parseAiTxt(aiTxt ?? '', deps.userAgent, `${origin}/ai.txt`),
  ];
  let isWhole = tdm !== null && aiTxt !== null;
  for (const url of said.licences) {
    const text = await fileText(deps, url, 'application/rsl+xml');
    isWhole &&= text !== null;
    const rules = parseRsl(text ?? '', url);
    const named = rightsSignal('RSL', `License: ${url}`, { url: `${origin}/robots.txt`, licenceUrl: url });
    scoped.push(...(rules.length > 0 ? rules : [{ document: `rsl ${url}`, pattern: '/', signal: named }]));
  }
  return { scoped, isWhole };
}

/** What was stored, as a signal: the last word of a site that does not answer. */
function rememberedSignals(stored: StoredRights): RightsSignal[] {
  const { tdmReserved, aiTrainingAllowed, reservedExposure: exposure, reservedBasis } = stored;
  const isOurs =
    reservedBasis === null || reservedBasis === 'TAKEDOWN' || reservedBasis === 'OPERATOR_DEFAULT';
  if (isOurs) return [];
  return [rightsSignal(reservedBasis, '', { tdmReserved, aiTrainingAllowed, exposure })];
}

const originOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);

const policyOf = (stored: StoredRights): ReadingPolicy => ({
  exposure: stored.exposure,
  snippetMaxChars: stored.snippetMaxChars,
  isLicensed: isLicensed(stored),
});

/** A book of rights that asks each origin once a day, and stores what home sites say. */
export function createRightsBook(deps: RightsDeps): RightsBook {
  const { database, clock, log } = deps;
  const known = new Map<string, { site: Promise<SiteRights>; until: number }>();

  function siteAt(origin: string): Promise<SiteRights> {
    const now = clock().getTime();
    const held = known.get(origin);
    if (held && held.until > now) return held.site;
    const entry = { site: Promise.resolve(silent), until: now + dayMs };
    const read = async () => {
      const site = await readOrigin(deps, origin);
      if (!site.isWhole) entry.until = now + retryMs;
      return site;
    };
    entry.site = read();
    known.delete(origin);
    known.set(origin, entry);
    const oldest = known.size > mostOrigins ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return entry.site;
  }

  async function checkHome(stored: StoredRights): Promise<void> {
    const origin = originOf(stored.url);
    if (origin === null) return;
    const { scoped, isWhole } = await siteAt(origin);
    // What did not answer is no withdrawal of what it said before.
    if (!isWhole) return;
    const signals = scoped.map(({ signal }) => signal);
    const found = { ...mergeSignals(signalsAt(scoped, `${origin}/`)), signals };
    const hasChanged = await saveSourceRights(database, stored, found, clock());
    if (hasChanged) log.info({ source: stored.url, signals: signals.length }, 'rights of a source changed');
  }

  const isDue = (stored: StoredRights): boolean =>
    clock().getTime() - (stored.rightsCheckedAt?.getTime() ?? 0) >= dayMs;

  async function signalsOf(stored: StoredRights, url: string): Promise<RightsSignal[]> {
    const origin = originOf(url);
    if (stored.isDemo || origin === null) return [];
    const isHome = origin === originOf(stored.url);
    // After a restart, a site that had nothing to say today is not asked again.
    if (isHome && !stored.hasEvidence && !isDue(stored) && !known.has(origin)) return [];
    const { scoped, isWhole } = await siteAt(origin);
    const remembered = isHome && !isWhole ? rememberedSignals(stored) : [];
    return [...signalsAt(scoped, url), ...remembered];
  }

  return {
    async open(sourceId) {
      const stored = await storedRights(database, sourceId);
      if (stored === null) {
        const policy = { exposure: 'SNIPPET' as const, snippetMaxChars: 150, isLicensed: false };
        return { policy, signalsAt: async () => [] };
      }
      if (!stored.isDemo && isDue(stored)) await checkHome(stored);
      return { policy: policyOf(stored), signalsAt: (url) => signalsOf(stored, url) };
    },
  };
}
