import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../src/base/errors.ts';
import { tokenize } from '../../src/enrich/tokens.ts';
import { openTokenClassifier, type TokenClassifier } from '../../src/run/tokenClassifier.ts';
import { findOnnxModules, type ToyModel, toyModel, writeFolder } from '../kit/onnx.ts';

const modules = findOnnxModules();
const scratch = mkdtempSync(join(tmpdir(), 'kabar-onnx-'));
const open: TokenClassifier[] = [];

afterAll(async () => {
  for (const classifier of open) await classifier.close();
  rmSync(scratch, { recursive: true });
});

/** Pieces of the toy vocabulary and the class of each: 0 anything, 1 a name, 2 a title, 3 a word for a town, 4 a company. */
const vocabulary: [piece: string, of: number][] = [
  ['[PAD]', 0],
  ['[UNK]', 0],
  ['[CLS]', 0],
  ['[SEP]', 0],
  ['pak', 2],
  ['kota', 3],
  ['jo', 1],
  ['##ko', 1],
  ['widodo', 1],
  ['solo', 1],
  ['pln', 4],
  ['tiba', 0],
  ['di', 0],
  ['.', 0],
];
const labels = ['O', 'B-PER', 'I-PER', 'B-LOC', 'B-ORG', 'B-MISC'];
const toy: ToyModel = {
  classes: vocabulary.map(([, of]) => of),
  own: [
    [6, 0, 0, 0, 0, 0],
    [0, 2, 1, 2.1, 0, 0],
    [6, 0, 0, 0, 0, 0],
    [6, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 6, 0],
  ],
  before: [
    [0, 0, 0, 0, 0, 0],
    [0, 0, 4, 0, 0, 0],
    [0, 4, 0, 0, 0, 0],
    [0, 0, 0, 4, 0, 0],
    [0, 0, 0, 0, 0, 0],
  ],
};

const ids = Object.fromEntries(vocabulary.map(([piece], id) => [piece, id]));
const around = (cls: string, sep: string) => ({
  type: 'TemplateProcessing',
  single: [
    { SpecialToken: { id: cls, type_id: 0 } },
    { Sequence: { id: 'A', type_id: 0 } },
    { SpecialToken: { id: sep, type_id: 0 } },
  ],
  pair: [],
  special_tokens: {
    [cls]: { id: cls, ids: [2], tokens: [cls] },
    [sep]: { id: sep, ids: [3], tokens: [sep] },
  },
});
const special = (content: string, id: number) => ({
  ...{ id, content, special: true, single_word: false },
  ...{ lstrip: false, rstrip: false, normalized: false },
});

/** As BERT cuts words. */
const wordPiece = {
  normalizer: {
    type: 'BertNormalizer',
    lowercase: true,
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: around('[CLS]', '[SEP]'),
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  added_tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]'].map(special),
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: ids,
  },
};

/** As XLM-RoBERTa cuts words: the same pieces under the same numbers. */
const unigram = {
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  post_processor: around('<s>', '</s>'),
  decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  added_tokens: ['<pad>', '<unk>', '<s>', '</s>'].map(special),
  model: {
    type: 'Unigram',
    unk_id: 1,
    vocab: vocabulary.map(([piece], id) => {
      const special = ['<pad>', '<unk>', '<s>', '</s>'][id];
      return [
        special ?? (piece.startsWith('##') ? piece.slice(2) : `▁${piece}`),
        special ? 0 : -1 - id / 100,
      ];
    }),
  },
};

/** As RoBERTa cuts words, its pieces learnt by merging bytes. */
function byteLevel() {
  const words = vocabulary.map(([piece]) => piece).slice(4);
  const wanted = words.map((piece) => (piece.startsWith('##') ? piece.slice(2) : `Ġ${piece}`));
  const merges = wanted.flatMap((word) =>
    [...word].slice(1).map((_, i) => `${word.slice(0, i + 1)} ${word[i + 1]}`),
  );
  const letters = [...new Set(wanted.join(''))];
  const parts = merges.map((pair) => pair.replace(' ', ''));
  const vocab: Record<string, number> = { '<pad>': 0, '<unk>': 1, '<s>': 2, '</s>': 3 };
  for (const [i, word] of wanted.entries()) vocab[word] = i + 4;
  for (const part of [...letters, ...parts]) vocab[part] ??= Object.keys(vocab).length;
  return {
    vocab,
    json: {
      normalizer: { type: 'Lowercase' },
      pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
      post_processor: around('<s>', '</s>'),
      decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
      added_tokens: ['<pad>', '<unk>', '<s>', '</s>'].map(special),
      model: { type: 'BPE', unk_token: '<unk>', vocab, merges },
    },
  };
}

const modelConfig = { id2label: Object.fromEntries(labels.entries()), max_position_embeddings: 40 };
let written = 0;

function folderOf(files: Record<string, string | Uint8Array>, with_ = modules): string {
  written += 1;
  return writeFolder(join(scratch, `model${written}`), with_, {
    'model.onnx': toyModel(toy),
    'tokenizer.json': JSON.stringify(wordPiece),
    'config.json': JSON.stringify(modelConfig),
    ...files,
  });
}

async function classifier(files: Record<string, string | Uint8Array> = {}, limits?: { textMs: number }) {
  const opened = await openTokenClassifier(folderOf(files), limits);
  open.push(opened);
  return opened;
}

async function namesIn(text: string, by: TokenClassifier): Promise<string[]> {
  const scan = tokenize(text);
  const { names, outside } = await by.tag(scan);
  expect(outside).toHaveLength(scan.tokens.length);
  return names.map(
    ({ kind, from, to }) => `${scan.text.slice(scan.tokens[from]?.start, scan.tokens[to - 1]?.end)} ${kind}`,
  );
}

