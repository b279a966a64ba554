import { describe, expect, it } from 'vitest';
import { createClusterer, defaultClusterSettings, liveCluster } from '../../src/stories/cluster.ts';
import { termsOf } from '../../src/stories/tokens.ts';

const start = Date.parse('2026-03-10T12:00:00Z');

function article(id: string, headline: string, hours = 0) {
  const terms = termsOf({ language: 'en', headline, text: '', entityIds: [] });
  return { id, publishedAt: new Date(start + hours * 3_600_000), terms };
}

describe('createClusterer', () => {
  it('groups headlines about one thing from the first article on', () => {
    const clusterer = createClusterer('en');
    const first = clusterer.place(
      article('a', 'Turkey shoots down Russian warplane near Syrian border'),
      null,
    );
    const other = clusterer.place(article('b', 'Pfizer and Allergan agree record merger'), null);
    const second = clusterer.place(article('c', 'Russian warplane shot down by Turkey, pilot ejected'), null);
    expect(second.cluster).toBe(first.cluster);
    expect(other.cluster).not.toBe(first.cluster);
    expect(first.cluster).toMatchObject({ founder: 'a', size: 2 });
  });

  it('does not join a story that ended long ago, on either side in time', () => {
    const clusterer = createClusterer('en');
    const { cluster } = clusterer.place(article('a', 'Volcano erupts on Bali, flights cancelled', 0), null);
    expect(
      clusterer.place(article('b', 'Volcano erupts on Bali, flights cancelled', 200), null).cluster,
    ).not.toBe(cluster);
    expect(
      clusterer.place(article('c', 'Volcano erupts on Bali, flights cancelled', -200), null).cluster,
    ).not.toBe(cluster);
  });

  it('merges two clusters that an article brings together, the smaller into the larger', () => {
    const clusterer = createClusterer('en');
    const large = clusterer.adopt(article('a', 'Blue Origin rocket lands in Texas desert'), null);
    clusterer.adopt(article('b', 'Blue Origin rocket lands upright in Texas'), large);
    clusterer.adopt(article('b2', 'Rocket of Blue Origin lands in Texas after flight'), large);
    const small = clusterer.adopt(article('c', 'Bezos rocket Blue Origin lands Texas'), null);
    const { cluster, absorbed } = clusterer.place(
      article('d', 'Blue Origin rocket lands in Texas, Bezos says'),
      null,
    );
    expect(cluster).toBe(large);
    expect(absorbed).toEqual([small]);
    expect(liveCluster(small)).toBe(large);
    expect(large.size).toBe(5);
  });

  it('keeps a sum of its articles as centroid', () => {
    const clusterer = createClusterer('en');
    const { cluster } = clusterer.place(article('a', 'Murray seals Davis Cup title'), null);
    clusterer.place(article('b', 'Davis Cup title for Murray and Britain'), cluster);
    const squared = [...cluster.centroid.values()].reduce((sum, weight) => sum + weight * weight, 0);
    expect(cluster.squaredLength).toBeCloseTo(squared, 9);
  });

  it('forgets the articles that came in first when it is full', () => {
    const clusterer = createClusterer('en', { ...defaultClusterSettings, capacity: 3 });
    const { cluster } = clusterer.place(article('a', 'Kim Young Sam funeral held in Seoul snow'), null);
    for (const id of ['b', 'c', 'd']) clusterer.place(article(id, `${id}1 ${id}2 ${id}3 ${id}4`), null);
    expect(clusterer.place(article('e', 'Kim Young Sam funeral held in Seoul snow'), null).cluster).not.toBe(
      cluster,
    );
  });
});
