import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/demo/catalogue.ts';
import { demoOutlets } from '../../src/demo/outlets.ts';
import { createTimeline } from '../../src/demo/timeline.ts';

const epoch = new Date('2026-03-10T12:00:00Z');
const timeline = createTimeline(catalogue, { epoch });
const later = (seconds: number) => new Date(epoch.getTime() + seconds * 1000);
const atEpoch = timeline.published(epoch);
const waiting = catalogue.length - atEpoch.length;

describe('catalogue', () => {
  it('holds every slug once and only articles of the outlets there are', () => {
    expect(new Set(catalogue.map((article) => article.slug)).size).toBe(catalogue.length);
    const slugs = new Set(demoOutlets.map((outlet) => outlet.slug));
    expect(catalogue.filter((article) => !slugs.has(article.outlet))).toEqual([]);
  });

  it('gives every outlet something to print, in a language it prints', () => {
    for (const outlet of demoOutlets) {
      const own = catalogue.filter((article) => article.outlet === outlet.slug);
      expect(own.length, outlet.slug).toBeGreaterThan(2);
      expect(
        own.every((article) => outlet.languages.includes(article.language)),
        outlet.slug,
      ).toBe(true);
    }
  });
});

describe('createTimeline', () => {
  it('has about 70 % out at the epoch, within the 36 hours before it', () => {
    expect(atEpoch.length / catalogue.length).toBeCloseTo(0.7, 1);
    const ages = atEpoch.map((piece) => (epoch.getTime() - piece.publishedAt.getTime()) / 60_000);
    expect(Math.max(...ages)).toBeLessThanOrEqual(36 * 60);
    expect(Math.max(...ages)).toBeGreaterThan(35 * 60);
  });

  it('has its newest piece two to four minutes old at the epoch', () => {
    const newest = Math.max(...atEpoch.map((piece) => piece.publishedAt.getTime()));
    const minutes = (epoch.getTime() - newest) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(2);
    expect(minutes).toBeLessThanOrEqual(4);
  });

  it('keeps the order of the replayed week', () => {
    const all = timeline.published(later(waiting * 40));
    expect(all.map((piece) => piece.article.slug)).toEqual(catalogue.map((article) => article.slug));
    const times = all.map((piece) => piece.publishedAt.getTime());
    expect(times.every((ms, i) => i === 0 || ms >= (times[i - 1] ?? 0))).toBe(true);
  });

  it('lets one piece in every 40 seconds after the epoch', () => {
    expect(timeline.published(later(39))).toHaveLength(atEpoch.length);
    expect(timeline.published(later(40))).toHaveLength(atEpoch.length + 1);
    expect(timeline.published(later(200))).toHaveLength(atEpoch.length + 5);
    expect(timeline.published(later(40)).at(-1)?.publishedAt).toEqual(later(40));
  });

  it('starts the week over, a piece every five minutes, under paths of their own', () => {
    const allOut = waiting * 40;
    expect(timeline.published(later(allOut + 299))).toHaveLength(catalogue.length);
    const again = timeline.published(later(allOut + 600));
    expect(again).toHaveLength(catalogue.length + 2);
    expect(again.at(-2)?.article.slug).toBe(catalogue[0]?.slug);
    expect(again.at(-2)?.path).toMatch(/^\/\w+\/edisi-2\/2026\/03\/[a-z0-9-]+$/u);
    expect(new Set(again.map((piece) => piece.path)).size).toBe(again.length);
  });

  it('never publishes ahead of its clock', () => {
    for (const seconds of [-90_000, -3_600, -60, 0, 59, 1_000, 5_000, 60_000]) {
      const now = later(seconds);
      const ahead = timeline.published(now).filter((piece) => piece.publishedAt > now);
      expect(ahead, `${seconds} s after the epoch`).toEqual([]);
    }
  });

  it('finds a piece by its path once it is out, and not before', () => {
    const [next] = timeline.published(later(40)).slice(-1);
    expect(next && timeline.find(next.path, later(40))?.article.slug).toBe(next?.article.slug);
    expect(next && timeline.find(next.path, later(39))).toBeNull();
    expect(timeline.find('/lintas/2026/03/no-such-piece', later(40))).toBeNull();
    expect(timeline.find(next?.path.replace('2026', '2025') ?? '', later(40))).toBeNull();
  });

  it('lists the latest of an outlet, newest first', () => {
    const latest = timeline.latest(later(100_000), 'lintas', 60);
    expect(latest).toHaveLength(60);
    expect(latest.every((piece) => piece.article.outlet === 'lintas')).toBe(true);
    const times = latest.map((piece) => piece.publishedAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });
});
