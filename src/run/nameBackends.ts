/**
 * Readers with stronger back-ends behind them. They are asked here, beside the reader threads and between two readings of the
 * same page: a thread that waited would read nothing else, and a reading that is there stands whatever becomes of them.
 */
import { asAppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { withSettled } from '../enrich/disputed.ts';
import type { Tagged } from '../enrich/knowledge.ts';
import type { DisputeDesk } from './disputeDesk.ts';
import type { NameOrder, NameReport } from './names.ts';
import type { ArticleJob, ReadArticle } from './read.ts';
import type { Readers } from './readers.ts';

/** Says where the names of a text are, in place of the shipped tagger. */
export interface NameModel {
  /** Names by our tokens (enrich/tokens.ts), with the model's own chances. @throws AppError when it cannot tell. */
  tag(text: string): Promise<Tagged>;
  close(): Promise<void>;
}

/** What stands behind the readers; null: the shipped tagger, nobody to ask. */
export interface NameBackends {
  model: NameModel | null;
  desk: DisputeDesk | null;
}

type Read = ReadArticle & { names: NameReport | null };

/** Readers that take orders about names. */
export interface NamingReaders extends Pick<Readers, 'readFeed' | 'close'> {
  readArticle(job: ArticleJob & NameOrder): Promise<Read>;
}

/** The readers, with the back-ends asked about each article. A fault of theirs is logged once and fails no article. */
export function withBackends(readers: NamingReaders, { model, desk }: NameBackends, log: Log): Readers {
  if (model === null && desk === null) return readers;
  const told = new Set<string>();
  const note = (thrown: unknown): null => {
    const { code, message } = asAppError(thrown);
    if (!told.has(message)) log.warn({ code, reason: message }, 'a back-end for names was not asked');
    told.add(message);
    return null;
  };
  const asks = desk === null ? null : 'DISPUTES';

  /** Another reading of the same page; the one before stands when it fails. */
  const again = (read: Read, job: ArticleJob, order: NameOrder): Promise<Read> =>
    readers.readArticle({ ...job, ...order }).catch((thrown: unknown) => note(thrown) ?? read);

  const byModel = async (read: Read, job: ArticleJob): Promise<Read> => {
    if (model === null || read.names === null) return read;
    const tagged = await model.tag(read.names.text).catch(note);
    return tagged === null ? read : again(read, job, { asks, tagged });
  };
  const byDesk = async (read: Read, job: ArticleJob): Promise<Read> => {
    if (desk === null || read.names === null || read.names.disputes.length === 0) return read;
    const { language, tagged, disputes } = read.names;
    const settled = await desk.settle(language, disputes);
    return settled.length === 0 ? read : again(read, job, { tagged: withSettled(tagged, settled) });
  };
  return {
    readFeed: readers.readFeed,
    readArticle: async (job) => {
      const first = await readers.readArticle({ ...job, asks: asks ?? 'TEXT' });
      return byDesk(await byModel(first, job), job);
    },
    close: async () => {
      await Promise.all([readers.close(), model?.close()]);
    },
  };
}
