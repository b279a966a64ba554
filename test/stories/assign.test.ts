import { describe, expect, it } from 'vitest';
import { publicId } from '../../src/base/id.ts';
import { createStoryAssigner, type StoryArticle } from '../../src/stories/assign.ts';
import {
  arrivalOrders,
  type GoldStoryArticle,
  loadGoldStories,
  runStories,
  scoreDemo,
} from '../eval/demoStories.ts';
import { shuffled } from '../eval/stories.ts';

const gold = await loadGoldStories();
const articles = gold.map(({ article }) => article);
const storyOfGold = new Map(gold.map(({ article, story }) => [article.id, story]));
const ofStory = (story: string) => gold.filter((item) => item.story === story).map(({ article }) => article);

describe('createStoryAssigner', () => {
  it('groups the demo newsroom by its gold stories and finds every copy, in whatever order articles come in', () => {
    for (const { name, order } of arrivalOrders<GoldStoryArticle>(gold, shuffled)) {
      const { stories, copies } = scoreDemo(order);
      expect(stories.f1, name).toBeGreaterThanOrEqual(95);
      expect(stories.precision, name).toBeGreaterThanOrEqual(98);
      expect(copies.f1, name).toBe(100);
    }
  });

  it('gives one event in two languages one story', () => {
    const { stories } = runStories(articles);
    const languages = new Map<string, Set<string>>();
    for (const { id, language } of ofStory('fury-klitschko')) {
      const key = stories.get(id) ?? '';
      languages.set(key, (languages.get(key) ?? new Set()).add(language));
    }
    expect([...languages.values()]).toEqual([new Set(['en', 'id'])]);
  });

  it('makes the key of a story from its founding article', () => {
    const [first] = articles;
    expect(first && createStoryAssigner().assign(first)).toEqual({
      story: publicId('Story', first?.id ?? ''),
      copyOf: null,
      copyKind: null,
      containment: null,
      merged: [],
      recast: [],
    });
  });

  it('gives the same stories for the same articles in the same order', () => {
    expect([...runStories(articles).stories]).toEqual([...runStories(articles).stories]);
  });

  it('never merges a story into a younger one, and only stories it gave out', () => {
    for (const { order } of arrivalOrders<GoldStoryArticle>(gold, shuffled)) {
      const assigner = createStoryAssigner();
      const given: string[] = [];
      for (const { article } of order) {
        const { story, merged } = assigner.assign(article);
        for (const { from, into } of merged) {
          expect(given).toContain(from);
          expect(given.indexOf(into)).toBeLessThan(given.indexOf(from));
        }
        if (!given.includes(story)) given.push(story);
      }
    }
  });

  it('recasts copies that came in before their original', () => {
    const copy = gold.find((item) => item.copy?.kind === 'COPY');
    const original = articles.find(({ id }) => id === copy?.copy?.original);
    const assigner = createStoryAssigner();
    const before = copy && assigner.assign(copy.article);
    const after = original && assigner.assign(original);
    expect(before?.copyOf).toBeNull();
    expect(after?.copyOf).toBeNull();
    expect(after?.story).toBe(before?.story);
    expect(after?.recast).toMatchObject([{ id: copy?.article.id, originalId: original?.id, kind: 'COPY' }]);
  });

  it('goes on after a restart as if it had never stopped, whatever the order and wherever it stopped', () => {
    for (const { name, order } of arrivalOrders<GoldStoryArticle>(gold, shuffled)) {
      const inOrder = order.map(({ article }) => article);
      for (const cut of [3, 10, 24, 38, 52, 66]) {
        const run = runStories(inOrder.slice(0, cut));
        const reborn = createStoryAssigner();
        for (const article of inOrder.slice(0, cut)) {
          const copy = run.copies.get(article.id);
          const key = run.stories.get(article.id) ?? '';
          reborn.remember(article, key, copy?.original ?? null, copy?.kind ?? null);
        }
        const rest = inOrder.slice(cut);
        const went = rest.map((article) => run.assigner.assign(article));
        expect(
          rest.map((article) => reborn.assign(article)),
          `${name}, cut at ${cut}`,
        ).toEqual(went);
      }
    }
  });

  it('takes over what another assigner found out about articles it knows', () => {
    for (const { name, order } of arrivalOrders<GoldStoryArticle>(gold, shuffled)) {
      const inOrder = order.map(({ article }) => article);
      const [known, since] = [inOrder.slice(0, 30), inOrder.slice(30, 60)];
      const run = runStories(known);
      const absent = createStoryAssigner();
      for (const article of known) {
        const copy = run.copies.get(article.id);
        absent.remember(
          article,
          run.stories.get(article.id) ?? '',
          copy?.original ?? null,
          copy?.kind ?? null,
        );
      }
      const went = since.map((article) => run.assigner.assign(article));
      const merged = went.flatMap((assignment) => assignment.merged);
      const survivorOf = (key: string): string => {
        const merge = merged.find(({ from }) => from === key);
        return merge ? survivorOf(merge.into) : key;
      };
      const recast = went.flatMap((assignment) => assignment.recast);
      for (const [i, article] of since.entries()) {
        const own = went[i];
        const later = recast.find(({ id }) => id === article.id);
        absent.remember(
          article,
          survivorOf(own?.story ?? ''),
          later?.originalId ?? own?.copyOf ?? null,
          later?.kind ?? own?.copyKind ?? null,
        );
      }
      absent.revise({ merged, recast });
      const rest = inOrder.slice(60);
      const expected = rest.map((article) => run.assigner.assign(article));
      expect(
        rest.map((article) => absent.assign(article)),
        name,
      ).toEqual(expected);
    }
  });

  it('passes over a revision of what it does not know', () => {
    const assigner = createStoryAssigner();
    assigner.revise({
      merged: [{ from: 'sto_a', into: 'sto_b' }],
      recast: [{ id: 'art_a', originalId: 'art_b', kind: 'COPY' }],
    });
    const [first] = articles;
    expect(first && assigner.assign(first).merged).toEqual([]);
  });

  it('keeps apart what shares nothing but a country', () => {
    const make = (id: string, headline: string, person: string): StoryArticle => ({
      id,
      language: 'en',
      headline,
      text: headline,
      publishedAt: new Date('2026-03-10T12:00:00Z'),
      sourceDomain: 'a.demo',
      entityIds: [publicId('Person', person), publicId('Place', 'iso:ID')],
    });
    const assigner = createStoryAssigner();
    const flood = assigner.assign(make('1', 'River bursts its banks, hundreds flee', 'person:a'));
    const robots = assigner.assign(make('2', 'Pupils win a robot contest with scrap parts', 'person:b'));
    expect(robots.story).not.toBe(flood.story);
  });

  it('forgets what exceeds its capacity and still assigns', () => {
    const assigner = createStoryAssigner({ cluster: { capacity: 5 } });
    const { stories } = runStories(articles, assigner);
    expect(stories.size).toBe(articles.length);
    const wrong = [...stories].filter(([id, key]) => {
      const mates = [...stories].filter(([, other]) => other === key).map(([mate]) => storyOfGold.get(mate));
      return mates.some((story) => story !== storyOfGold.get(id));
    });
    expect(wrong.length).toBeLessThan(8);
  });
});
