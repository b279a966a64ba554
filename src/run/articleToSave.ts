/** A draft and its facts as the store wants them. Pure. */
import { createHash } from 'node:crypto';
import { publicId } from '../base/id.ts';
import type { Draft, Facts } from '../base/news.ts';
import { clampFuture } from '../base/time.ts';
import { genreOf } from '../enrich/genre.ts';
import { foldName } from '../enrich/names.ts';
import { summarizeMentions } from '../enrich/summary.ts';
import type { NewAlias } from '../store/saveEntities.ts';
import type { ArticleToSave } from '../store/saveParts.ts';
import { sketchOf } from '../stories/sketch.ts';

/** The draft and its facts as the store wants them. `sortDate` is never in the future. */
export function articleOf(draft: Draft, facts: Facts, sourceId: number, now: Date): ArticleToSave {
  const { at } = clampFuture(draft.datePublished, now);
  const sortDate = at !== null && at < now ? at : now;
  return {
    publicId: publicId('Article', draft.url),
    sourceId,
    draft,
    facts,
    mentions: summarizeMentions(facts, draft.text.length),
    aliases: aliasesOf(facts),
    description: snippetOf(draft),
    genre: genreOf(draft),
    contentHash: createHash('sha256').update(draft.text).digest('hex').slice(0, 32),
    sketch: sketchOf(draft.text),
    wordCount: draft.text.split(/\s+/).filter(Boolean).length,
    firstSeenAt: now,
    sortDate,
  };
}

/** The publisher's own summary, else the beginning of the text; the graph cuts it to what the source allows. */
function snippetOf(draft: Draft): string | null {
  const snippet = draft.description ?? draft.text;
  return snippet === '' ? null : snippet.slice(0, 600);
}

/** Names by which entities are found: the gazetteer's preferred ones, and each form printed here. */
function aliasesOf(facts: Facts): NewAlias[] {
  const preferred = facts.entities.flatMap((entity) =>
    Object.entries(entity.names).map(([language, name]) => ({
      entityKey: entity.key,
      name,
      folded: foldName(name),
      language,
      source: 'IMPORT' as const,
      preferred: true,
    })),
  );
  const printed = [...facts.mentions, ...facts.headlineMentions]
    .filter((mention) => mention.entityKey !== null && !mention.derived)
    .map((mention) => ({
      entityKey: mention.entityKey ?? '',
      name: mention.text,
      folded: foldName(mention.text),
      language: facts.language,
      source: 'EXTRACTED' as const,
      preferred: false,
    }));
  return [...preferred, ...printed];
}
