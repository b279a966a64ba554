/** What a feed shows of a saved search: an operation of the graph like any other, so that both show the same. */
import type { FeedItem } from './feedText.ts';

/** Needs `$id`, the search's. */
export const feedOperation = `query Feed($id: ID!) {
  node(id: $id) {
    ... on SavedSearch {
      results(first: 50) {
        nodes {
          id url headline description sortDate dateModified inLanguage
          authors { name } source { name url } rights { creditText }
        }
      }
    }
  }
}`;

interface Shown extends Pick<FeedItem, 'id' | 'url' | 'headline' | 'description'> {
  /** Instants in RFC 3339. */
  sortDate: string;
  dateModified: string | null;
  inLanguage: string;
  authors: { name: string }[];
  source: FeedItem['publisher'];
  rights: { creditText: string };
}

function itemOf(shown: Shown): FeedItem {
  const { sortDate, dateModified, inLanguage: language, authors, source, rights, ...rest } = shown;
  const published = new Date(sortDate);
  const modified = new Date(dateModified ?? sortDate);
  return {
    ...rest,
    credit: rights.creditText,
    publisher: { name: source.name, url: source.url },
    authors: authors.map(({ name }) => name),
    language,
    published,
    updated: modified > published ? modified : published,
  };
}

/** The articles in the data that the operation brings, newest first. */
export function feedItemsOf(data: unknown): FeedItem[] {
  const { node } = data as { node: { results: { nodes: Shown[] } } };
  return node.results.nodes.map(itemOf);
}
