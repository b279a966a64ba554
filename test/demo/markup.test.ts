import { describe, expect, it } from 'vitest';
import { clockTime, escapeMarkup, isoWithOffset, longDate, scriptJson } from '../../src/demo/markup.ts';

const instant = new Date('2015-11-27T12:15:30Z');

describe('markup', () => {
  it('escapes everything that could end an element or an attribute', () => {
    expect(escapeMarkup(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;');
  });

  it('writes JSON that cannot close its script element', () => {
    const json = scriptJson({ headline: '</script><!--' });
    expect(json).not.toContain('<');
    expect(JSON.parse(json)).toEqual({ headline: '</script><!--' });
  });

  it('prints instants with the offset of the outlet', () => {
    expect(isoWithOffset(instant, 420)).toBe('2015-11-27T19:15:30+07:00');
    expect(isoWithOffset(instant, -300)).toBe('2015-11-27T07:15:30-05:00');
    expect(isoWithOffset(instant, 0)).toBe('2015-11-27T12:15:30+00:00');
  });

  it('prints dates as Indonesian and British papers do', () => {
    expect(longDate(instant, 420, 'id')).toBe('Jumat, 27 November 2015');
    expect(longDate(new Date('2015-11-27T20:00:00Z'), 420, 'id')).toBe('Sabtu, 28 November 2015');
    expect(longDate(instant, 0, 'en')).toContain('27 November 2015');
    expect(clockTime(instant, 420)).toBe('19:15');
    expect(clockTime(instant, 420, '.')).toBe('19.15');
  });
});
