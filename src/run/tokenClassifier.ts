/**
 * A token classifier of the operator's own (ONNX) in place of the shipped tagger. Each of our tokens is cut into the model's
 * pieces by itself, as such models are trained (words, not running text), and its first piece speaks for it; a long text
 * goes through the model in overlapping windows. A run blocks its thread, and the end of a thread during a run is the end of
 * its process (onnxruntime-node 1.30): the model belongs into a process of its own (modelProcess.ts).
 */
import { LRUCache } from 'lru-cache';
import { AppError } from '../base/errors.ts';
import type { Tagged } from '../enrich/knowledge.ts';
import { namesOfChances } from '../enrich/nameLabels.ts';
import type { Scan } from '../enrich/tokens.ts';
import { type Window, windowsOf } from '../enrich/windows.ts';
import {
  type ClassifierFolder,
  type Runtime,
  readClassifierFolder,
  type Session,
  type Tensor,
  type Tokenizer,
} from './classifierFolder.ts';

/** Says where the names of a text are, in place of the shipped tagger. */
export interface TokenClassifier {
  /**
   * Names in a scan, with the model's own chances as confidences.
   * @throws AppError UNPARSABLE when the model gives no chances, TOO_LARGE when the text takes it too long.
   */
  tag(scan: Scan): Promise<Tagged>;
  close(): Promise<void>;
}

/** A longer word is an address or garbage; its first pieces say as much. */
const piecesOfWord = 16;
const wordsRemembered = 50_000;
/** The share of a window that it has in common with the next. */
const sharedPart = 0.25;
/** What a model may take. An ordinary article is two or three windows, each a tenth of a second or a few. */
export interface ClassifierLimits {
  /** Milliseconds for one text, looked at between windows. */
  textMs: number;
  threads: number;
}

const usualLimits: ClassifierLimits = { textMs: 15_000, threads: 1 };
/** Inputs that the usual exports have. */
const inputsKnown = new Set(['input_ids', 'attention_mask', 'token_type_ids']);

/** Cuts words into pieces and knows what stands around a window. */
interface Cutter {
  piecesOf(word: string): number[];
  before: number[];
  after: number[];
}

function cutterOf(tokenizer: Tokenizer): Cutter {
  const encode = (text: string, withSpecial: boolean) =>
    tokenizer.encode(text, { add_special_tokens: withSpecial }).ids;
  const [inner, whole] = [encode('a', false), encode('a', true)];
  const at = Math.max(0, whole.indexOf(inner[0] ?? -1));
  const known = new LRUCache<string, number[]>({ max: wordsRemembered });
  return {
    before: whole.slice(0, at),
    after: whole.slice(at + inner.length),
    piecesOf: (word) => {
      const kept = known.get(word);
      if (kept !== undefined) return kept;
      // A blank in front makes byte-level vocabularies see the start of a word; the others leave it out.
      const pieces = encode(` ${word}`, false).slice(0, piecesOfWord);
      known.set(word, pieces);
      return pieces;
    },
  };
}

/** The chances of a row of scores (softmax), written to `to`. */
function writeChances(scores: ArrayLike<number | bigint>, from: number, to: Float32Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let l = 0; l < to.length; l += 1) most = Math.max(most, Number(scores[from + l]));
  let sum = 0;
  for (let l = 0; l < to.length; l += 1) {
    to[l] = Math.exp(Number(scores[from + l]) - most);
    sum += to[l] as number;
  }
  if (!Number.isFinite(sum)) throw new AppError('UNPARSABLE', 'The entity model gave no numbers.');
  for (let l = 0; l < to.length; l += 1) to[l] = (to[l] as number) / sum;
}

/** Scores of each piece, `labels` a piece. */
type Infer = (ids: readonly number[]) => Promise<ArrayLike<number | bigint>>;

function inferrerOf(session: Session, { Tensor }: Runtime, labels: number): Infer {
  return async (ids) => {
    const rows = {
      input_ids: ids,
      attention_mask: ids.map(() => 1),
      token_type_ids: ids.map(() => 0),
    };
    const feeds: Record<string, Tensor> = {};
    for (const [name, row] of Object.entries(rows)) {
      if (!session.inputNames.includes(name)) continue;
      feeds[name] = new Tensor('int64', BigInt64Array.from(row, BigInt), [1, row.length]);
    }
    const answers = await session.run(feeds);
    const scores = answers.logits ?? answers[session.outputNames[0] ?? ''];
    if (scores?.type !== 'float32' || scores.dims.join() !== [1, ids.length, labels].join())
      throw new AppError(
        'UNPARSABLE',
        `The entity model gave ${scores?.type} of ${scores?.dims.join('×')}, not float32 of 1×${ids.length}×${labels}.`,
      );
    return scores.data;
  };
}

/** A classifier of a cutter and a model. */
function createClassifier(
  { labels, longestWindow, tokenizer }: ClassifierFolder,
  infer: Infer,
  { textMs }: ClassifierLimits,
): TokenClassifier['tag'] {
  const { piecesOf, before, after } = cutterOf(tokenizer);
  const budget = longestWindow - before.length - after.length;
  const judge = async (pieces: readonly number[][], window: Window, chances: Float32Array) => {
    const ids = [...before, ...pieces.slice(window.from, window.to).flat(), ...after];
    const scores = await infer(ids);
    let piece = before.length;
    for (let at = window.from; at < window.to; at += 1) {
      const size = pieces[at]?.length ?? 0;
      const isTaken = at >= window.takeFrom && at < window.takeTo && size > 0;
      const row = chances.subarray(at * labels.length, (at + 1) * labels.length);
      if (isTaken) writeChances(scores, piece * labels.length, row);
      piece += size;
    }
  };
  return async (scan) => {
    const end = performance.now() + textMs;
    const pieces = scan.tokens.map((token) => piecesOf(token.text));
    const sizes = pieces.map((of) => of.length);
    const chances = new Float32Array(pieces.length * labels.length);
    for (const window of windowsOf(sizes, budget, budget * sharedPart)) {
      if (performance.now() > end)
        throw new AppError('TOO_LARGE', `The entity model takes more than ${textMs / 1000} s for this text.`);
      await judge(pieces, window, chances);
    }
    return namesOfChances(scan, labels, chances);
  };
}

async function openSession(folder: ClassifierFolder, { threads }: ClassifierLimits): Promise<Session> {
  const options = { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 };
  const session = await folder.runtime.InferenceSession.create(folder.modelFile, options).catch((thrown) => {
    throw new AppError('BAD_INPUT', `ENTITY_MODEL_DIR: ${folder.modelFile} is no model that loads.`, {
      cause: thrown,
    });
  });
  const strange = session.inputNames.filter((name) => !inputsKnown.has(name));
  if (strange.length === 0 && session.inputNames.includes('input_ids')) return session;
  await session.release();
  throw new AppError(
    'BAD_INPUT',
    `ENTITY_MODEL_DIR: ${folder.modelFile} is no token classifier: it asks for ${session.inputNames.join(', ')}.`,
  );
}

/**
 * Loads the model of a folder: seconds, and the size of the model in memory outside of the heap.
 * @throws AppError BAD_INPUT when a file or package is missing or not what it should be; the message says which.
 */
export async function openTokenClassifier(
  path: string,
  given: Partial<ClassifierLimits> = {},
): Promise<TokenClassifier> {
  const limits = { ...usualLimits, ...given };
  const folder = readClassifierFolder(path);
  const session = await openSession(folder, limits);
  const infer = inferrerOf(session, folder.runtime, folder.labels.length);
  return { tag: createClassifier(folder, infer, limits), close: () => session.release() };
}
