/**
 * The operations a newcomer finds in the playground, one a tab. Plain text, so that tests run every one of them against
 * the graph. Each starts with a comment that says what it answers; its name becomes the tab's title.
 */

export interface ExampleTab {
  query: string;
  variables: Record<string, unknown> | null;
}

const trending = `# Who and where is in the news: people and places
# far above their usual level. Try "en" for the names.
query Trending($language: LanguageTag = "id") {
  trending(
    input: { kinds: [PERSON, PLACE], window: DAY }
    first: 10
  ) {
    computedAt
    coverage { ratio healthySources }
    nodes {
      name(language: $language)
      kind
      trend { rank score windowCount sourceCount }
      topStory { headline sourceCount }
      sparkline(points: 12)
    }
  }
}
`;

const oneStoryManyOutlets = `# One happening as many outlets tell it,
# whatever their language.
query OneStoryManyOutlets {
  stories(
    first: 5
    orderBy: { field: INDEPENDENT_SOURCES }
  ) {
    nodes {
      headline
      languages
      sourceCount
      independentSourceCount
      articles(first: 10) {
        nodes {
          headline
          inLanguage
          source { name }
        }
      }
    }
  }
}
`;

const personPage = `# A person's page: one identity in every language
# and spelling, with quotes and articles.
query PersonPage($who: PersonBy!) {
  person(by: $who) {
    indonesian: name(language: "id")
    english: name(language: "en")
    aliases { name language }
    quotes(first: 3) {
      nodes { text language article { url } }
    }
    articles(first: 10) {
      totalCount
      nodes {
        headline
        inLanguage
        source { name }
        story { headline sourceCount }
      }
    }
  }
}
`;

const placesInside = `# What happens inside a country: the places in it
# that were named, and the articles that name them.
query InsideACountry($country: PlaceBy!) {
  place(by: $country) {
    name
    countryCode
    containsPlaces(first: 20) {
      nodes {
        name
        placeType
        geo { latitude longitude }
        containedInPlace { name }
      }
    }
    articles(first: 10, includeContained: true) {
      totalCount
      nodes {
        headline
        source { name }
        places(first: 5) { name }
      }
    }
  }
}
`;

const search = `# Full-text search: all words count, "a phrase" is exact,
# OR and -word work, and filters narrow it down.
query Search(
  $query: String!
  $filter: ArticleFilter
  $after: String
) {
  articles(
    query: $query
    filter: $filter
    orderBy: { field: RELEVANCE }
    first: 10
    after: $after
  ) {
    totalCount
    totalCountRelation
    nodes {
      headline
      inLanguage
      sortDate
      source { name country }
      people(first: 3) { name }
    }
    facets(fields: [SOURCE, PLACE, LANGUAGE], size: 5) {
      field
      buckets { label count }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const citationsAndCopies = `# Where a report comes from: outlets credited in the
# text, and the same text printed elsewhere.
query CitationsAndCopies {
  articles(first: 20) {
    nodes {
      headline
      source { name }
      citations {
        kind
        text
        source { name }
        organization { name }
      }
      syndication {
        role
        groupSize
        original { headline source { name } }
      }
    }
  }
}
`;

const sourceHealth = `# The outlets that are read, through which channels,
# and whether they answer.
query Sources {
  sources(first: 20) {
    nodes {
      name
      domain
      country
      languages
      health {
        state
        lastSuccessAt
        consecutiveFailures
        lastError
      }
      channels { kind url state }
    }
  }
}
`;

const nearSolo = `# What happened within fifty kilometres of Solo,
# the nearest first.
query NearSolo($near: GeoNearInput!) {
  articles(
    filter: { near: $near }
    orderBy: { field: DISTANCE, direction: ASC }
    first: 10
  ) {
    nodes {
      headline
      sortDate
      contentLocations {
        name
        geo { latitude longitude }
      }
    }
  }
}
`;

const sync = `# Keeping a copy: everything that changed since the
# token of the last call, tombstones included.
query Sync($since: SyncToken) {
  changes(since: $since, first: 100) {
    syncToken
    hasMore
    resetRequired
    changes {
      op
      id
      typename
      node {
        __typename
        ... on Article { headline url }
        ... on Story { headline articleCount }
      }
    }
  }
}
`;

const live = `# The board of now, then each new one as it is made;
# a broken connection goes on where it was.
subscription Live {
  trendingUpdated(input: { window: DAY }, first: 5) {
    sequence
    board {
      computedAt
      nodes {
        name
        kind
        trend { rank rankDelta isNew }
      }
    }
    delta {
      entered { name }
      leftIds
    }
  }
}
`;

const mergeDryRun = `# Two entities into one, only tried out: how many
# mentions would move. Needs a key with the scope CURATE
# in the headers: {"authorization": "Bearer kbr_…"}
mutation MergeDryRun($input: MergeEntitiesInput!) {
  mergeEntities(input: $input) {
    affectedMentions
    errors {
      __typename
      ... on UserError { message path }
    }
  }
}
`;

const putin = 'per_1vqbmndcfzzrw396';
const hollande = 'per_pzwya5yf3zak1n86';

/** In the order of the tabs. The first one takes no variables, since GraphiQL starts with an empty variables editor. */
export const exampleTabs: ExampleTab[] = [
  { query: trending, variables: null },
  { query: oneStoryManyOutlets, variables: null },
  { query: personPage, variables: { who: { wikidataId: 'Q7747' } } },
  { query: placesInside, variables: { country: { wikidataId: 'Q252' } } },
  { query: nearSolo, variables: { near: { latitude: -7.57, longitude: 110.82, radiusKm: 50 } } },
  { query: search, variables: { query: 'Putin OR Erdogan -olahraga', filter: { languages: ['id', 'en'] } } },
  { query: citationsAndCopies, variables: null },
  { query: sourceHealth, variables: null },
  { query: sync, variables: { since: null } },
  { query: live, variables: null },
  {
    query: mergeDryRun,
    variables: {
      input: { survivorId: putin, mergedIds: [hollande], reason: 'to see what would move', dryRun: true },
    },
  },
];
