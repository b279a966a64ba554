/** Hash to small number in two flat arrays: what the tagger's model and lists are kept in. */

/** A fixed table; 0 stands for "not there". */
export interface HashTable {
  get(hash: number): number;
}

/**
 * A table of `keys` to `values` (each above 0), by open addressing at half load or less. Keys are distinct 32-bit hashes.
 */
export function hashTable(keys: Int32Array, values: ArrayLike<number>): HashTable {
  let bits = 4;
  while (1 << bits < keys.length * 2) bits += 1;
  const mask = (1 << bits) - 1;
  const slots = new Int32Array((1 << bits) * 2);
  for (const [i, key] of keys.entries()) {
    let at = slotOf(key, mask);
    while (slots[at * 2 + 1] !== 0) at = (at + 1) & mask;
    slots[at * 2] = key;
    slots[at * 2 + 1] = values[i] ?? 0;
  }
  return {
    get: (hash) => {
      let at = slotOf(hash, mask);
      for (;;) {
        const value = slots[at * 2 + 1] as number;
        if (value === 0 || slots[at * 2] === hash) return value;
        at = (at + 1) & mask;
      }
    },
  };
}

function slotOf(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}
