import { describe, expect, it } from 'vitest';
import { entityId } from '../../src/base/id.ts';
import {
  addToProfile,
  createProfile,
  defaultLinkSettings,
  linkScore,
  mergeProfiles,
} from '../../src/stories/link.ts';

const noon = new Date('2026-03-10T12:00:00Z');
const counts = { clusters: 20, naming: () => 2 };
const person = (name: string) => entityId('PERSON', `person:${name}`);
const country = (code: string) => entityId('PLACE', `iso:${code}`);

function profile(language: string, ids: string[], at = noon) {
  const made = createProfile(language);
  addToProfile(made, at, ids);
  return made;
}

const score = (a: string[], b: string[], at = noon) =>
  linkScore(profile('en', a), profile('id', b, at), counts, defaultLinkSettings);

describe('linkScore', () => {
  it('is 1 for the same entities at the same time and falls with the time between', () => {
    const ids = [person('putin'), person('hollande')];
    expect(score(ids, ids)).toBeCloseTo(1, 6);
    expect(score(ids, ids, new Date(noon.getTime() + 48 * 3_600_000))).toBeCloseTo(Math.exp(-1), 6);
  });

  it('wants two shared entities', () => {
    expect(score([person('putin')], [person('putin')])).toBe(0);
  });

  it('links by people, and not by countries alone', () => {
    const people = score(
      [person('a'), person('b'), country('FR')],
      [person('a'), person('b'), country('RU')],
    );
    const countries = score(
      [person('a'), country('FR'), country('RU')],
      [person('b'), country('FR'), country('RU')],
    );
    expect(people).toBeGreaterThan(0.7);
    expect(countries).toBe(0);
  });

  it('adds up over articles and merged profiles', () => {
    const a = profile('en', ['x', 'y']);
    addToProfile(a, noon, ['x']);
    mergeProfiles(profile('en', ['x', 'z']), a);
    expect(a.articles).toBe(3);
    expect(Object.fromEntries(a.entities)).toEqual({ x: 3, y: 1, z: 1 });
  });
});
