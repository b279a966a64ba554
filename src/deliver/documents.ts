/** The questions to the graph whose answers are what deliveries tell. docs/webhooks.md shows the answers. */

/** What is told of an article: enough to show it and to find more, and no more than the publisher lets us show. */
const article = `id url headline description inLanguage datePublished firstSeenAt
  source { id name domain url } story { id headline }
  people { id name } organizations { id name } places { id name } rights { creditText }`;

/** The articles among some that a search finds. */
export const articlesFound = `query WebhookArticles($query: String, $filter: ArticleFilter!) {
  articles(query: $query, filter: $filter, first: 100) { edges { holdsAllWords node { ${article} } } }
}`;

export interface ArticlesFound {
  articles: { edges: { holdsAllWords: boolean | null; node: { id: string } }[] };
}

/** As many as a page holds. */
export const articlesAtOnce = 100;

export const sourcesById = `query WebhookSources($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Source { id name domain url health { state lastError lastSuccessAt } } }
}`;

export interface SourcesById {
  nodes: ({ id: string } | null)[];
}

/** The first ten of the day's board as they were at an instant, and which of them were not there in an earlier run. */
export const boardEntries = `query WebhookBoard($asOf: DateTime!, $before: ID!) {
  trending(input: { window: DAY, asOf: $asOf }, first: 10) {
    runId asOf window
    changesSince(runId: $before) {
      entered {
        id kind name
        trend { rank score articleCount sourceCount }
        topStory { id headline }
      }
    }
  }
}`;

export interface BoardEntries {
  trending: {
    runId: string;
    asOf: string;
    window: string;
    changesSince: { entered: { id: string }[] } | null;
  };
}

export const storiesBreaking = `query WebhookStories {
  stories(filter: { breakingOnly: true }, first: 100) {
    nodes {
      id headline breakingScore articleCount sourceCount languages startedAt latestAt
      firstReport { id url headline source { id name domain url } }
    }
  }
}`;

export interface StoriesBreaking {
  stories: { nodes: { id: string }[] };
}

/** Whether a search finds an article of a story. */
export const searchFinds = `query WebhookStoryMatch($query: String, $filter: ArticleFilter!) {
  articles(query: $query, filter: $filter, first: 1) { edges { holdsAllWords } }
}`;

export interface SearchFinds {
  articles: { edges: { holdsAllWords: boolean | null }[] };
}
