import { describe, expect, it } from 'vitest';
import { mediaTopic } from '../../src/base/mediaTopics.ts';
import { demoTopics, halfOf, labelledItems, scoreTopics, topsOf } from './topics.ts';

describe('the labelled items', () => {
  const items = ['id', 'en', 'pt'].flatMap(labelledItems);

  it('are whole, each once, with topics of the vocabulary', () => {
    expect(new Set(items.map(({ headline }) => headline)).size).toBe(items.length);
    for (const { headline, lead, topics } of items) {
      expect(lead.length, headline).toBeGreaterThan(20);
      expect(topics.length > 0 && topics.every((code) => mediaTopic(code) !== null), headline).toBe(true);
    }
  });

  it('are parted in halves, and name every topic at the top in each language', () => {
    const dev = items.filter((item) => halfOf(item) === 'dev').length;
    expect(Math.abs(dev - items.length / 2)).toBeLessThan(items.length / 10);
    for (const language of ['id', 'en']) {
      const own = items.filter((item) => item.language === language);
      expect(topsOf(own.flatMap(({ topics }) => topics))).toHaveLength(17);
    }
  });

  it('label every article of the demo newsroom', () => {
    expect(demoTopics().every(({ gold }) => gold.length > 0)).toBe(true);
  });
});

describe('scoreTopics', () => {
  it('counts each item and topic once', () => {
    const { micro, macroF1 } = scoreTopics([
      { gold: ['a'], found: ['a', 'b'] },
      { gold: ['a', 'c'], found: ['a'] },
    ]);
    expect([micro.right, micro.found, micro.expected]).toEqual([2, 3, 3]);
    // a is right, c is missed, b is labelled nowhere.
    expect(macroF1).toBe(50);
    expect(scoreTopics([]).micro.f1).toBe(100);
  });
});
