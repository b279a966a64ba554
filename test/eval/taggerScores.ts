/** Strict scores of names: span and kind must be equal. */
import type { Marked } from './nerCorpora.ts';
import { type Rate, rateOf } from './scores.ts';

export const kindsScored = ['PERSON', 'PLACE', 'ORGANIZATION', 'ALL'] as const;
export type KindScored = (typeof kindsScored)[number];
export type NameScores = Record<KindScored, Rate>;

/** Scores of names found against names marked, text by text. */
export function scoreNames(
  pairs: readonly { gold: readonly Marked[]; found: readonly Marked[] }[],
): NameScores {
  const key = ({ kind, start, end }: Marked) => `${start}-${end}-${kind}`;
  const scoreOf = (scored: KindScored): Rate => {
    let [right, found, expected] = [0, 0, 0];
    const isScored = ({ kind }: Marked) => scored === 'ALL' || kind === scored;
    for (const pair of pairs) {
      const gold = new Set(pair.gold.filter(isScored).map(key));
      const seen = new Set(pair.found.filter(isScored).map(key));
      expected += gold.size;
      found += seen.size;
      for (const name of seen) if (gold.has(name)) right += 1;
    }
    return rateOf(right, found, expected);
  };
  return {
    PERSON: scoreOf('PERSON'),
    PLACE: scoreOf('PLACE'),
    ORGANIZATION: scoreOf('ORGANIZATION'),
    ALL: scoreOf('ALL'),
  };
}
