/** Articles as flat rows, for whoever takes whole lists away: the stored operation of a page, its rows and their columns. */
import type { FlatRow, Prepared } from './twinOperations.ts';

/** Which articles, as an address asks for them. */
export interface Wanted {
  query: string | null;
  /** An `ArticleFilter`. */
  filter: unknown;
  /** Cursor of a row that was had before. */
  after: string | null;
  /** Whole texts too, where they may be shown. */
  withTexts: boolean;
}

/** The largest page that the graph gives. */
export const rowsPerPage = 100;

const document = `query ArticleRows($query: String, $filter: ArticleFilter, $first: Int!, $after: String, $withTexts: Boolean!) {
  articles(query: $query, filter: $filter, first: $first, after: $after) {
    edges {
      cursor
      node {
        id url headline description dateline inLanguage wordCount keywords
        datePublished datePublishedPrecision dateModified firstSeenAt sortDate isAccessibleForFree
        source { id name domain country }
        authors { name }
        people { id name } places { id name } organizations { id name }
        story { id }
        rights { creditText licenceUrl exposure tdmReserved aiTrainingAllowed }
        articleBody @include(if: $withTexts) {
          ... on ArticleText { text }
          ... on ContentWithheld { basis }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The operation of the page after a cursor. */
export function pageOperation(
  { query, filter, withTexts }: Wanted,
  first: number,
  after: string | null,
): Prepared {
  return { query: document, variables: { query, filter, first, after, withTexts } };
}

/** A page of rows, and where the next begins; null after the last. */
export interface RowPage {
  rows: ExportRow[];
  next: string | null;
}

export type ExportRow = Record<string, FlatRow[string] | readonly string[]>;

/** What stands in a column. */
export type ColumnKind = 'text' | 'texts' | 'integer' | 'boolean' | 'instant';

/** Columns in order; `texts` are lists. */
export const exportColumns: Readonly<Record<string, ColumnKind>> = {
  ...{ id: 'text', url: 'text', headline: 'text', description: 'text' },
  ...{
    creditText: 'text',
    licenceUrl: 'text',
    exposure: 'text',
    tdmReserved: 'boolean',
    aiTrainingAllowed: 'boolean',
  },
  ...{ source: 'text', sourceId: 'text', sourceDomain: 'text', sourceCountry: 'text', authors: 'texts' },
  ...{ datePublished: 'instant', datePublishedPrecision: 'text', dateModified: 'instant' },
  ...{
    firstSeenAt: 'instant',
    sortDate: 'instant',
    dateline: 'text',
    inLanguage: 'text',
    wordCount: 'integer',
  },
  ...{ isAccessibleForFree: 'boolean', keywords: 'texts', storyId: 'text' },
  ...{ people: 'texts', peopleIds: 'texts', places: 'texts', placeIds: 'texts' },
  ...{ organizations: 'texts', organizationIds: 'texts', text: 'text', textWithheld: 'text', cursor: 'text' },
};

/** The columns of an export; those of whole texts only where they were asked for. */
export function columnsOf({ withTexts }: Wanted): string[] {
  const all = Object.keys(exportColumns);
  return withTexts ? all : all.filter((name) => name !== 'text' && name !== 'textWithheld');
}

type Named = { id: string; name: string };
const names = (list: readonly Named[]) => list.map(({ name }) => name);
const ids = (list: readonly Named[]) => list.map(({ id }) => id);

// biome-ignore lint/suspicious/noExplicitAny: the shape is that of the document above
function rowOf({ cursor, node }: any): ExportRow {
  const { source, authors, people, places, organizations, story, rights, articleBody, ...own } = node;
  return {
    ...{ ...own, ...rights },
    ...{
      source: source.name,
      sourceId: source.id,
      sourceDomain: source.domain,
      sourceCountry: source.country,
    },
    ...{ authors: names(authors), storyId: story?.id ?? null },
    ...{ people: names(people), peopleIds: ids(people), places: names(places), placeIds: ids(places) },
    ...{ organizations: names(organizations), organizationIds: ids(organizations) },
    ...(articleBody ? { text: articleBody.text ?? null, textWithheld: articleBody.basis ?? null } : {}),
    cursor,
  };
}

/** The rows of a page as the operation gave it. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is that of the document above
export function rowsOfPage({ articles }: any): RowPage {
  const { edges, pageInfo } = articles;
  return { rows: edges.map(rowOf), next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}
