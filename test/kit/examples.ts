/**
 * The operations that the design shows as examples, with values of the demo newsroom. `url` is the address of the page that
 * relays the Kremlin talks, `keys` a key with every scope.
 */
export interface Example {
  name: string;
  text: string;
  variables: (known: { url: string; survivor: string; merged: string }) => Record<string, unknown>;
  /** Statements it takes, whatever its page sizes. */
  statements: number;
  /** One more is taken where a story among the answers was merged away, which the order of arrival decides. */
  mayMeetMerged?: true;
}

export const examples: Example[] = [
  {
    name: 'Trending',
    text: `query Trending($lang: LanguageTag = "id") {
      trending(input: { kinds: [PERSON, PLACE], window: DAY }, first: 10) {
        runId computedAt nextRunAt
        coverage { ratio healthySources expectedSources }
        nodes {
          id name(language: $lang) kind
          trend { rank previousRank rankDelta isNew score windowCount sourceCount }
          sparkline(points: 24)
        }
      }
    }`,
    variables: () => ({}),
    statements: 3,
  },
  {
    name: 'OneStoryManyOutlets',
    text: `query OneStoryManyOutlets($url: URL!) {
      article(by: { url: $url }) {
        headline source { name } citations { kind text source { name } }
        story {
          headline independentSourceCount
          articles(first: 5, orderBy: { field: DATE, direction: ASC }) {
            nodes { headline inLanguage source { name country } }
          }
        }
      }
    }`,
    variables: ({ url }) => ({ url }),
    statements: 7,
  },
  {
    name: 'Search',
    text: `query Search($after: String) {
      articles(
        query: "Putin \\"Su-24\\" -olahraga"
        filter: { languages: ["id", "en"], published: { last: "P7D" }, syndication: COLLAPSE }
        orderBy: { field: DATE }, first: 20, after: $after
      ) {
        totalCount totalCountRelation
        nodes {
          id url headline sortDate source { name }
          articleBody {
            __typename
            ... on ArticleText { text complete }
            ... on ContentWithheld { basis message originalUrl }
          }
        }
        facets(fields: [SOURCE, PLACE, LANGUAGE]) { field buckets { label count } }
        pageInfo { hasNextPage endCursor }
      }
      rateLimit { cost remaining resetAt }
    }`,
    variables: () => ({}),
    statements: 5,
  },
  {
    name: 'NearSolo',
    text: `query NearSolo {
      articles(
        filter: { near: { latitude: -7.57, longitude: 110.82, radiusKm: 50 } }
        orderBy: { field: DISTANCE, direction: ASC }, first: 10
      ) { nodes { headline contentLocations { name geo { latitude longitude } } } }
    }`,
    variables: () => ({}),
    statements: 4,
  },
  {
    name: 'PersonPage',
    text: `query PersonPage {
      person(by: { wikidataId: "Q7747" }) {
        name(language: "id") aliases { name language }
        mentionSeries(range: { last: "P30D" }, interval: DAY) {
          points { time count complete } coverage { ratio }
        }
        cooccurrences(first: 5, kinds: [PERSON]) { edges { node { name } cooccurrence { count score } } }
        quotes(first: 3) { nodes { text language reportedVia { name } article { url } } }
      }
    }`,
    variables: () => ({}),
    statements: 10,
  },
  {
    name: 'Sync',
    text: `query Sync($t: SyncToken) {
      changes(since: $t, first: 500) {
        syncToken hasMore resetRequired
        changes { op id typename node { __typename ... on Article { headline } } }
      }
    }`,
    variables: () => ({ t: null }),
    statements: 5,
    mayMeetMerged: true,
  },
  {
    name: 'Merge',
    text: `mutation Merge($survivor: ID!, $merged: ID!) {
      mergeEntities(input: {
        survivorId: $survivor, mergedIds: [$merged], reason: "same person, Indonesian spelling", dryRun: true
      }) { affectedMentions errors { __typename ... on UserError { message path } } }
    }`,
    variables: ({ survivor, merged }) => ({ survivor, merged }),
    statements: 7,
  },
];
