/** Texts with names marked, for training and measuring the tagger: our own sentences, and the labelled sets of others. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityKind } from '../../src/base/news.ts';

/** A name in a text; offsets are UTF-16. */
export interface Marked {
  kind: EntityKind;
  start: number;
  end: number;
}

/** One document: sentences parted by blank lines, and the names in it. */
export interface LabelledText {
  text: string;
  names: Marked[];
}

const kinds: Readonly<Record<string, EntityKind>> = { PER: 'PERSON', LOC: 'PLACE', ORG: 'ORGANIZATION' };

const noBlankBefore = /^(?:[,.;:!?%)\]}]|\.{2,}|['’](?:s|S|re|ve|ll|d|m|t)|n['’]t|”)$/;
const noBlankAfter = /^(?:[([{$£€]|“)$/;

interface Joined {
  text: string;
  starts: number[];
}

/** Tokens as a line of text, with marks set tight or, where `isSpaced`, a blank between any two. */
function joinTokens(tokens: readonly string[], isSpaced: boolean): Joined {
  let text = '';
  const starts: number[] = [];
  let isQuoted = false;
  let isTight = true;
  for (const token of tokens) {
    const isQuote = token === '"' || token === '``' || token === "''";
    const isTightHere = noBlankBefore.test(token) || (isQuote && isQuoted);
    if (!isTight && (isSpaced || !isTightHere)) text += ' ';
    starts.push(text.length);
    text += token;
    isTight = !isSpaced && (noBlankAfter.test(token) || (isQuote && !isQuoted));
    if (isQuote) isQuoted = !isQuoted;
  }
  return { text, starts };
}

interface Sentence {
  tokens: string[];
  tags: string[];
}

function namesOf({ tokens, tags }: Sentence, { starts }: Joined): Marked[] {
  const names: Marked[] = [];
  for (const [i, tag] of tags.entries()) {
    const [part, kind = ''] = tag.split('-');
    const end = (starts[i] ?? 0) + (tokens[i]?.length ?? 0);
    const last = names.at(-1);
    if (part === 'B') names.push({ kind: kinds[kind] ?? 'PERSON', start: starts[i] ?? 0, end });
    else if (part === 'I' && last !== undefined) last.end = end;
  }
  return names;
}

function documentOf(sentences: readonly Sentence[], isSpaced: boolean): LabelledText {
  let text = '';
  const names: Marked[] = [];
  for (const sentence of sentences) {
    if (text !== '') text += '\n\n';
    const joined = joinTokens(sentence.tokens, isSpaced);
    const at = text.length;
    names.push(...namesOf(sentence, joined).map((n) => ({ ...n, start: n.start + at, end: n.end + at })));
    text += joined.text;
  }
  return { text, names };
}

/**
 * The documents of a file in two columns (token, BIO tag), a blank line behind each sentence, `-DOCSTART-` before each
 * document; without such marks every sentence is a document. Every second document is joined with a blank between any two
 * tokens, as such sets are often printed.
 */
export function readBio(path: string): LabelledText[] {
  const documents: Sentence[][] = [];
  let sentence: Sentence = { tokens: [], tags: [] };
  let open: Sentence[] | null = null;
  const flush = () => {
    if (sentence.tokens.length === 0) return;
    if (open === null) documents.push([sentence]);
    else open.push(sentence);
    sentence = { tokens: [], tags: [] };
  };
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.startsWith('-DOCSTART-')) {
      flush();
      open = [];
      documents.push(open);
    } else if (line === '') flush();
    else {
      const cut = line.lastIndexOf('\t');
      sentence.tokens.push(line.slice(0, cut));
      sentence.tags.push(line.slice(cut + 1).trim());
    }
  }
  flush();
  return documents.filter((d) => d.length > 0).map((d, i) => documentOf(d, i % 2 === 1));
}

const mark = /\[(PER|LOC|ORG) ([^\]]+)\]/g;

function lineOf(line: string): LabelledText {
  let text = '';
  let from = 0;
  const names: Marked[] = [];
  for (const match of line.matchAll(mark)) {
    text += line.slice(from, match.index);
    const [whole, kind = '', name = ''] = match;
    names.push({ kind: kinds[kind] ?? 'PERSON', start: text.length, end: text.length + name.length });
    text += name;
    from = match.index + whole.length;
  }
  return { text: text + line.slice(from), names };
}

/** Our own newswire: one sentence a line with its names in brackets (`[PER …]`), a blank line between articles. */
export function parseNewswire(file: string): LabelledText[] {
  return file.split(/\n\s*\n/).flatMap((article) => {
    const lines = article.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
    if (lines.length === 0) return [];
    let text = '';
    const names: Marked[] = [];
    for (const line of lines.map(lineOf)) {
      if (text !== '') text += '\n\n';
      names.push(
        ...line.names.map((n) => ({ ...n, start: n.start + text.length, end: n.end + text.length })),
      );
      text += line.text;
    }
    return [{ text, names }];
  });
}

/** The articles of our own newswire by file, files in order of name. */
export function readNewswire(language: 'en' | 'id'): LabelledText[][] {
  const folder = join('test/gold/newswire', language);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => parseNewswire(readFileSync(join(folder, name), 'utf8')));
}