async function refusal(path: string): Promise<string> {
  const error = await openTokenClassifier(path).then(
    () => null,
    (thrown: AppError) => thrown,
  );
  expect(error?.code).toBe('BAD_INPUT');
  return error?.message ?? '';
}

const sentence = 'Pak Joko Widodo tiba di Kota Solo. PLN di Solo.';
const found = ['Joko Widodo PERSON', 'Solo PLACE', 'PLN ORGANIZATION', 'Solo PLACE'];

describe.skipIf(modules === null)('a token classifier', () => {
  it.each([
    ['WordPiece', wordPiece, toy],
    ['Unigram', unigram, toy],
    [
      'bytes',
      byteLevel().json,
      { ...toy, classes: Object.keys(byteLevel().vocab).map((_, id) => vocabulary[id]?.[1] ?? 0) },
    ],
  ])('finds names through a tokenizer of the kind %s', async (_, tokenizer, model) => {
    const files = { 'tokenizer.json': JSON.stringify(tokenizer), 'model.onnx': toyModel(model) };
    expect(await namesIn(sentence, await classifier(files))).toEqual(found);
  });

  it('gives the chances of the model as confidences', async () => {
    const scan = tokenize('Solo.');
    const { names, outside } = await (await classifier()).tag(scan);
    const chance = Math.exp(2.1) / (Math.exp(2) + Math.exp(1) + Math.exp(2.1) + 3);
    expect(names[0]?.confidence).toBeCloseTo(chance, 5);
    const [other, inner] = [Math.exp(6), Math.exp(4)];
    expect(outside[1]).toBeCloseTo((other + 1) / (other + inner + 4), 5);
  });

  it('reads a long text in windows, and no border costs a name its context', async () => {
    const text = Array.from({ length: 60 }, () => sentence).join(' ');
    const expected = Array.from({ length: 60 }, () => found).flat();
    expect(await namesIn(text, await classifier())).toEqual(expected);
  });

  it('takes an empty text, unknown letters and a word without end', async () => {
    const by = await classifier();
    expect(await namesIn('', by)).toEqual([]);
    expect(await namesIn(`漢字 \u{1f600} ${'x'.repeat(5000)} ${'[SEP] '.repeat(50)} Pak Joko.`, by)).toEqual([
      'Joko PERSON',
    ]);
  });

  it('works with a model that asks for ids alone', async () => {
    const by = await classifier({ 'model.onnx': toyModel({ ...toy, inputs: ['input_ids'] }) });
    expect(await namesIn(sentence, by)).toEqual(found);
  });

  it('gives up a text that takes too long, and one without numbers', async () => {
    const hurried = await classifier({}, { textMs: -1 });
    await expect(hurried.tag(tokenize(sentence))).rejects.toMatchObject({ code: 'TOO_LARGE' });
    const own = toy.own.map((row) => row.map(() => Number.NaN));
    const senseless = await classifier({ 'model.onnx': toyModel({ ...toy, own }) });
    await expect(senseless.tag(tokenize(sentence))).rejects.toMatchObject({ code: 'UNPARSABLE' });
  });

  it('refuses scores for other labels than the configuration names', async () => {
    const fewer = { ...modelConfig, id2label: { 0: 'O', 1: 'B-PER' } };
    const by = await classifier({ 'config.json': JSON.stringify(fewer) });
    await expect(by.tag(tokenize(sentence))).rejects.toMatchObject({ code: 'UNPARSABLE' });
  });

  it.each([
    ['a file that is no model', { 'model.onnx': 'no model' }, /no model that loads/],
    [
      'a model of something else',
      { 'model.onnx': toyModel({ ...toy, inputs: ['pixels'] }) },
      /asks for pixels/,
    ],
    [
      'labels of nothing we look for',
      { 'config.json': '{"id2label":{"0":"O","1":"LABEL_1"}}' },
      /no label of a person/,
    ],
    ['labels with a gap', { 'config.json': '{"id2label":{"0":"O","2":"B-PER"}}' }, /not numbered from 0/],
    ['a configuration without labels', { 'config.json': '{}' }, /config\.json: id2label/],
    ['a configuration that is no JSON', { 'config.json': '{' }, /config\.json is no JSON/],
    [
      'a tokenizer of no known kind',
      { 'tokenizer.json': '{"model":{"type":"Sundial"}}' },
      /tokenizer\.json is of a kind/,
    ],
    ['windows without room', { 'tokenizer_config.json': '{"model_max_length":4}' }, /too few/],
  ])('refuses %s, and says so', async (_, files, message) => {
    expect(await refusal(folderOf(files))).toMatch(message);
  });
});

describe('the folder of a token classifier', () => {
  it('is refused when it is not there', async () => {
    expect(await refusal(join(scratch, 'nowhere'))).toMatch(/config\.json is not there/);
  });

  it.skipIf(modules?.endsWith(join(process.cwd(), 'node_modules')))(
    'tells how to install what reads it',
    async () => {
      expect(await refusal(folderOf({}, null))).toMatch(
        /not installed\. Run: npm install --ignore-scripts --prefix \S+ onnxruntime-node@\S+ @huggingface\/tokenizers@/,
      );
    },
  );

  it('is refused when a package in it does not load', async () => {
    const folder = folderOf({}, null);
    writeFolder(join(folder, 'node_modules/@huggingface/tokenizers'), null, {
      'index.js': 'throw new Error("torn");',
    });
    writeFileSync(join(folder, 'node_modules/@huggingface/tokenizers/package.json'), '{"main":"index.js"}');
    expect(await refusal(folder)).toMatch(/@huggingface\/tokenizers does not load/);
  });
});
