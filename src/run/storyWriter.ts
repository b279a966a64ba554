/**
 * The clusterer and the store kept in step. The clusterer holds its window in memory; the store is the truth. Every
 * decision is made inside the article's transaction, under the store's story lock, after catching up with what other
 * processes stored. When a transaction fails, the memory is thrown away and rebuilt, so that the two never part.
 */

import { AppError } from '../base/errors.ts';
import type { FullGazetteer } from '../enrich/gazetteer.ts';
import { wireDomain } from '../enrich/wire.ts';
import type { Db } from '../store/db.ts';
import type { ArticleToSave } from '../store/saveParts.ts';
import type { StoryDecision } from '../store/saveStory.ts';
import { storyChangesAfter } from '../store/storyChanges.ts';
import { listStoryMembers, type StoryMemberRow } from '../store/storyWindow.ts';
import { createStoryAssigner, type StoryArticle, type StoryAssigner } from '../stories/assign.ts';

/** Decides where a new article belongs. Called inside its transaction, after the article's row was inserted. */
export type Decide = (
  tx: Db,
  articleId: number,
  article: ArticleToSave,
  about: { sourceDomain: string; entityIds: string[] },
) => Promise<StoryDecision>;

export interface StoryWriter {
  /** Runs one save that may call `decide`; saves of one process go one after the other. */
  during<T>(save: (decide: Decide) => Promise<T>): Promise<T>;
}

/** How far back articles are compared: the copy index's two weeks (the clusterer forgets sooner by itself). */
const windowMs = 14 * 24 * 3_600_000;

interface Memory {
  assigner: StoryAssigner;
  /** Serial id of the newest stored article the assigner knows. */
  watermark: number;
  /** Sequence of the change log up to which it knows of merges; null before the window was loaded. */
  sequence: number | null;
}

/** A writer with an empty memory; the first decision loads the window. */
export function createStoryWriter(clock: () => Date, gazetteer: FullGazetteer): StoryWriter {
  let memory: Memory | null = null;
  let tail: Promise<unknown> = Promise.resolve();

  const catchUp = async (held: Memory, tx: Db, articleId: number): Promise<void> => {
    const { assigner, watermark, sequence } = held;
    const since = new Date(clock().getTime() - windowMs);
    const missed = await listStoryMembers(tx, { afterId: watermark, exceptId: articleId, since });
    for (const row of missed) remember(assigner, row);
    held.watermark = articleId;
    if (missed.length === 0 && sequence !== null) return;
    const changed = await storyChangesAfter(tx, { sequence, knownId: watermark });
    assigner.revise(changed);
    held.sequence = changed.sequence;
  };

  const decide: Decide = async (tx, articleId, article, about) => {
    memory ??= { assigner: createStoryAssigner(), watermark: 0, sequence: null };
    await catchUp(memory, tx, articleId);
    const { recast, ...assignment } = memory.assigner.assign(storyArticleOf(article, about, gazetteer));
    return {
      ...assignment,
      recast: recast.map(({ id, originalId, kind, containment }) => ({
        article: id,
        copyOf: originalId,
        copyKind: kind,
        containment,
      })),
    };
  };

  const guarded = async <T>(save: (decide: Decide) => Promise<T>): Promise<T> => {
    try {
      return await save(decide);
    } catch (error) {
      const isStale = memory !== null && error instanceof AppError && error.code === 'CONFLICT';
      memory = null;
      if (!isStale) throw error;
    }
    // What the memory named was withdrawn meanwhile: a memory filled anew does not know it.
    try {
      return await save(decide);
    } catch (error) {
      memory = null;
      throw error;
    }
  };

  return {
    during: (save) => {
      const turn = tail.then(() => guarded(save));
      tail = turn.catch(() => undefined);
      return turn;
    },
  };
}

function remember(assigner: StoryAssigner, row: StoryMemberRow): void {
  assigner.remember({ ...row, publishedAt: new Date(row.publishedAt) }, row.story, row.copyOf, row.copyKind);
}

function storyArticleOf(
  article: ArticleToSave,
  { sourceDomain, entityIds }: { sourceDomain: string; entityIds: string[] },
  gazetteer: FullGazetteer,
): StoryArticle {
  const { facts, draft } = article;
  return {
    id: article.publicId,
    language: facts.language,
    headline: draft.headline,
    text: draft.text,
    publishedAt: article.sortDate,
    sourceDomain,
    entityIds,
    wire: wireDomain(facts, gazetteer),
  };
}
