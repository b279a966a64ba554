/**
 * When the demo newsroom publishes what. Pure: the week of the catalogue is replayed around an epoch, the moment the
 * newsroom first opened. About 70 % is out by then, over the 36 hours before it and in the rhythm of the real week; the
 * rest comes in one every 40 seconds. Then the week starts over as a new edition, one article every five minutes, so
 * that a newsroom left running never falls silent.
 */
import type { DemoArticle } from './format.ts';

export interface Piece {
  article: DemoArticle;
  /** 1 for the first run of the week. */
  edition: number;
  /** Path of its page, the outlet's slug in front; unique over all editions. */
  path: string;
  publishedAt: Date;
}

export interface Timeline {
  /** Everything out at an instant, earliest first. Linear in what was ever published. */
  published(now: Date): Piece[];
  /** The newest pieces of an outlet at an instant, newest first. */
  latest(now: Date, outlet: string, limit: number): Piece[];
  /** The piece at a path, or null when there is none or it is not out yet. */
  find(path: string, now: Date): Piece | null;
}

const openingShare = 0.7;
const openingSpanMs = 36 * 3_600_000;
/** Age of the newest article at the epoch. */
const freshestMs = 3 * 60_000;
const arrivalMs = 40_000;
const editionGapMs = 300_000;

/** A timeline of articles given earliest first, as the catalogue has them. */
export function createTimeline(articles: readonly DemoArticle[], { epoch }: { epoch: Date }): Timeline {
  const opening = Math.round(articles.length * openingShare);
  const openingTimes = spread(articles.slice(0, opening), epoch);
  const positions = new Map(articles.map((article, position) => [article.slug, position]));
  const pieceAt = (index: number): Piece | null => {
    const article = articles[index % articles.length];
    if (!article) return null;
    const edition = Math.floor(index / articles.length) + 1;
    const ms = openingTimes[index] ?? epoch.getTime() + sinceEpochMs(index, opening, articles.length);
    const publishedAt = new Date(ms);
    return { article, edition, publishedAt, path: pathOf(article, edition, publishedAt) };
  };
  const countAt = (now: Date) =>
    countOut(now.getTime() - epoch.getTime(), openingTimes, epoch, articles.length);
  return {
    published: (now) =>
      Array.from({ length: countAt(now) }, (_, index) => pieceAt(index)).filter((piece) => piece !== null),
    latest: (now, outlet, limit) =>
      latestOf(pieceAt, { from: countAt(now) - 1, outlet, limit, size: articles.length }),
    find(path, now) {
      const wanted = /^\/[^/]+\/(?:edisi-(\d{1,6})\/)?\d{4}\/\d{2}\/([a-z0-9-]+)$/u.exec(path);
      const position = positions.get(wanted?.[2] ?? '');
      if (!wanted || position === undefined) return null;
      const index = (Number(wanted[1] ?? 1) - 1) * articles.length + position;
      const piece = index >= 0 && index < countAt(now) ? pieceAt(index) : null;
      return piece?.path === path ? piece : null;
    },
  };
}

/** Epoch milliseconds of the opening articles: the real week squeezed into 36 hours that end three minutes ago. */
function spread(articles: readonly DemoArticle[], epoch: Date): number[] {
  const real = articles.map((article) => new Date(article.publishedAt).getTime());
  const first = real[0] ?? 0;
  const last = real.at(-1) ?? 0;
  const newest = epoch.getTime() - freshestMs;
  const scale = last > first ? (openingSpanMs - freshestMs) / (last - first) : 0;
  return real.map((ms) => Math.round(newest - (last - ms) * scale));
}

/** Milliseconds after the epoch at which an article after the opening ones comes out. */
function sinceEpochMs(index: number, opening: number, size: number): number {
  if (index < size) return (index - opening + 1) * arrivalMs;
  return (size - opening) * arrivalMs + (index - size + 1) * editionGapMs;
}

/** How many pieces are out so long after the epoch (negative: before it). */
function countOut(sinceMs: number, openingTimes: readonly number[], epoch: Date, size: number): number {
  const opening = openingTimes.length;
  if (sinceMs < 0) return openingTimes.filter((ms) => ms <= epoch.getTime() + sinceMs).length;
  const arrivals = size - opening;
  if (sinceMs < (arrivals + 1) * arrivalMs)
    return opening + Math.min(arrivals, Math.floor(sinceMs / arrivalMs));
  return size + Math.floor(Math.max(0, sinceMs - arrivals * arrivalMs) / editionGapMs);
}

function latestOf(
  pieceAt: (index: number) => Piece | null,
  { from, outlet, limit, size }: { from: number; outlet: string; limit: number; size: number },
): Piece[] {
  const found: Piece[] = [];
  // An outlet that publishes at all does so in every edition, so limit editions back are far enough.
  for (let index = from; index >= 0 && index > from - size * limit && found.length < limit; index--) {
    const piece = pieceAt(index);
    if (piece?.article.outlet === outlet) found.push(piece);
  }
  return found;
}

function pathOf(article: DemoArticle, edition: number, publishedAt: Date): string {
  const month = publishedAt.toISOString().slice(0, 7).replace('-', '/');
  const prefix = edition === 1 ? '' : `edisi-${edition}/`;
  return `/${article.outlet}/${prefix}${month}/${article.slug}`;
}
