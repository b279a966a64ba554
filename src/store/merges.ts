/** Following merges: entities and stories that were merged away keep their rows and point at the survivor. */

interface Mergeable {
  rowId: number;
  mergedIntoId: number | null;
}

/** Merges of merges of merges: more than this is a loop, which no writer makes. */
const longestChain = 16;

/**
 * Fetches rows and, for those merged away, their survivors; one `fetch` unless a row was merged.
 * The map's keys are the asked ids; an id without a row, or whose survivor has none, is left out.
 */
export async function survivors<T extends Mergeable>(
  ids: readonly number[],
  fetch: (ids: readonly number[]) => Promise<T[]>,
): Promise<Map<number, T>> {
  const known = new Map<number, T>();
  let wanted: number[] = [...new Set(ids)];
  for (let hop = 0; hop < longestChain && wanted.length > 0; hop += 1) {
    const fetched = await fetch(wanted);
    for (const row of fetched) known.set(row.rowId, row);
    const next = fetched.flatMap(({ mergedIntoId }) => (mergedIntoId === null ? [] : [mergedIntoId]));
    wanted = [...new Set(next)].filter((id) => !known.has(id));
  }
  const survivorOf = (id: number): T | undefined => {
    let row = known.get(id);
    for (let hop = 0; hop < longestChain && row && row.mergedIntoId !== null; hop += 1) {
      row = known.get(row.mergedIntoId);
    }
    return row;
  };
  return new Map(
    ids.flatMap((id) => {
      const row = survivorOf(id);
      return row ? [[id, row] as const] : [];
    }),
  );
}
