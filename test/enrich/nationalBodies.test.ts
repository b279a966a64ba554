import { describe, expect, it } from 'vitest';
import { enrich } from '../../src/enrich/enrich.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

/** Key of a name in a text; the outlet's country is Indonesia. */
function keyIn(text: string, name: string, language = 'en'): string | null | undefined {
  const page = { headline: null, publishedAt: null, sourceName: null, sourceDomain: null };
  const facts = enrich(
    { ...page, sourceCountry: 'ID', text, language },
    { gazetteer: loadGazetteer(), registry: createRegistry() },
  );
  return facts.mentions.find((m) => m.text.endsWith(name))?.entityKey;
}

describe('a body that every country has', () => {
  it.each([
    [
      'SEOUL, Nov 26 (Reuters) – The National Assembly met on Thursday.',
      'National Assembly',
      'org:national-assembly-kr',
    ],
    [
      'PARIS, Nov 26 (AFP) – The National Assembly voted on Thursday.',
      'National Assembly',
      'org:national-assembly-fr',
    ],
    ['JAKARTA, Nov 26 (Reuters) – The House of Representatives met.', 'House of Representatives', 'org:dpr'],
    [
      'JAKARTA, Nov 26 (Reuters) – The Supreme Court ruled on Thursday.',
      'Supreme Court',
      'org:mahkamah-agung',
    ],
    [
      'MANILA, Nov 26 (Reuters) – The House of Representatives met.',
      'House of Representatives',
      'org:house-of-representatives@ph',
    ],
    [
      'WASHINGTON, Nov 26 (Reuters) – The House of Representatives met.',
      'House of Representatives',
      'org:us-house',
    ],
    ['BUENOS AIRES, Nov 26 (Reuters) – The Central Bank raised rates.', 'Central Bank', 'org:bcra'],
  ])('is the one of the dateline: %s', (text, name, key) => {
    expect(keyIn(text, name)).toBe(key);
  });

  it('is the one of the country that a text without dateline names most', () => {
    const text = 'Japan is to vote again. The House of Representatives of Japan met, and Japan waits for it.';
    expect(
      keyIn(
        'In Japan nobody knows. Japan waits for the House of Representatives to meet.',
        'Representatives',
      ),
    ).toBe('org:house-of-representatives@jp');
    expect(keyIn(text, 'Representatives')).not.toBe('org:us-house');
  });

  it('stays the American one where the text names the United States, or no other country twice', () => {
    const both =
      'TEHRAN, Nov 26 (Reuters) – The House of Representatives of the United States blames Iran. The House of Representatives voted.';
    expect(keyIn(both, 'House of Representatives')).toBe('org:us-house');
    expect(keyIn('The House of Representatives voted to end the talks with Iran.', 'Representatives')).toBe(
      'org:us-house',
    );
  });

  it('has one identity in both languages', () => {
    const indonesian = keyIn(
      'SEOUL – Majelis Nasional bersidang pada Kamis, kata pejabat setempat.',
      'Majelis Nasional',
      'id',
    );
    expect(indonesian).toBe('org:national-assembly-kr');
  });
});
