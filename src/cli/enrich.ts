/**
 * `kabar enrich`: article rows to rows of what was recognised in them. Offsets are UTF-16 code units into `text` exactly
 * as given. Reads no network and no database.
 */
import { z } from 'zod';
import type { Citation, EntityRecord, Facts, Mention } from '../base/news.ts';
import type { RowFilter } from './ndjson.ts';
import type { Recogniser } from './recognise.ts';
import { idField, optionalInstant, optionalLanguage, optionalText } from './rows.ts';

const articleRow = z.object({
  id: idField,
  language: optionalLanguage,
  headline: optionalText,
  text: z.string(),
  url: optionalText,
  publishedAt: optionalInstant,
  source: z.object({ name: optionalText, domain: optionalText }).nullish(),
  /** What the outlet calls the part of the paper, and its keywords: they tell topics. */
  section: optionalText,
  keywords: z.array(z.string()).nullish(),
});

type Entities = ReadonlyMap<string, EntityRecord>;

/** Id and name of an entity, null for no key. */
function refOf(entities: Entities, key: string | null): { id: string; name: string } | null {
  const record = key === null ? undefined : entities.get(key);
  return record ? { id: record.id, name: record.name } : null;
}

function entityOf(record: EntityRecord | undefined): object | null {
  if (!record) return null;
  const { id, kind, name, wikidataId, place } = record;
  const geonamesId = place?.geonamesId ?? null;
  return {
    id,
    kind,
    name,
    ...(wikidataId === null ? {} : { wikidataId }),
    ...(geonamesId === null ? {} : { geonamesId }),
  };
}

function mentionOf(mention: Mention, entities: Entities): object {
  const { kind, start, end, text, derived, role, entityKey } = mention;
  return {
    type: kind,
    start,
    end,
    text,
    ...(derived ? { derived } : {}),
    ...(role === null ? {} : { role }),
    entity: entityOf(entityKey === null ? undefined : entities.get(entityKey)),
  };
}

function citationOf({ text, name, entityKey }: Citation, entities: Entities): object {
  const known = refOf(entities, entityKey);
  return { text, source: known ?? (name === '' ? null : { name }) };
}

/** Facts in the form of the filter's rows. */
export function recognisedRow(facts: Facts): object {
  const entities: Entities = new Map(facts.entities.map((record) => [record.key, record]));
  const { dateline } = facts;
  return {
    language: facts.language,
    mentions: facts.mentions.map((mention) => mentionOf(mention, entities)),
    dateline: dateline && {
      place: refOf(entities, dateline.placeKey),
      wire: refOf(entities, dateline.wireKey),
    },
    quotes: facts.quotes.map(({ start, end, style, speakerKey }) => ({
      start,
      end,
      style,
      speaker: refOf(entities, speakerKey),
    })),
    citations: facts.citations.map((citation) => citationOf(citation, entities)),
    dates: facts.mentionedDates,
    topics: facts.topics,
  };
}

/** The stage; `recognise` keeps what earlier rows taught. */
export function createEnrichFilter(recognise: Recogniser): RowFilter<z.infer<typeof articleRow>> {
  return {
    schema: articleRow,
    apply: ({ language, headline, text, publishedAt, source, section, keywords }) =>
      recognisedRow(
        recognise({
          language,
          headline,
          text,
          publishedAt,
          sourceName: source?.name ?? null,
          sourceDomain: source?.domain ?? null,
          section,
          keywords: keywords ?? [],
        }),
      ),
  };
}
