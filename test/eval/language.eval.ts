/**
 * `npm run eval:language`: how often the language of a text is found, without a declaration and with a wrong one. The
 * sentences are our own and were not learnt from; whole articles are the demo newsroom's.
 */
import { it } from 'vitest';
import { detectLanguage } from '../../src/enrich/language.ts';
import { longSentences, shortSentences } from './languageSentences.ts';
import { demoArticles } from './recognise.ts';
import { shareOf } from './scores.ts';

type Labelled = readonly (readonly [language: string, text: string])[];

function print(name: string, texts: Labelled, declared: string | null): void {
  const languages = [...new Set(texts.map(([language]) => language))];
  const cells = languages.map((language) => {
    const own = texts.filter(([of]) => of === language);
    const right = own.filter(([, text]) => detectLanguage(text, declared) === language).length;
    const { percent, of } = shareOf(right, own.length);
    return `${language} ${percent.toFixed(1)} (${right}/${of})`;
  });
  console.log(name.padEnd(34) + cells.join('   '));
}

/** Three sentences of one language as one text. */
const inThrees: Labelled = [...new Set(longSentences.map(([language]) => language))].flatMap((language) => {
  const own = longSentences.filter(([of]) => of === language).map(([, text]) => text);
  return own.flatMap((_, at) => (at % 3 === 0 ? [[language, own.slice(at, at + 3).join(' ')] as const] : []));
});

it('language', () => {
  print('sentences, nothing declared', longSentences, null);
  for (const wrong of ['id', 'en']) print(`sentences, declared ${wrong}`, longSentences, wrong);
  print('three sentences, nothing declared', inThrees, null);
  for (const wrong of ['id', 'ms']) print(`three sentences, declared ${wrong}`, inThrees, wrong);
  print('4 to 6 words, nothing declared', shortSentences, null);
  print('4 to 6 words, declared id', shortSentences, 'id');
  print('4 to 6 words, declared en', shortSentences, 'en');
  const articles = demoArticles().map(({ language, text }) => [language, text] as const);
  print('demo articles, nothing declared', articles, null);
  print('demo articles, declared ms', articles, 'ms');
  if (process.env.EVAL_FAULTS !== undefined) {
    for (const [language, text] of [...longSentences, ...shortSentences]) {
      const found = detectLanguage(text, null);
      if (found !== language) console.log(`${language} read as ${found}: ${text}`);
    }
  }
});
