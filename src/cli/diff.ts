/** Differences of two texts by line, for people. */

interface Edit {
  sign: ' ' | '-' | '+';
  line: string;
}

const contextLines = 2;

/**
 * Lengths of the longest common subsequences of all line suffixes (Wagner and Fischer 1974). Quadratic in what is left
 * after common beginning and end are cut off.
 */
function suffixLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const [row, below] = [lengths[i], lengths[i + 1]];
    if (!row || !below) continue;
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const isSame = before[i] === after[j];
      row[j] = isSame ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
  const lengths = suffixLengths(before, after);
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      edits.push({ sign: ' ', line: old });
      i += 1;
      j += 1;
    } else if (
      old !== undefined &&
      (fresh === undefined || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
    ) {
      edits.push({ sign: '-', line: old });
      i += 1;
    } else {
      edits.push({ sign: '+', line: fresh ?? '' });
      j += 1;
    }
  }
  return edits;
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** Changed lines with `-` and `+`, two lines of context, `…` where lines are left out. Empty when the texts are equal. */
export function lineDiff(before: string, after: string): string {
  if (before === after) return '';
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const start = commonStart(old, fresh);
  const end = commonStart(old.slice(start).reverse(), fresh.slice(start).reverse());
  const edits: Edit[] = [
    ...old.slice(Math.max(0, start - contextLines), start).map((line): Edit => ({ sign: ' ', line })),
    ...editsOf(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...old
      .slice(old.length - end, old.length - end + contextLines)
      .map((line): Edit => ({ sign: ' ', line })),
  ];
  const changed = new Set(edits.flatMap(({ sign }, at) => (sign === ' ' ? [] : [at])));
  const isNear = (at: number) => {
    for (let near = at - contextLines; near <= at + contextLines; near += 1)
      if (changed.has(near)) return true;
    return false;
  };
  const shown = edits.map(({ sign, line }, at) => (isNear(at) ? `${sign} ${line}`.trimEnd() : '…'));
  return shown.filter((line, at) => line !== '…' || shown[at - 1] !== '…').join('\n');
}
