import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import type { Tagger } from '../../src/enrich/knowledge.ts';
import { createTagger, mayFollow, readTagger } from '../../src/enrich/tagger.ts';
import {
  labelCount,
  modelOf,
  packModel,
  type StoredModel,
  unpackModel,
} from '../../src/enrich/taggerModel.ts';
import { tokenize } from '../../src/enrich/tokens.ts';
import { loadTagger } from '../../src/run/knowledge.ts';
import { parseNewswire } from '../eval/nerCorpora.ts';
import { labelsOf } from '../eval/taggerSentences.ts';
import { weightsOf } from '../eval/taggerWeights.ts';
import { train } from '../eval/trainTagger.ts';

const people = ['Mira Tolan', 'Dario Venk', 'Suti Raharto', 'Olga Brandis', 'Pawel Kossak', 'Henri Daubert'];
const towns = ['Kelling', 'Ostrova', 'Bandarejo', 'Marvale', 'Quillon', 'Tessin'];
const bodies = ['Nordin Group', 'Halvex Corp', 'Batik Air Trust', 'Fenland Group', 'Zanex Corp', 'Orlo Corp'];

/** Invented sentences in which people speak, places follow "in", and bodies report profits. */
const lessons = people
  .flatMap((person, i) => {
    const [town, body] = [towns[i] ?? '', bodies[i] ?? ''];
    return [
      `Mayor [PER ${person}] said on Monday that the bridge in [LOC ${town}] was closed.`,
      `Shares of [ORG ${body}] rose after the company reported a profit.`,
      `The rain in [LOC ${town}] stopped, said [PER ${person}] of the weather service.`,
      'It was a quiet day and nothing else was reported.',
    ];
  })
  .join('\n\n');

const options = {
  epochs: 12,
  rate: 0.2,
  dropout: 0.1,
  seed: 1,
  runs: 2,
  withDocument: true,
  report: () => {},
};

function emptyModel(): StoredModel {
  const none = { keys: new Int32Array(0), values: new Uint16Array(0) };
  const table = { languages: ['*'], scale: 1, keys: new Int32Array(0), weights: new Int8Array(0) };
  return {
    phrases: none,
    personal: none,
    clusters: none,
    coarseOf: new Uint8Array(0),
    transitions: new Float32Array((labelCount + 1) ** 2),
    tables: [table],
  };
}

function trainTiny(): StoredModel {
  const lists = emptyModel();
  const documents = parseNewswire(lessons);
  const trained = train([{ documents, group: 'own', weight: 1 }], lists, options);
  const table = weightsOf(trained, ['*'], { own: 1 }, 20_000);
  return { ...lists, transitions: Float32Array.from(trained.transitions), tables: [table] };
}

/** Names as `KIND text`. */
function namesIn(tagger: Tagger, text: string, language = 'en'): string[] {
  const scan = tokenize(text);
  return tagger.tag(scan, language).names.map(({ kind, from, to }) => {
    const [start, end] = [scan.tokens[from]?.start ?? 0, scan.tokens[to - 1]?.end ?? 0];
    return `${kind} ${text.slice(start, end)}`;
  });
}

let tiny: StoredModel;

beforeAll(() => {
  tiny = trainTiny();
});

describe('a tagger trained on a few invented sentences', () => {
  it('finds names it never saw, by their shape and what stands around them', () => {
    const text = 'Mayor Lena Wirth said on Monday that the bridge in Grondal was closed.';
    expect(namesIn(createTagger(modelOf(tiny)), text)).toEqual(['PERSON Lena Wirth', 'PLACE Grondal']);
  });

  it('finds nothing where there is no name', () => {
    expect(namesIn(createTagger(modelOf(tiny)), 'It was a quiet day and nothing was reported.')).toEqual([]);
  });

  it('says how sure it is, of names and of their absence', () => {
    const tagged = createTagger(modelOf(tiny)).tag(tokenize('The rain in Grondal stopped.'), 'en');
    expect(tagged.names[0]?.confidence).toBeGreaterThan(0.5);
    expect(tagged.names[0]?.confidence).toBeLessThanOrEqual(1);
    expect(tagged.outside[1]).toBeGreaterThan(0.5);
    expect(tagged.outside[3]).toBeLessThan(0.5);
  });

  it('is the same at every training', () => {
    expect(packModel(trainTiny())).toEqual(packModel(tiny));
  });

  it('reads what it wrote', () => {
    const text = 'Shares of Umbrex Corp rose, said Mira Tolan in Tessin.';
    const read = readTagger(packModel(tiny));
    expect(namesIn(read, text)).toEqual(namesIn(createTagger(modelOf(tiny)), text));
    expect(namesIn(read, text)).not.toEqual([]);
  });
});

