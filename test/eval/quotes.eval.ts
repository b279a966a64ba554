/** `npm run eval:quotes`: which quotes are taken for the same statement, on labelled pairs (test/gold/quotes). */
import { it } from 'vitest';
import { groupsOf, type JudgedPair, judge } from './quotes.ts';

function print(title: string, pairs: readonly JudgedPair[]): void {
  const found = pairs.filter(({ isFound }) => isFound);
  const same = pairs.filter(({ isSame }) => isSame);
  const right = found.filter(({ isSame }) => isSame).length;
  const percent = (of: number) => (of === 0 ? 100 : (100 * right) / of).toFixed(1).padStart(6);
  const counts = `${String(same.length).padStart(4)} of ${String(pairs.length).padStart(4)} pairs are one statement`;
  console.log(`${title.padEnd(28)}${counts}  P ${percent(found.length)}  R ${percent(same.length)}`);
}

it.each(['development', 'test'] as const)('%s half', (half) => {
  const pairs = groupsOf(half).flatMap(judge);
  print(
    `${half}, one language`,
    pairs.filter(({ isAcross }) => !isAcross),
  );
  print(
    `${half}, Indonesian–English`,
    pairs.filter(({ isAcross }) => isAcross),
  );
  if (half === 'test') return;
  for (const { group, texts, isSame, isFound } of pairs) {
    if (isSame !== isFound) console.log(`  ${isFound ? 'wrong' : 'missed'} ${group}: ${texts.join(' / ')}`);
  }
});
