import { describe, expect, it } from 'vitest';
import { tokenize } from '../../src/enrich/tokens.ts';

const sentences = (text: string): string[] => {
  const scan = tokenize(text);
  return scan.sentences.map((from, s) => {
    const part = scan.tokens.slice(from, scan.sentences[s + 1] ?? scan.tokens.length);
    return text.slice(part[0]?.start, part.at(-1)?.end);
  });
};

describe('tokens', () => {
  it('cuts possessives and hyphens off names and keeps initials and domains whole', () => {
    const texts = tokenize("France's U.S. envoy read Solopos.com on the Rusia-Prancis row.").tokens.map(
      (t) => t.text,
    );
    expect(texts).toEqual([
      'France',
      "'s",
      'U.S.',
      'envoy',
      'read',
      'Solopos.com',
      'on',
      'the',
      'Rusia',
      '-',
      'Prancis',
      'row',
      '.',
    ]);
  });

  it('ends sentences at full stops but not behind titles, months or initials', () => {
    expect(sentences('Mr. Colby met Dr. A. Nuh on Nov. 3. He left.')).toEqual([
      'Mr. Colby met Dr. A. Nuh on Nov. 3.',
      'He left.',
    ]);
  });

  it('ends sentences at paragraphs and behind closing quotation marks', () => {
    expect(sentences('“We won.” Colby smiled\n\nThen home')).toEqual([
      '“We won.”',
      'Colby smiled',
      'Then home',
    ]);
  });

  it('marks words whose capital says nothing', () => {
    const initial = tokenize('Rain fell. “Water came,” said Colby.')
      .tokens.filter((t) => t.initial)
      .map((t) => t.text);
    expect(initial).toEqual(['Rain', 'Water']);
  });

  it('knows a shouted sentence', () => {
    expect(tokenize('AS MANY AS TEN SHIPS. Ten ships sank there.').shouted).toEqual([true, false]);
  });
});
