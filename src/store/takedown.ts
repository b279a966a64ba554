/** Withdrawals that a person asks for: what they name is an id of ours, an article's address or a feed's address of it. */
import { AppError } from '../base/errors.ts';
import { nodeNameOfId } from '../base/id.ts';
import { canonicalUrl } from '../base/url.ts';
import type { Database } from './db.ts';
import { undoWithdrawal } from './tombstones.ts';
import { articleUrlOfEntry, type Withdrawn, withdrawArticle } from './withdraw.ts';

const isAddress = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text);

/** The same address as typed and as Kabar stores it. */
const spellings = (url: string): string[] => [...new Set([url, canonicalUrl(url)])];

/** Who asks for a takedown, and why. */
export interface Asked {
  requester: string;
  note: string | null;
  now: Date;
}

/**
 * Takes an article down: it leaves the store and is never stored again. An address that was never stored is kept out too.
 * @throws AppError BAD_INPUT for what is neither an address nor an article's id, NOT_FOUND for an id nobody has.
 */
export async function takeDown(database: Database, name: string, asked: Asked): Promise<Withdrawn> {
  const withdrawal = { cause: 'TAKEDOWN' as const, ...asked };
  if (nodeNameOfId(name) === 'Article') {
    const gone = await withdrawArticle(database, { id: name }, withdrawal);
    if (gone) return gone;
    throw new AppError('NOT_FOUND', `There is no article ${name}.`, { data: { id: name } });
  }
  if (!isAddress(name)) {
    throw new AppError(
      'BAD_INPUT',
      `${name} is neither an address (https://…) nor the id of an article (art_…).`,
    );
  }
  const url = (await storedUrl(database, name)) ?? canonicalUrl(name);
  const gone = await withdrawArticle(database, { url }, withdrawal);
  if (gone) return gone;
  throw new AppError('INTERNAL', `The takedown of ${url} left no tombstone.`);
}

/** The canonical URL of the article that this address leads to as a feed gives it; null when it leads to none. */
async function storedUrl(database: Database, url: string): Promise<string | null> {
  for (const spelling of spellings(url)) {
    const found = await articleUrlOfEntry(database, spelling);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Allows a withdrawn address to be read again; the addresses that were withdrawn.
 * @throws AppError NOT_FOUND when it was not withdrawn, BAD_INPUT when it is no address.
 */
export async function undoTakedown(database: Database, url: string, now: Date): Promise<string[]> {
  if (!isAddress(url)) throw new AppError('BAD_INPUT', `${url} is no address (https://…).`);
  const undone = await undoWithdrawal(database, spellings(url), now);
  if (undone.length > 0) return undone;
  throw new AppError('NOT_FOUND', `${url} is not withdrawn: "kabar withdraw --list" shows what is.`);
}
