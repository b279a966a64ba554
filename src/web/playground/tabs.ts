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

/** In the order of the tabs. The first one takes no variables, since GraphiQL starts with an empty variables editor. */
export const exampleTabs: ExampleTab[] = [
  { query: trending, variables: null },
  { query: oneStoryManyOutlets, variables: null },
  { query: personPage, variables: { who: { wikidataId: 'Q7747' } } },
  { query: placesInside, variables: { country: { wikidataId: 'Q252' } } },
  { query: search, variables: { query: 'Putin OR Erdogan -olahraga', filter: { languages: ['id', 'en'] } } },
  { query: citationsAndCopies, variables: null },
  { query: sourceHealth, variables: null },
];
