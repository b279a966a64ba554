/** Enums of the graph: name, description and a description of each value. */
import { registerEnumType } from 'type-graphql';

/** Registers an enum whose values are their own names; returns it for use in type thunks. */
export function enumOf<T extends Record<string, string>>(name: string, description: string, values: T) {
  const entries = Object.entries(values);
  const enumObject = Object.fromEntries(entries.map(([key]) => [key, key])) as { [K in keyof T]: K };
  const valuesConfig = Object.fromEntries(entries.map(([key, text]) => [key, { description: text }]));
  registerEnumType(enumObject, { name, description, valuesConfig: valuesConfig as never });
  return enumObject;
}

export const CountRelation = enumOf('CountRelation', 'How exact a totalCount is.', {
  EXACT: 'The list holds exactly this many.',
  LOWER_BOUND: 'The list holds more; counting stopped at the limit.',
  ESTIMATED: 'A statistical estimate.',
});

export const SortDirection = enumOf('SortDirection', 'Direction of an order.', {
  ASC: 'Smallest, oldest or first in the alphabet first.',
  DESC: 'Largest, newest or last in the alphabet first.',
});

export const EntityKindEnum = enumOf('EntityKind', 'What kind of thing an entity is.', {
  PERSON: 'A human being (schema.org Person).',
  ORGANIZATION:
    'A body of people: state organ, company, party, armed group, outlet (schema.org Organization).',
  PLACE: 'A place on the map (schema.org Place).',
});

export const PlaceTypeEnum = enumOf('PlaceType', 'Rank of a place.', {
  COUNTRY: 'A sovereign state or dependent territory.',
  ADMIN1: 'A first-level division: province, state, region.',
  ADMIN2: 'A second-level division: regency, county, district.',
  CITY: 'A city, town or village.',
  POI: 'A building, square or other point of interest.',
  REGION: 'An area that is no administrative division: a continent, a sea, a mountain range.',
  OTHER: 'None of these.',
});

export const AliasSourceEnum = enumOf('AliasSource', 'Where an alias was learnt.', {
  WIKIDATA: 'From Wikidata.',
  EDITOR: 'Entered by an editor.',
  EXTRACTED: 'Read in an article.',
  IMPORT: 'From another imported data set.',
});

export const SourceKindEnum = enumOf('SourceKind', 'What kind of publisher a source is.', {
  NEWSPAPER: 'A newspaper, printed or formerly printed.',
  WIRE: 'A news agency that supplies others.',
  BROADCASTER: 'A radio or television station.',
  DIGITAL_NATIVE: 'An outlet that was founded on the web.',
  MAGAZINE: 'A magazine or weekly.',
  GOVERNMENT: 'An authority that publishes its own news.',
  BLOG: 'A blog.',
  AGGREGATOR: 'An outlet that mainly carries texts of others.',
  OTHER: 'None of these, or not known.',
});

export const ChannelKindEnum = enumOf('ChannelKind', 'How a channel is read or followed.', {
  RSS: 'RSS feed.',
  ATOM: 'Atom feed.',
  JSON_FEED: 'JSON Feed.',
  NEWS_SITEMAP: 'Google News sitemap.',
  HTML: 'A page that lists articles.',
  WEBSUB: 'WebSub hub that pushes a feed.',
  GOOGLE_NEWS: 'Publication page in Google News.',
  TELEGRAM: 'Telegram channel or group.',
  WHATSAPP_CHANNEL: 'WhatsApp channel.',
  API: 'Programming interface of the publisher.',
  EMAIL: 'Newsletter.',
});

export const HealthStateEnum = enumOf('HealthState', 'How well a source or channel can be read.', {
  HEALTHY: 'The latest attempt succeeded.',
  DEGRADED: 'Some attempts or channels fail, others succeed.',
  FAILING: 'Attempts keep failing.',
  BLOCKED: 'The publisher refuses us.',
  PAUSED:
    'Not read any more until the operator says so: gone for good, or no feed several times in a row; lastError tells.',
  NEVER_FETCHED: 'No attempt was made yet.',
});

export const RightsBasisEnum = enumOf('RightsBasis', 'On what a right or a restriction rests.', {
  ROBOTS_TXT: "The publisher's robots rules: robots.txt (RFC 9309), a robots meta element or X-Robots-Tag.",
  TDMREP_HEADER: 'A TDMRep HTTP header.',
  TDMREP_FILE: 'A TDMRep file on the site.',
  TDMREP_META: 'A TDMRep meta element in the page.',
  RSL: 'A Really Simple Licensing declaration.',
  AIPREF: 'A usage preference: IETF AIPREF (Content-Usage), Content-Signal or ai.txt.',
  TERMS_OF_USE: 'Terms of use of the publisher.',
  LICENCE: 'A licence agreed with the publisher, or terms that its page names.',
  TAKEDOWN: 'A request to take content down.',
  OPERATOR_DEFAULT: 'The default set by the operator of this gateway.',
});

export const BodyExposureEnum = enumOf('BodyExposure', 'How much of a text may be shown.', {
  NONE: 'Nothing but headline, link and date.',
  SNIPPET: 'A short extract besides.',
  FULL_TEXT: 'The whole text.',
});

