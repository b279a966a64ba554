import { describe, expect, it } from 'vitest';
import { windowsOf } from '../../src/enrich/windows.ts';

const sizesOf = (count: number) => Array.from({ length: count }, (_, i) => (i * 7) % 5);

describe('windows of a long text', () => {
  it('are none for no text and one for a short one', () => {
    expect(windowsOf([], 10, 2)).toEqual([]);
    expect(windowsOf([1, 2, 3], 10, 2)).toEqual([{ from: 0, to: 3, takeFrom: 0, takeTo: 3 }]);
  });

  it.each([
    [1, 10, 2],
    [100, 10, 2],
    [997, 64, 16],
    [50, 10, 9],
    [50, 10, 0],
  ])(
    'take each of %i tokens from exactly one window of %i pieces that share %i',
    (count, budget, overlap) => {
      const sizes = sizesOf(count);
      const windows = windowsOf(sizes, budget, overlap);
      const taken = windows.flatMap(({ takeFrom, takeTo }) => sizes.map((_, i) => i).slice(takeFrom, takeTo));
      expect(taken).toEqual(sizes.map((_, i) => i));
      for (const { from, to, takeFrom, takeTo } of windows) {
        expect(sizes.slice(from, to).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budget);
        expect(from <= takeFrom && takeTo <= to).toBe(true);
      }
    },
  );

  it('take a token that fills more than a window alone', () => {
    const windows = windowsOf([1, 50, 1], 10, 2);
    expect(windows.at(-1)?.to).toBe(3);
    expect(windows.flatMap(({ takeFrom, takeTo }) => [takeFrom, takeTo])[0]).toBe(0);
  });

  it('end however large the overlap', () => {
    expect(windowsOf(sizesOf(40), 6, 1000).at(-1)?.takeTo).toBe(40);
  });
});
