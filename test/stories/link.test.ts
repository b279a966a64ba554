import { describe, expect, it } from 'vitest';
import { entityId } from '../../src/base/id.ts';
import {
  addToProfile,
  createProfile,
  defaultLinkSettings,
  linkLikeness,
  mergeProfiles,
} from '../../src/stories/link.ts';

const noon = new Date('2026-03-10T12:00:00Z');
const counts = { clusters: 20, naming: () => 2 };
const person = (name: string) => entityId('PERSON', `person:${name}`);
const country = (code: string) => entityId('PLACE', `iso:${code}`);

function profile(language: string, entityIds: string[], at = noon, cues: string[] = []) {
  const made = createProfile(language);
  addToProfile(made, { publishedAt: at, entityIds, cues });
  return made;
}

const likeness = (a: string[], b: string[], at = noon) =>
  linkLikeness(profile('en', a), profile('id', b, at), counts, defaultLinkSettings);
const likenessOfCues = (a: string[], b: string[]) =>
  linkLikeness(profile('en', [], noon, a), profile('id', [], noon, b), counts, defaultLinkSettings);

describe('linkLikeness', () => {
  it('is highest for the same entities at the same time and falls with the time between', () => {
    const ids = [person('putin'), person('hollande')];
    const later = likeness(ids, ids, new Date(noon.getTime() + 48 * 3_600_000));
    expect(likeness(ids, ids)).toBeGreaterThan(1);
    expect(later / likeness(ids, ids)).toBeCloseTo(Math.exp(-1), 6);
  });

  it('wants two shared entities, or an entity and a number', () => {
    const one = [person('putin')];
    expect(likeness(one, one)).toBe(0);
    const withNumber = (cue: string) =>
      linkLikeness(
        profile('en', one, noon, ['#224']),
        profile('id', one, noon, [cue]),
        counts,
        defaultLinkSettings,
      );
    expect(withNumber('#224')).toBeGreaterThan(1);
    expect(withNumber('#225')).toBe(0);
  });

  it('links by people, and not by countries alone', () => {
    const people = likeness(
      [person('a'), person('b'), country('FR')],
      [person('a'), person('b'), country('RU')],
    );
    const countries = likeness(
      [person('a'), country('FR'), country('RU')],
      [person('b'), country('FR'), country('RU')],
    );
    expect(people).toBeGreaterThan(1);
    expect(countries).toBe(0);
  });

  it('links by printed names and numbers where no entity is known', () => {
    expect(likenessOfCues(['sawahlunt', '#150'], ['sawahlunt', '#150'])).toBeGreaterThan(1);
    expect(likenessOfCues(['sawahlunt', 'padang'], ['sawahlunt', 'solok'])).toBe(0);
    expect(likenessOfCues([country('FR'), country('RU')], [country('FR'), country('RU')])).toBe(0);
  });

  it('adds up over articles and merged profiles', () => {
    const a = profile('en', ['x', 'y']);
    addToProfile(a, { publishedAt: noon, entityIds: ['x'], cues: ['#12', '#12'] });
    mergeProfiles(profile('en', ['x', 'z']), a);
    expect(a.articles).toBe(3);
    expect(Object.fromEntries(a.entities)).toEqual({ x: 3, y: 1, z: 1 });
    expect(Object.fromEntries(a.cues)).toEqual({ '#12': 1 });
  });
});
