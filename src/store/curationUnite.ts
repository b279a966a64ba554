/** What one article says of two entities that turn out to be one, put together; and taken apart again. Pure. */

/** What an article says of one entity: the columns of `mentions` that a merge changes. */
export interface MentionFacts {
  count: number;
  /** 0..1 */
  salience: number;
  inHeadline: boolean;
  derived: boolean;
  /** 0..1 */
  confidence: number;
  role: string | null;
  /** Flattened [start, end, …], UTF-16. */
  spans: number[];
  surfaceForms: string[];
}

/** The same without the names: `forms` are places in the surface forms of the united mention. */
export type MentionPart = Omit<MentionFacts, 'surfaceForms'> & { forms: number[] };

/** Spans of both in the order of the text, each once. */
function uniteSpans(a: readonly number[], b: readonly number[]): number[] {
  const known = new Map<string, [number, number]>();
  for (const spans of [a, b]) {
    for (let i = 0; i + 1 < spans.length; i += 2) {
      const [start = 0, end = 0] = spans.slice(i, i + 2);
      known.set(`${start} ${end}`, [start, end]);
    }
  }
  return [...known.values()].sort(([a1, a2], [b1, b2]) => a1 - b1 || a2 - b2).flat();
}

/** Both as one: counts added, spans united, the greater salience; the role and the spellings of `into` come first. */
export function uniteMentions(into: MentionFacts, from: MentionFacts): MentionFacts {
  return {
    count: into.count + from.count,
    salience: Math.max(into.salience, from.salience),
    inHeadline: into.inHeadline || from.inHeadline,
    derived: into.derived && from.derived,
    confidence: Math.max(into.confidence, from.confidence),
    role: into.role ?? from.role,
    spans: uniteSpans(into.spans, from.spans),
    surfaceForms: [...new Set([...into.surfaceForms, ...from.surfaceForms])],
  };
}

/** What has to be kept of a mention so that `partOf` can be read out of the united one. */
export function partOf(mention: MentionFacts, united: MentionFacts): MentionPart {
  const { surfaceForms, ...rest } = mention;
  return { ...rest, forms: surfaceForms.map((form) => united.surfaceForms.indexOf(form)) };
}

/** The mention that `part` was kept of. */
export function factsOf(part: MentionPart, united: MentionFacts): MentionFacts {
  const { forms, ...rest } = part;
  return { ...rest, surfaceForms: forms.flatMap((place) => united.surfaceForms[place] ?? []) };
}

/** True when the united mention is still what these two made; an edit of the article may have changed it. */
export function isMadeOf(united: MentionFacts, into: MentionPart, from: MentionPart): boolean {
  const most = Math.max(-1, ...into.forms, ...from.forms);
  return (
    united.count === into.count + from.count &&
    united.surfaceForms.length === most + 1 &&
    united.spans.join() === uniteSpans(into.spans, from.spans).join()
  );
}
