/**
 * Names in a headline. Capitals prove nothing there, so only names that the body or the gazetteer knows are taken; a name
 * of the body carries its identity over.
 */
import type { Cluster } from './fullNames.ts';
import type { FullGazetteer } from './gazetteer.ts';
import { findKnownNames, type Span, spanOf, spanText } from './lookup.ts';
import { foldName } from './names.ts';
import type { Scan } from './tokens.ts';

const longestInWords = 6;

/** Spans of a headline with the body's cluster they belong to; null where only the gazetteer knows the name. */
export function findHeadlineSpans(
  scan: Scan,
  language: string,
  gazetteer: FullGazetteer,
  clusters: readonly Cluster[],
): { span: Span; cluster: Cluster | null }[] {
  const byName = new Map<string, { cluster: Cluster; span: Span }>();
  for (const cluster of clusters) {
    for (const { text, span } of cluster.members) {
      const folded = foldName(text);
      if (!byName.has(folded)) byName.set(folded, { cluster, span });
    }
  }
  const result: { span: Span; cluster: Cluster | null }[] = [];
  const known = findKnownNames(scan, language, gazetteer);
  for (let at = 0; at < scan.tokens.length; at += 1) {
    const fromBody = longestBodyName(scan, at, byName);
    const listed = known.find((s) => s.from === at) ?? null;
    if (fromBody !== null && (listed === null || fromBody.to >= listed.to)) {
      const { kind, derived, confidence } = fromBody.found.span;
      result.push({
        span: { ...spanOf(kind, at, fromBody.to, confidence), derived },
        cluster: fromBody.found.cluster,
      });
      at = fromBody.to - 1;
    } else if (listed !== null) {
      result.push({
        span: listed,
        cluster: byName.get(foldName(spanText(scan, listed.from, listed.to)))?.cluster ?? null,
      });
      at = listed.to - 1;
    }
  }
  return result;
}

function longestBodyName(
  scan: Scan,
  at: number,
  byName: ReadonlyMap<string, { cluster: Cluster; span: Span }>,
) {
  const first = scan.tokens[at];
  if (first === undefined || first.kind === 'mark' || !first.capital) return null;
  for (let to = Math.min(at + longestInWords, scan.tokens.length); to > at; to -= 1) {
    const found = byName.get(foldName(spanText(scan, at, to)));
    if (found !== undefined && scan.tokens[to - 1]?.kind !== 'mark') return { found, to };
  }
  return null;
}
