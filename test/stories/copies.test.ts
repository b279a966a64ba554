import { describe, expect, it } from 'vitest';
import { type CopyCandidate, createCopyIndex } from '../../src/stories/copies.ts';
import { sketchOf } from '../../src/stories/sketch.ts';
import { randomOf } from '../eval/stories.ts';

function wordsFrom(seed: number, count: number): string {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => `w${Math.floor(random() * 5_000)}`).join(' ');
}

const wireText = wordsFrom(1, 240);

function candidate(id: string, text: string, more: Partial<CopyCandidate> = {}): CopyCandidate {
  return {
    id,
    sketch: sketchOf(text),
    publishedAt: new Date('2026-03-10T12:00:00Z'),
    language: 'en',
    headline: `headline of ${id}`,
    words: text.split(' ').length,
    source: `${id}.demo`,
    wire: null,
    ...more,
  };
}

const minutes = (count: number) => new Date(Date.parse('2026-03-10T12:00:00Z') + count * 60_000);

describe('createCopyIndex', () => {
  it('finds the earlier text that a text repeats', () => {
    const index = createCopyIndex({ windowHours: 48 });
    index.add(candidate('wire', wireText), null);
    const copy = candidate('paper', `MOSCOW ${wireText} More soon.`, { publishedAt: minutes(30) });
    expect(index.find(copy)).toMatchObject({ originalId: 'wire', kind: 'COPY' });
    expect(index.find(copy)?.containment).toBeGreaterThan(0.9);
  });

  it('calls a report that embeds another derived, and a shortened text a copy', () => {
    const index = createCopyIndex({ windowHours: 48 });
    index.add(candidate('wire', wireText), null);
    const own = candidate('own', `${wordsFrom(2, 300)} ${wireText.split(' ').slice(0, 160).join(' ')}`);
    expect(index.find(own)).toMatchObject({ originalId: 'wire', kind: 'DERIVED' });
    const cut = candidate('cut', wireText.split(' ').slice(0, 90).join(' '));
    expect(index.find(cut)).toMatchObject({ originalId: 'wire', kind: 'COPY' });
  });

  it('finds nothing for an own text, for itself, or outside the window', () => {
    const index = createCopyIndex({ windowHours: 48 });
    index.add(candidate('wire', wireText), null);
    expect(index.find(candidate('other', wordsFrom(3, 240)))).toBeNull();
    expect(index.find(candidate('wire', wireText))).toBeNull();
    expect(index.find(candidate('late', wireText, { publishedAt: minutes(49 * 60) }))).toBeNull();
  });

  it('points a copy of a copy at the original', () => {
    const index = createCopyIndex({ windowHours: 48 });
    index.add(candidate('wire', wireText), null);
    index.add(candidate('paper', wireText, { publishedAt: minutes(5) }), {
      originalId: 'wire',
      kind: 'COPY',
    });
    expect(index.find(candidate('blog', wireText, { publishedAt: minutes(9) }))?.originalId).toBe('wire');
  });

  it('tells which known articles a late-coming original displaces', () => {
    const index = createCopyIndex({ windowHours: 48 });
    index.add(candidate('paper', wireText, { publishedAt: minutes(30) }), null);
    const wire = candidate('wire', wireText);
    expect(index.find(wire)).toBeNull();
    expect(index.displacedBy(wire)).toMatchObject([{ id: 'paper', originalId: 'wire', kind: 'COPY' }]);
  });

  it('takes the agency a text credits for its original, whoever printed first', () => {
    const index = createCopyIndex({ windowHours: 48 });
    index.add(candidate('paper', wireText, { wire: 'wire.demo' }), null);
    const wire = candidate('wire', wireText, { publishedAt: minutes(30) });
    expect(index.find(wire)).toBeNull();
    expect(index.displacedBy(wire)).toMatchObject([{ id: 'paper', originalId: 'wire' }]);
  });

  it('compares short bodies of one language by their headlines', () => {
    const index = createCopyIndex({ windowHours: 480 });
    const headline = 'Banjir Bengawan Solo rendam ratusan rumah warga Sragen';
    const short = { headline, words: 12, language: 'id' };
    index.add(candidate('first', 'pendek sekali', short), null);
    expect(index.find(candidate('again', 'lain pula', short))).toMatchObject({
      originalId: 'first',
      kind: 'COPY',
    });
    expect(index.find(candidate('malay', 'lain pula', { ...short, language: 'ms' }))).toBeNull();
    const later = { ...short, publishedAt: minutes(49 * 60) };
    expect(index.find(candidate('later', 'lain pula', later))).toBeNull();
    const other = { ...short, headline: 'Banjir Bengawan Solo surut, warga Sragen pulang' };
    expect(index.find(candidate('other', 'lain pula', other))).toBeNull();
  });

  it('goes on finding copies of a text that sixty outlets carry', () => {
    const index = createCopyIndex({ windowHours: 48 });
    index.add(candidate('wire', wireText), null);
    for (let i = 1; i <= 60; i++) {
      const copy = candidate(`paper${i}`, wireText, { publishedAt: minutes(i) });
      const match = index.find(copy);
      expect(match, `paper ${i}`).toMatchObject({ originalId: 'wire', kind: 'COPY' });
      index.add(copy, match);
    }
  });

  it('takes no trailer under a hundred articles for a copy', () => {
    const index = createCopyIndex({ windowHours: 48 });
    const trailer = wordsFrom(99, 60);
    const early = Array.from({ length: 100 }, (_, i) =>
      candidate(`a${i}`, `${wordsFrom(100 + i, 240)} ${trailer}`),
    );
    for (const article of early) index.add(article, null);
    expect(index.find(candidate('new', `${wordsFrom(500, 100)} ${trailer}`))).toBeNull();
  });

  it('forgets what is pruned and what exceeds its capacity', () => {
    const index = createCopyIndex({ windowHours: 48, capacity: 2 });
    for (const id of ['a', 'b', 'c']) index.add(candidate(id, wordsFrom(id.charCodeAt(0), 240)), null);
    expect(index.size).toBe(2);
    expect(index.find(candidate('x', wordsFrom('a'.charCodeAt(0), 240)))).toBeNull();
    index.prune(minutes(1));
    expect(index.size).toBe(0);
  });
});
