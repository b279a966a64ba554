/**
 * The labels of a token classifier that somebody else trained, and the names they spell. Kinds of names go by many words
 * and positions by several schemes (BIO, BILOU, BIOES, or no position at all); all of them are read.
 */
import type { EntityKind } from '../base/news.ts';
import type { Tagged, TaggedName } from './knowledge.ts';
import type { Scan } from './tokens.ts';

/** What one label says of a token. */
export interface NameLabel {
  /** Null: of no name, or of one that Kabar does not look for (products, dates, religions). */
  kind: EntityKind | null;
  /** The token is the first or only one of its name. */
  opens: boolean;
  /** The token is the last or only one of its name. */
  closes: boolean;
}

/**
 * Words for the kinds in the label sets of CoNLL-2003, OntoNotes 5, NERGrit and IndoNLU. Buildings are places by our
 * conventions; peoples and religions (NORP) are not looked for, since demonyms are the rules' work.
 */
const kindsByWord: ReadonlyMap<string, EntityKind> = new Map([
  ...['PER', 'PERS', 'PERSON', 'PEOPLE'].map((word) => [word, 'PERSON'] as const),
  ...['LOC', 'LOCATION', 'PLACE', 'GPE', 'FAC', 'FACILITY'].map((word) => [word, 'PLACE'] as const),
  ...['ORG', 'ORGANIZATION', 'ORGANISATION', 'NOR', 'CORP', 'CORPORATION'].map(
    (word) => [word, 'ORGANIZATION'] as const,
  ),
]);

/** What a label means: "B-PER", "I-GPE", "U-ORG", "S_LOC", "PERSON", "O". */
export function readLabel(printed: string): NameLabel {
  const [, position = '', word = ''] = /^(?:([BIMLEUS])[-_])?(.+)$/.exec(printed.trim().toUpperCase()) ?? [];
  return {
    kind: kindsByWord.get(word) ?? null,
    opens: /[BUS]/.test(position),
    closes: /[LEUS]/.test(position),
  };
}

/** The likeliest label of a row of chances; null for a row of zeros. */
function likeliest(labels: readonly NameLabel[], row: Float32Array): NameLabel | null {
  let [best, most] = [-1, 0];
  for (const [l, chance] of row.entries()) if (chance > most) [best, most] = [l, chance];
  return labels[best] ?? null;
}

function chanceOf(
  isMeant: (label: NameLabel) => boolean,
  labels: readonly NameLabel[],
  row: Float32Array,
): number {
  return labels.reduce((sum, label, l) => (isMeant(label) ? sum + (row[l] as number) : sum), 0);
}

/**
 * The names of a scan, from the chance of each label at each token (`labels.length` a token, each row of sum 1; a row of
 * zeros is of a token that was not judged). Labels that contradict each other are read as the scorer of CoNLL-2000 reads
 * them: a name goes on as long as its kind stays and nothing opens or closes it; no name leaves its sentence.
 * A name's confidence is the least chance of its kind at any of its tokens. Linear.
 */
export function namesOfChances(scan: Scan, labels: readonly NameLabel[], chances: Float32Array): Tagged {
  const names: TaggedName[] = [];
  const outside = new Float32Array(scan.tokens.length);
  let last: TaggedName | null = null;
  for (const [at, token] of scan.tokens.entries()) {
    const row = chances.subarray(at * labels.length, (at + 1) * labels.length);
    outside[at] = Math.max(0, 1 - chanceOf((label) => label.kind !== null, labels, row));
    const label = likeliest(labels, row);
    if (scan.tokens[at - 1]?.sentence !== token.sentence) last = null;
    if (label === null || label.kind === null) {
      last = null;
      continue;
    }
    const { kind } = label;
    const confidence = chanceOf((other) => other.kind === kind, labels, row);
    if (last === null || last.kind !== kind || label.opens) {
      last = { kind, from: at, to: at + 1, confidence };
      names.push(last);
    } else {
      last.to = at + 1;
      last.confidence = Math.min(last.confidence, confidence);
    }
    if (label.closes) last = null;
  }
  return { names, outside };
}
