/** The place of each article in its copy group, in the order of arrival. Remembers the newest articles only. */

/** What is remembered of an article. */
export interface SeenArticle {
  /** The first article of the group, whether it was seen or not. */
  group: string;
  /** 1 for an original or an article alone; a copy is never 1. */
  rank: number;
  /** Entities that were counted for it. */
  counted: Set<string>;
}

/** More articles than a month of the largest installation brings in two weeks; beyond it the oldest are forgotten. */
const remembered = 500_000;

/** `rankOf` gives the article's entry; the same entry when the article was seen before. */
export function createCopyRanks(): { rankOf(articleId: string, copyOf: string | null): SeenArticle } {
  const articles = new Map<string, SeenArticle>();
  const sizes = new Map<string, number>();
  return {
    rankOf(articleId, copyOf) {
      const known = articles.get(articleId);
      if (known) return known;
      const group = copyOf === null ? articleId : (articles.get(copyOf)?.group ?? copyOf);
      const size = sizes.get(group) ?? 0;
      // The original may come late, or never: its place is kept for it.
      const rank = copyOf === null ? 1 : Math.max(2, size + 1);
      const seen = { group, rank, counted: new Set<string>() };
      articles.set(articleId, seen);
      sizes.set(group, Math.max(size, rank));
      dropOldest(articles);
      dropOldest(sizes);
      return seen;
    },
  };
}

function dropOldest(map: Map<string, unknown>): void {
  if (map.size <= remembered) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
