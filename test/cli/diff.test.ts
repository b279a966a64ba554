import { describe, expect, it } from 'vitest';
import { lineDiff } from '../../src/cli/diff.ts';

describe('a difference by line', () => {
  it('is empty for equal texts', () => {
    expect(lineDiff('a\nb\n', 'a\nb\n')).toBe('');
  });

  it('shows changed lines with two lines around them', () => {
    const before = ['1', '2', '3', '4', 'old', '6', '7', '8', '9'].join('\n');
    const after = ['1', '2', '3', '4', 'new', '6', '7', '8', '9'].join('\n');
    expect(lineDiff(before, after)).toBe(['  3', '  4', '- old', '+ new', '  6', '  7'].join('\n'));
  });

  it('marks what is left out between two changes', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `line ${at}`);
    const changed = lines.map((line, at) => (at === 3 || at === 15 ? `${line}!` : line));
    const shown = lineDiff(lines.join('\n'), changed.join('\n')).split('\n');
    expect(shown).toContain('…');
    expect(shown.filter((line) => line.startsWith('+'))).toEqual(['+ line 3!', '+ line 15!']);
    expect(shown.filter((line) => line.startsWith('-'))).toEqual(['- line 3', '- line 15']);
  });

  it('shows pure additions and removals at either end', () => {
    expect(lineDiff('b\nc', 'a\nb\nc')).toBe('+ a\n  b\n  c');
    expect(lineDiff('a\nb\nc', 'a\nb')).toBe('  a\n  b\n- c');
    expect(lineDiff('', 'a')).toBe('-\n+ a');
  });
});
