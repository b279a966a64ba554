/**
 * Names given in full, and which of them are one thing's: equal words, one gazetteer entry, words left out ("Riza Chalid",
 * "Muhammad Riza Chalid"), near spellings of people. Input order is reading order. Names are found by the words they
 * share, so that the work grows with the text and not with its square.
 */
import type { EntityKind } from '../base/news.ts';
import type { Span } from './lookup.ts';
import { foldName, nameSimilarity } from './names.ts';

/** A span with its printed name. */
export interface Named {
  span: Span;
  text: string;
}

/** The mentions of one thing, in reading order. */
export interface Cluster {
  kind: EntityKind;
  members: Named[];
  /** The most complete name among the members. */
  name: string;
}

const particles = new Set('al el bin binti ibn van von de der den da dos das du di la le ben abu'.split(' '));
const companyForms = new Set(
  'pt cv ud tbk inc corp corporation co ltd plc company group ag sa persero grup the'.split(' '),
);

/** Folded words of a name that tell it: no particles of a person's, no legal form of a company's. */
export function wordsOf(name: string, kind: EntityKind): string[] {
  const words = foldName(name).split(' ').filter(Boolean);
  const bare = words.filter((w) =>
    kind === 'PERSON' ? !particles.has(w) : kind === 'ORGANIZATION' ? !companyForms.has(w) : true,
  );
  return bare.length > 0 ? bare : words;
}

/** Names told apart into full ones and shorter ones that need a bearer ("Putin", "Freeport" behind "Freeport Indonesia"). */
export function partFullNames(names: readonly Named[]): { full: Named[]; short: Named[] } {
  const openedAt = new Map<string, number>();
  for (const { span, text } of names) {
    const [first = '', ...rest] = span.kind === 'ORGANIZATION' ? wordsOf(text, span.kind) : [];
    if (rest.length > 0 && !openedAt.has(first)) openedAt.set(first, span.from);
  }
  const isFull = ({ span, text }: Named): boolean => {
    const words = wordsOf(text, span.kind);
    if (span.kind === 'PERSON' || words.length > 1) return words.length > 1;
    if (span.kind === 'PLACE') return true;
    const opened = openedAt.get(words[0] ?? '') ?? Number.POSITIVE_INFINITY;
    const isShort = !/^\p{Lu}+$/u.test(text) && opened <= span.from;
    return span.senses.length > 0 && !isShort;
  };
  const full: Named[] = [];
  const short: Named[] = [];
  for (const named of names) (isFull(named) ? full : short).push(named);
  return { full, short };
}

/** All mentions of one spelling with one meaning, as the comparison sees them. */
interface Form {
  kind: EntityKind;
  text: string;
  words: string[];
  /** Gazetteer entry it most likely means; null for unknown names. */
  key: string | null;
  cluster: Cluster;
  /** Place of the cluster in the order of founding. */
  order: number;
}

/** Clusters of full names, in the order of their first mention. */
export function clusterFullNames(names: readonly Named[]): Cluster[] {
  const clusters: Cluster[] = [];
  const forms = new Map<string, Form>();
  const index = createIndex();
  for (const named of names) {
    const { kind, senses } = named.span;
    const key = senses[0]?.record.key ?? null;
    const id = `${kind} ${key} ${named.text}`;
    const known = forms.get(id);
    if (known !== undefined) {
      known.cluster.members.push(named);
      continue;
    }
    const asked = { kind, text: named.text, words: wordsOf(named.text, kind), key };
    const kin = index.kinOf(asked);
    const cluster = kin?.cluster ?? { kind, members: [], name: named.text };
    if (kin === null) clusters.push(cluster);
    cluster.members.push(named);
    const form = { ...asked, cluster, order: kin?.order ?? clusters.length - 1 };
    forms.set(id, form);
    index.add(form);
  }
  return clusters;
}

type Asked = Omit<Form, 'cluster' | 'order'>;

interface FormIndex {
  /** The form of the oldest cluster that is the same thing's; null when there is none. */
  kinOf(asked: Asked): Form | null;
  add(form: Form): void;
}

/** Forms looked at for one shared word: more names with that word are a list of namesakes. */
const namesakesAtMost = 100;
/** People whose spellings are compared letter by letter: a text with more is a list, where near spellings are two people. */
const comparedAtMost = 200;

function createIndex(): FormIndex {
  const byKey = new Map<string, Form[]>();
  const byWord = new Map<string, Form[]>();
  const people: Form[] = [];
  const keysOf = ({ kind, words, key }: Asked) => [
    `words ${kind} ${words.join(' ')}`,
    ...(key === null ? [] : [`entry ${kind} ${key}`]),
  ];
  const wordKeys = ({ kind, words }: Asked) => [...new Set(words)].map((word) => `${kind} ${word}`);
  return {
    kinOf(asked) {
      const same = keysOf(asked).flatMap((key) => byKey.get(key) ?? []);
      const shorter = wordKeys(asked)
        .flatMap((key) => byWord.get(key) ?? [])
        .filter((form) => isShortened(asked, form));
      const isCompared = asked.kind === 'PERSON' && people.length < comparedAtMost;
      const near = isCompared ? people.filter((form) => isSpeltAlike(asked, form)) : [];
      return [...same, ...shorter, ...near].reduce<Form | null>(
        (best, form) => (best === null || form.order < best.order ? form : best),
        null,
      );
    },
    add(form) {
      for (const key of keysOf(form)) hold(byKey, key, form);
      for (const key of wordKeys(form)) hold(byWord, key, form);
      if (form.kind === 'PERSON' && people.length < comparedAtMost) people.push(form);
    },
  };
}

function hold(index: Map<string, Form[]>, key: string, form: Form): void {
  const held = index.get(key);
  if (held === undefined) index.set(key, [form]);
  else if (held.length < namesakesAtMost) held.push(form);
}

function isSubsequence(shorter: readonly string[], longer: readonly string[]): boolean {
  let at = 0;
  for (const word of longer) if (word === shorter[at]) at += 1;
  return at === shorter.length;
}

/** Whether one name is the other with words left out. Two organisations that the gazetteer knows are what it says. */
function isShortened(a: Asked, b: Asked): boolean {
  if (a.kind === 'PLACE' || (a.kind === 'ORGANIZATION' && a.key !== null && b.key !== null)) return false;
  const [shorter, longer] = a.words.length <= b.words.length ? [a.words, b.words] : [b.words, a.words];
  return shorter.length > 1 && isSubsequence(shorter, longer);
}

/** "Sergei Lavrov", "Sergey Lavrov": given names alike, and the whole even more. */
function isSpeltAlike(a: Asked, b: Asked): boolean {
  return (
    a.words.length > 1 &&
    a.words.length === b.words.length &&
    nameSimilarity(a.words[0] ?? '', b.words[0] ?? '') >= 0.85 &&
    nameSimilarity(a.text, b.text) >= 0.92
  );
}
