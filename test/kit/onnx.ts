/**
 * A token classifier of a few hundred bytes, written by hand: what a word is comes from a table, and what stands before it
 * counts too ("Pak" makes a person, "Kota" a place). Field numbers are those of `onnx.proto` (ONNX IR version 8).
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** A `node_modules` with onnxruntime-node and @huggingface/tokenizers; null when there is none. */
export function findOnnxModules(): string | null {
  const given = process.env.TEST_ONNX_MODULES ?? 'node_modules';
  const require = createRequire(join(resolve(given), '..', 'package.json'));
  try {
    require.resolve('onnxruntime-node');
    require.resolve('@huggingface/tokenizers');
    return resolve(given);
  } catch {
    console.log(
      'skipped: onnxruntime-node and @huggingface/tokenizers are not installed (docs/backends.md); TEST_ONNX_MODULES names a node_modules that has them',
    );
    return null;
  }
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
}

/** One field: a number as varint, bytes, a text or a message with its length in front. */
function field(number: number, value: number | string | Uint8Array): Uint8Array {
  if (typeof value === 'number') return Uint8Array.from([...varint(number << 3), ...varint(value)]);
  const bytes = Buffer.from(value);
  return Uint8Array.from([...varint((number << 3) | 2), ...varint(bytes.length), ...bytes]);
}

const message = (...fields: Uint8Array[]): Uint8Array => Buffer.concat(fields);
const [float32, int64] = [1, 7];

function tensor(name: string, dims: number[], type: number, bytes: Uint8Array): Uint8Array {
  return message(...dims.map((dim) => field(1, dim)), field(2, type), field(8, name), field(9, bytes));
}

const floats = (name: string, rows: number[][]) =>
  tensor(
    name,
    [rows.length, rows[0]?.length ?? 0],
    float32,
    new Uint8Array(Float32Array.from(rows.flat()).buffer),
  );
const integers = (name: string, values: number[]) =>
  tensor(name, [values.length], int64, new Uint8Array(BigInt64Array.from(values, BigInt).buffer));

function node(type: string, inputs: string[], output: string): Uint8Array {
  return message(...inputs.map((input) => field(1, input)), field(2, output), field(4, type));
}

function port(name: string, type: number, dims: (number | string)[]): Uint8Array {
  const shape = message(...dims.map((dim) => field(1, field(typeof dim === 'number' ? 1 : 2, dim))));
  return message(field(1, name), field(2, field(1, message(field(1, type), field(2, shape)))));
}

/** What a toy model is made from. `classes` gives each piece of the vocabulary its class. */
export interface ToyModel {
  classes: number[];
  /** Scores of each label for a piece of a class, a row a class. */
  own: number[][];
  /** What the class of the piece before adds to them. */
  before: number[][];
  inputs?: string[];
}

/** The bytes of a model: scores = own[class] + before[class of the piece before]. */
export function toyModel({ classes, own, before, inputs }: ToyModel): Uint8Array {
  const classCount = own.length;
  const labels = own[0]?.length ?? 0;
  const table = classes.map((of) => Array.from({ length: classCount }, (_, c) => (c === of ? 1 : 0)));
  const names = inputs ?? ['input_ids', 'attention_mask', 'token_type_ids'];
  const graph = message(
    field(1, node('Gather', ['table', names[0] ?? ''], 'pieces')),
    field(1, node('Pad', ['pieces', 'pads'], 'padded')),
    field(1, node('Slice', ['padded', 'starts', 'ends', 'axes'], 'shifted')),
    field(1, node('MatMul', ['pieces', 'own'], 'fromOwn')),
    field(1, node('MatMul', ['shifted', 'before'], 'fromBefore')),
    field(1, node('Add', ['fromOwn', 'fromBefore'], 'logits')),
    field(2, 'toy'),
    field(5, floats('table', table)),
    field(5, floats('own', own)),
    field(5, floats('before', before)),
    field(5, integers('pads', [0, 1, 0, 0, 0, 0])),
    field(5, integers('starts', [0])),
    field(5, integers('ends', [-1])),
    field(5, integers('axes', [1])),
    ...names.map((name) => field(11, port(name, int64, ['batch', 'length']))),
    field(12, port('logits', float32, ['batch', 'length', labels])),
  );
  return message(field(1, 8), field(7, graph), field(8, message(field(1, ''), field(2, 17))));
}

/** Writes a model folder, with the packages of `modules` in it. */
export function writeFolder(
  folder: string,
  modules: string | null,
  files: Record<string, string | Uint8Array>,
): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  if (modules !== null) symlinkSync(modules, join(folder, 'node_modules'));
  return folder;
}
