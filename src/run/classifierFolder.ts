/**
 * The folder of a token classifier as an operator supplies it: `model.onnx`, `tokenizer.json`, `config.json` and, if the model
 * came with one, `tokenizer_config.json`. The two packages that read them are large and optional: they are looked for in the
 * folder's own `node_modules` first, then among Kabar's.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../base/errors.ts';
import { type NameLabel, readLabel } from '../enrich/nameLabels.ts';

/** A tensor of onnxruntime, as far as it is used here. */
export interface Tensor {
  readonly data: ArrayLike<number | bigint>;
  readonly dims: readonly number[];
  readonly type: string;
}

/** A loaded model of onnxruntime, as far as it is used here. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

/** The package `onnxruntime-node`, as far as it is used here. */
export interface Runtime {
  InferenceSession: { create(path: string, options: object): Promise<Session> };
  Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => Tensor;
}

/** A tokenizer of `@huggingface/tokenizers`, as far as it is used here. */
export interface Tokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): { ids: number[] };
}

interface TokenizerPackage {
  Tokenizer: new (tokenizer: unknown, config: unknown) => Tokenizer;
}

/** Versions this was written for and tested with. */
const packages = { runtime: 'onnxruntime-node', tokenizer: '@huggingface/tokenizers' };
const installCommand = (folder: string): string =>
  `npm install --ignore-scripts --prefix ${folder} ${packages.runtime}@1.30.0 ${packages.tokenizer}@0.2.0`;

/** What a folder holds, read and checked but for the model itself. */
export interface ClassifierFolder {
  modelFile: string;
  labels: NameLabel[];
  /** Pieces a window may hold, special ones included. */
  longestWindow: number;
  tokenizer: Tokenizer;
  runtime: Runtime;
}

const modelConfig = z.looseObject({
  id2label: z.record(z.string().regex(/^\d+$/), z.string()),
  max_position_embeddings: z.number().int().positive().optional(),
});
const tokenizerConfig = z.looseObject({ model_max_length: z.number().positive().optional() });

const wrong = (message: string, cause?: unknown): AppError =>
  new AppError('BAD_INPUT', `ENTITY_MODEL_DIR: ${message}`, { cause });

/** A package from the folder's own modules, else from ours; null when it is in neither. */
function packageFrom(folder: string, name: string): unknown {
  for (const from of [join(folder, 'package.json'), import.meta.url]) {
    const require = createRequire(from);
    try {
      require.resolve(name);
    } catch {
      continue;
    }
    return require(name);
  }
  return null;
}

function loadPackage<T>(folder: string, name: string): T {
  try {
    const loaded = packageFrom(folder, name);
    if (loaded !== null) return loaded as T;
  } catch (thrown) {
    throw wrong(`the package ${name} does not load on this machine.`, thrown);
  }
  throw wrong(`the package ${name} is not installed. Run: ${installCommand(folder)}`);
}

function readJson<T>(folder: string, name: string, schema: z.ZodType<T>): T {
  const file = join(folder, name);
  if (!existsSync(file)) throw wrong(`${file} is not there.`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw wrong(`${file} is no JSON.`, thrown);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrong(`${file}: ${issue?.path.join('.')}: ${issue?.message}`);
}

function labelsOf(folder: string, id2label: Record<string, string>): NameLabel[] {
  const printed = Object.keys(id2label).map((_, id) => id2label[id]);
  if (printed.includes(undefined))
    throw wrong(`the labels in ${folder}/config.json are not numbered from 0.`);
  const labels = printed.map((label) => readLabel(label ?? ''));
  if (labels.every(({ kind }) => kind === null))
    throw wrong(
      `${folder}/config.json has no label of a person, place or organisation: ${printed.slice(0, 5).join(', ')}.`,
    );
  return labels;
}

function openTokenizer(folder: string, config: unknown): Tokenizer {
  const { Tokenizer } = loadPackage<TokenizerPackage>(folder, packages.tokenizer);
  const json = readJson(folder, 'tokenizer.json', z.looseObject({}));
  try {
    return new Tokenizer(json, config);
  } catch (thrown) {
    throw wrong(
      `${join(folder, 'tokenizer.json')} is of a kind that ${packages.tokenizer} does not read.`,
      thrown,
    );
  }
}

/** Windows longer than this cost more time than they bring; the usual models were trained on 512 pieces at most. */
const longestUseful = 512;
/** Pieces below which there is no context to speak of. */
const shortestUseful = 16;
/** Positions that models of RoBERTa's family keep for themselves. */
const reservedPositions = 2;

/**
 * What a folder holds. Reads it at once; the model itself is loaded by `openTokenClassifier`.
 * @throws AppError BAD_INPUT when a file or package is missing or not what it should be; the message says which.
 */
export function readClassifierFolder(path: string): ClassifierFolder {
  const folder = resolve(path);
  const { id2label, max_position_embeddings } = readJson(folder, 'config.json', modelConfig);
  const hasConfig = existsSync(join(folder, 'tokenizer_config.json'));
  const config = hasConfig ? readJson(folder, 'tokenizer_config.json', tokenizerConfig) : {};
  const modelFile = ['model.onnx', 'onnx/model.onnx'].map((name) => join(folder, name)).find(existsSync);
  if (modelFile === undefined) throw wrong(`${join(folder, 'model.onnx')} is not there.`);
  const longestWindow = Math.min(
    longestUseful,
    (max_position_embeddings ?? longestUseful + reservedPositions) - reservedPositions,
    config.model_max_length ?? longestUseful,
  );
  if (longestWindow < shortestUseful)
    throw wrong(`${folder}: the model takes ${longestWindow} pieces at a time, which are too few.`);
  return {
    modelFile,
    labels: labelsOf(folder, id2label),
    longestWindow,
    tokenizer: openTokenizer(folder, config),
    runtime: loadPackage<Runtime>(folder, packages.runtime),
  };
}
