import { expect, it } from 'vitest';
import { printSearchQuery } from '../../src/store/searchPrint.ts';
import { parseSearchQuery, type SearchNode } from '../../src/store/searchQuery.ts';
import { randomOf } from '../eval/stories.ts';

const random = randomOf(7);
const below = (n: number) => Math.floor(random() * n);
const leaves = [
  'banjir',
  '"Air Asia"',
  'Su-24',
  'headline:Solo',
  'headline:"dua kata"',
  'begin*',
  'headline:sol*',
  'near5:(satu dua tiga)',
  'source:solopos.com',
  'source:"Surya Pagi (Solo)"',
  'lang:en-GB',
  'person:"O\'Brien"',
  '中国经济',
];

function randomQuery(depth: number): string {
  if (depth === 0 || random() < 0.3) return `${random() < 0.2 ? '-' : ''}${leaves[below(leaves.length)]}`;
  const parts = Array.from({ length: 1 + below(3) }, () => randomQuery(depth - 1));
  const whole = parts.join([' ', ' OR ', ' AND '][below(3)]);
  return random() < 0.6 ? `${random() < 0.2 ? '-' : ''}(${whole})` : whole;
}

it('prints a text that means the same and prints the same', () => {
  for (let round = 0; round < 500; round += 1) {
    const text = randomQuery(3);
    const node = parseSearchQuery(text) as SearchNode;
    const printed = printSearchQuery(node);
    expect(parseSearchQuery(printed), `${text} → ${printed}`).toEqual(node);
  }
});
