import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { NameModel } from '../../src/run/nameBackends.ts';
import { writeFolder } from '../kit/onnx.ts';

/** The built program, since a process cannot be started from sources. */
const built = '../../dist/run/modelProcess.js';
const isBuilt = existsSync('dist/run/modelChild.js');
const scratch = mkdtempSync(join(tmpdir(), 'kabar-model-'));
const open: NameModel[] = [];

afterAll(async () => {
  for (const model of open) await model.close();
  rmSync(scratch, { recursive: true });
});

/**
 * A folder whose packages stand in for the native ones, and do what native code may do: the first word of a text is a place,
 * but "Die" ends the process, "Hang" never ends, and "Wait" takes half a second.
 */
function folder(name: string, files: Record<string, string> = {}): string {
  const made = writeFolder(join(scratch, name), null, {
    'model.onnx': '',
    'tokenizer.json': '{}',
    'config.json': '{"id2label":{"0":"O","1":"B-LOC"}}',
    ...files,
  });
  writeFolder(join(made, 'node_modules/@huggingface/tokenizers'), null, {
    'package.json': '{"main":"index.js"}',
    'index.js': `
      const words = ['Die', 'Hang', 'Wait'];
      exports.Tokenizer = class { encode(text) { return { ids: [words.indexOf(text.trim()) + 1] }; } };`,
  });
  writeFolder(join(made, 'node_modules/onnxruntime-node'), null, {
    'package.json': '{"main":"index.js"}',
    'index.js': `
      exports.Tensor = class { constructor(type, data, dims) { Object.assign(this, { type, data, dims }); } };
      const run = async ({ input_ids: { data, dims } }) => {
        if (data[0] === 1n) process.kill(process.pid, 'SIGSEGV');
        while (data[0] === 2n);
        if (data[0] === 3n) await new Promise((go) => setTimeout(go, 500));
        const scores = Float32Array.from({ length: dims[1] * 2 }, (_, i) => (i === 0 || i % 2 ? 0 : 9));
        scores[1] = 9;
        return { logits: { type: 'float32', dims: [1, dims[1], 2], data: scores } };
      };
      const session = { inputNames: ['input_ids'], outputNames: ['logits'], run, release: async () => {} };
      exports.InferenceSession = { create: async () => session };`,
  });
  return made;
}

type Limits = { startMs: number; textMs: number; pauseMs: number };

async function start(path: string, limits: Partial<Limits> = {}): Promise<NameModel> {
  const { openModelProcess } = await import(/* @vite-ignore */ built);
  const model: NameModel = await openModelProcess(path, { pauseMs: 0, ...limits });
  open.push(model);
  return model;
}

const kindsIn = async (model: NameModel, text: string) => {
  const { names, outside } = await model.tag(text);
  expect(outside).toBeInstanceOf(Float32Array);
  return names.map(({ kind, from, to }) => [kind, from, to]);
};
const place = [['PLACE', 0, 1]];

describe.runIf(isBuilt)('the process of a model', () => {
  it('answers one text after the other', async () => {
    const model = await start(folder('good'));
    expect(await Promise.all(['Solo sings.', 'Wait.', 'Rio.'].map((text) => kindsIn(model, text)))).toEqual([
      place,
      place,
      place,
    ]);
  });

  it('is started again after it was lost, and costs only the text that it was lost with', async () => {
    const model = await start(folder('dying'));
    await expect(model.tag('Die now.')).rejects.toMatchObject({
      code: 'UNPARSABLE',
      message: 'The process of the entity model ended (SIGSEGV).',
    });
    expect(await kindsIn(model, 'Solo.')).toEqual(place);
  });

  it('is ended when a text takes too long', async () => {
    const model = await start(folder('hanging'), { textMs: 2000 });
    await expect(model.tag('Hang on.')).rejects.toMatchObject({
      message: expect.stringContaining('more than 2 s'),
    });
    expect(await kindsIn(model, 'Solo.')).toEqual(place);
  });

  it('is not started again at once', async () => {
    const model = await start(folder('pausing'), { pauseMs: 60_000 });
    await expect(model.tag('Die now.')).rejects.toMatchObject({ code: 'UNPARSABLE' });
    await expect(model.tag('Solo.')).rejects.toMatchObject({
      message: 'The process of the entity model is not there.',
    });
  });

  it('tells why it cannot start', async () => {
    const path = folder('wrong', { 'config.json': '{}' });
    await expect(start(path)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('id2label'),
    });
    const mute = folder('mute');
    writeFileSync(
      join(mute, 'node_modules/onnxruntime-node/index.js'),
      "process.kill(process.pid, 'SIGSEGV');",
    );
    await expect(start(mute)).rejects.toMatchObject({ message: expect.stringContaining('ended (SIGSEGV)') });
  });

  it('leaves nobody waiting when it is closed', async () => {
    const model = await start(folder('closing'));
    const waiting = [model.tag('Hang.'), model.tag('Solo.')].map((tagged) =>
      tagged.catch(({ message }) => message),
    );
    await model.close();
    expect(await Promise.all(waiting)).toEqual([
      'The process of the entity model ended (SIGKILL).',
      'The process of the entity model was ended.',
    ]);
  });
});