describe('a model file', () => {
  const failure = (bytes: Uint8Array): AppError => {
    try {
      readTagger(bytes);
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
    throw new Error('The file was read.');
  };

  it.each([
    ['of nothing', () => new Uint8Array(0), 'it is no model'],
    ['of something else', () => new TextEncoder().encode('{"trees": [1, 2, 3, 4]}'), 'it is no model'],
    ['cut short', () => packModel(tiny).slice(0, 500), 'it ends too early'],
    [
      'with bytes behind its end',
      () => Uint8Array.of(...packModel(emptyModel()), 1, 2, 3, 4),
      'more or less',
    ],
    ['of another format', () => withWord(1, 99), 'another version'],
    ['for other features', () => withWord(2, 99), 'other features'],
    ['that claims more than there is', () => withWord(4 + (labelCount + 1) ** 2, 0xffffffff), 'too early'],
  ])('%s is refused with the reason', (_, bytes, reason) => {
    const { code, message } = failure(bytes());
    expect(code).toBe('INTERNAL');
    expect(message).toContain(reason);
  });

  /** A good file with one of its numbers changed. */
  function withWord(at: number, value: number): Uint8Array {
    const bytes = packModel(emptyModel());
    new DataView(bytes.buffer).setUint32(at * 4, value, true);
    return bytes;
  }

  it('keeps weights and lists to the number', () => {
    const stored = {
      ...tiny,
      phrases: { keys: Int32Array.of(-5, 7), values: Uint16Array.of(1, 200) },
      coarseOf: Uint8Array.of(0, 3, 9),
    };
    expect(unpackModel(packModel(stored))).toEqual(stored);
  });
});

describe('labels', () => {
  it('of a name follow each other in order and within one kind', () => {
    const [outside, firstPerson, innerPerson, lastPerson, onlyPerson, firstPlace, innerPlace] = [
      0, 1, 2, 3, 4, 5, 6,
    ];
    expect(mayFollow(firstPerson, innerPerson)).toBe(true);
    expect(mayFollow(innerPerson, lastPerson)).toBe(true);
    expect(mayFollow(lastPerson, firstPlace)).toBe(true);
    expect(mayFollow(onlyPerson, outside)).toBe(true);
    expect(mayFollow(firstPerson, innerPlace)).toBe(false);
    expect(mayFollow(firstPerson, outside)).toBe(false);
    expect(mayFollow(outside, innerPerson)).toBe(false);
    expect(mayFollow(labelCount, lastPerson)).toBe(false);
    expect(mayFollow(firstPerson, labelCount)).toBe(false);
  });

  it('leave out a name whose ends are inside of words', () => {
    const scan = tokenize('Mira Tolan spoke.');
    const name = (start: number, end: number) => [{ kind: 'PERSON' as const, start, end }];
    expect([...labelsOf(scan, name(0, 10))]).toEqual([1, 3, 0, 0]);
    expect([...labelsOf(scan, name(5, 10))]).toEqual([0, 4, 0, 0]);
    expect([...labelsOf(scan, name(0, 7))]).toEqual([0, 0, 0, 0]);
  });
});

describe('the shipped tagger', () => {
  it.each([
    [
      'en',
      'Sarita Vellanki, a farmer from Kothapalem, told Reuters that nobody had come.',
      'PERSON Sarita Vellanki',
    ],
    [
      'id',
      'Bupati Wonosekar, Hartoyo Prasmadi, mengatakan warga sudah mengungsi.',
      'PERSON Hartoyo Prasmadi',
    ],
    [
      'pt',
      'O presidente da empresa, Adalberto Queirós, disse que não vai renunciar.',
      'PERSON Adalberto Queirós',
    ],
  ])('finds a name that no list holds (%s)', (language, text, name) => {
    expect(namesIn(loadTagger(), text, language)).toContain(name);
  });

  it('reads a language it was not trained for like English', () => {
    const text = 'Yesterday Jonas Birkeland met Olga Brandis in Oslo.';
    expect(namesIn(loadTagger(), text, 'xx')).toEqual(namesIn(loadTagger(), text, 'en'));
  });
});

/** Work that grew with the square of any of these would not end within the runner's limit for a test. */
describe('a text that no outlet would print', () => {
  const invented = (n: number) => `Z${[...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const list = (count: number, item: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => item(n));

  it.each([
    ['a word of a million letters', `A${'a'.repeat(1_000_000)}`],
    ['a hundred thousand different names in one sentence', list(100_000, invented).join(' ')],
    ['one name thirty thousand times', 'Zabcd said. '.repeat(30_000)],
    ['no word at all', ''],
    ['marks only', '- '.repeat(30_000)],
    ['half characters', '\ud83d \udc00'.repeat(20_000)],
  ])('of %s is read, names in order', (_, text) => {
    const scan = tokenize(text);
    const { names, outside } = loadTagger().tag(scan, 'en');
    const misplaced = names.filter(
      ({ from, to }, i) => to <= from || to > scan.tokens.length || from < (names[i - 1]?.to ?? 0),
    );
    expect(misplaced).toEqual([]);
    expect(outside).toHaveLength(scan.tokens.length);
    expect(outside.every((chance) => chance >= 0 && chance <= 1.0001)).toBe(true);
  });
});
