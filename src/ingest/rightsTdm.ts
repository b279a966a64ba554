/**
 * TDMRep, the W3C Community Group's TDM Reservation Protocol (final report of 10 May 2024): a file on the server, HTTP
 * headers and metas. A broken declaration counts as none, as the report asks.
 */
import type { RightsSignal } from '../base/news.ts';
import { licenceAddress, rightsSignal, type ScopedSignal } from './rightsSignal.ts';

/** Where the file stands, below the origin. */
export const tdmFilePath = '/.well-known/tdmrep.json';

/** Rules read of one file; real files have fewer than ten. */
const mostRules = 200;
const maxCharacters = 512 * 1024;

type TdmBasis = 'TDMREP_FILE' | 'TDMREP_HEADER' | 'TDMREP_META';

function tdmSignal(
  basis: TdmBasis,
  reservation: string,
  policy: string | null,
  where: { url: string | null; location: string },
): RightsSignal {
  const isReserved = reservation === '1';
  const said = [`${where.location}tdm-reservation: ${reservation}`, policy ? `tdm-policy: ${policy}` : null];
  return rightsSignal(basis, said.filter(Boolean).join('; '), {
    url: where.url,
    tdmReserved: isReserved,
    licenceUrl: isReserved ? licenceAddress(policy) : null,
  });
}

function ruleOf(rule: unknown, url: string): ScopedSignal[] {
  if (typeof rule !== 'object' || rule === null) return [];
  const { location, 'tdm-reservation': reservation, 'tdm-policy': policy } = rule as Record<string, unknown>;
  const value = String(reservation);
  if (typeof location !== 'string' || (value !== '0' && value !== '1')) return [];
  const pattern = location.startsWith('/') || location.startsWith('*') ? location : `/${location}`;
  const where = { url, location: `location: ${location}; ` };
  const signal = tdmSignal('TDMREP_FILE', value, typeof policy === 'string' ? policy : null, where);
  return [{ document: 'tdmrep.json', pattern, signal }];
}

/** The rules of a `tdmrep.json`; none when it is not a JSON array. @param url its own address */
export function parseTdmFile(text: string, url: string): ScopedSignal[] {
  if (text.length > maxCharacters) return [];
  try {
    const rules: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return Array.isArray(rules) ? rules.slice(0, mostRules).flatMap((rule) => ruleOf(rule, url)) : [];
  } catch {
    return [];
  }
}

/** The reservation among values said side by side: the stricter one, null when none is 0 or 1. */
function reservationAmong(values: string[]): string | null {
  const known = values.map((value) => value.trim()).filter((value) => value === '0' || value === '1');
  return known.includes('1') ? '1' : (known[0] ?? null);
}

/** The signal in the `tdm-reservation` and `tdm-policy` headers of an answer; none when they are absent or broken. */
export function readTdmHeaders(reservation: string | null, policy: string | null): RightsSignal[] {
  const value = reservationAmong(reservation?.split(',') ?? []);
  if (value === null) return [];
  return [tdmSignal('TDMREP_HEADER', value, policy?.trim() || null, { url: null, location: '' })];
}

/** The signal in the metas `tdm-reservation` and `tdm-policy` of a page. @param metas as in `PageFacts` */
export function readTdmMetas(metas: Map<string, string[]>): RightsSignal[] {
  const value = reservationAmong(metas.get('tdm-reservation') ?? []);
  if (value === null) return [];
  const policy = metas.get('tdm-policy')?.[0] ?? null;
  return [tdmSignal('TDMREP_META', value, policy, { url: null, location: '' })];
}