export const TextFormatEnum = enumOf('TextFormat', 'Markup of a text.', {
  PLAIN: 'Plain text, paragraphs apart by a blank line.',
  HTML: "Sanitised HTML: the page's own paragraphs, headings and lists, else one p element a paragraph.",
  MARKDOWN: 'CommonMark, special characters escaped.',
});

export const DatePrecisionEnum = enumOf('DatePrecision', 'How exact a date is.', {
  EXACT: 'To the second.',
  MINUTE: 'To the minute.',
  DAY: 'The day alone; the clock time means nothing.',
  MONTH: 'The month alone.',
  YEAR: 'The year alone; of dates that a text names only.',
  INFERRED: 'Guessed from context.',
});

export const ChangeOpEnum = enumOf('ChangeOp', 'What happened to a node.', {
  CREATED: 'It is new, or came back.',
  UPDATED: 'It changed; a client that does not hold it stores it.',
  MERGED: 'It is another one from now on: its id leads to the survivor.',
  WITHDRAWN: 'It was taken back or taken down: drop it.',
  DELETED: 'Nothing is left in it: drop it.',
});

export const GenreEnum = enumOf(
  'Genre',
  'What kind of text an article is, as far as its outlet marks it: by type, section, address or headline.',
  {
    NEWS: 'A report of what happened; also everything that nothing is marked of.',
    OPINION: 'What somebody thinks: column, editorial, letter, review.',
    ANALYSIS: 'Background and explanation by the newsroom.',
    INTERVIEW: 'Questions and answers.',
    LIVEBLOG: 'A running report that is added to while things happen.',
    PRESS_RELEASE: 'A text of the body that it tells of, passed on.',
    ADVERTORIAL: 'Paid for by somebody else than the reader.',
    OTHER: 'None of these: a horoscope, a recipe, a quiz, a picture gallery.',
  },
);

export const SyndicationRoleEnum = enumOf('SyndicationRole', 'Whose text an article carries.', {
  ORIGINAL: 'A text of its own, as far as we have seen.',
  COPY: 'Taken whole from another article.',
  REWRITE: "An own report that embeds another article's text.",
  UNKNOWN: 'Not examined.',
});

export const CitationKindEnum = enumOf('CitationKind', 'How an article credits another outlet.', {
  WIRE_CREDIT: 'A wire named in the dateline or at the end.',
  REPORTED_BY: 'A phrase such as "seperti dikabarkan Reuters".',
  QUOTES_DOCUMENT: 'Quotes a document of the other.',
  HYPERLINK: 'A link to the other.',
  IMAGE_CREDIT: 'The credit line of an image.',
});

export const QuoteStyleEnum = enumOf('QuoteStyle', 'How words are reported.', {
  DIRECT: 'Word for word, in quotation marks.',
  INDIRECT: 'In the words of the reporter.',
});

export const ArticleOrderFieldEnum = enumOf('ArticleOrderField', 'What articles are ordered by.', {
  RELEVANCE:
    'How well they match the query, newer ones weighing more; among the 1,000 newest matches. Needs a query.',
  DATE: 'Their sortDate.',
  FIRST_SEEN: 'When we first saw them.',
  SALIENCE:
    'How much they are about one entity: the one they are listed under (of a place with all inside, the most salient), or the only one that the filter names in mentionsAll, mentionsAny or aboutAny.',
  SOURCE_COUNT: 'How many outlets tell their story; 1 of an article that is in no story.',
  WORD_COUNT: 'Length of their text.',
  DISTANCE: 'Kilometres from the point of near in the filter to the nearest place they mention.',
});

export const SyndicationFilterEnum = enumOf(
  'SyndicationFilter',
  'What becomes of one text in several articles: an original and its copies (role COPY; rewrites are texts of their own).',
  {
    ALL: 'Every article.',
    ORIGINALS_ONLY: 'No copies, whether their original matches or not.',
    COLLAPSE:
      'One article of each text: the original, or the copy we saw first, of those that all other conditions let through; `ids` pick from what is left. By RELEVANCE, of those that are ranked.',
  },
);

export const StoryOrderFieldEnum = enumOf('StoryOrderField', 'What stories are ordered by.', {
  LATEST: 'Their latest article.',
  SIZE: 'How many articles they hold.',
  INDEPENDENT_SOURCES: 'How many outlets wrote a text of their own.',
  BREAKING: 'Their breakingScore in the latest trending run; those that do not grow come last.',
  STARTED: 'Their first article.',
});

export const EntityOrderFieldEnum = enumOf('EntityOrderField', 'What entities are ordered by.', {
  NAME: 'Their main name, by code point.',
  MENTIONS: 'How many articles mention them.',
  TREND: 'Their score on the latest trending board of the day; those that are not on it come last.',
  LAST_MENTIONED: 'The latest article that mentions them.',
});

export const SourceOrderFieldEnum = enumOf('SourceOrderField', 'What sources are ordered by.', {
  NAME: 'Their name, by code point.',
  ARTICLE_COUNT: 'How many articles we have of them.',
  LAST_SUCCESS: 'When one of their channels was last read.',
});
