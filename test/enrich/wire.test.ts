import { describe, expect, it } from 'vitest';
import { enrich } from '../../src/enrich/enrich.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { wireDomain } from '../../src/enrich/wire.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

const gazetteer = loadGazetteer();
const wireOf = (text: string, language: string) => {
  const from = {
    headline: null,
    publishedAt: null,
    sourceName: null,
    sourceDomain: null,
    sourceCountry: null,
  };
  const facts = enrich({ text, language, ...from }, { gazetteer, registry: createRegistry() });
  return wireDomain(facts, gazetteer);
};

describe('the wire a text rests on', () => {
  it('is the agency in the dateline before any outlet credited later', () => {
    const text =
      'PARIS (Reuters) - The talks ended early on Monday. The minister told the BBC that he was tired.';
    expect(wireOf(text, 'en')).toBe('reuters.com');
  });

  it('is the credited outlet when the dateline names none', () => {
    expect(wireOf('PARIS – Perundingan berakhir lebih awal, seperti dikabarkan AFP, Senin.', 'id')).toBe(
      'afp.com',
    );
  });

  it('is null when nobody is credited', () => {
    expect(wireOf('PARIS – Perundingan berakhir lebih awal pada Senin malam.', 'id')).toBeNull();
  });
});
