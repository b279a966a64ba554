import { describe, expect, it } from 'vitest';
import { enrich } from '../../src/enrich/enrich.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

function citationsOf(text: string, language: string) {
  const input = {
    text,
    language,
    headline: null,
    publishedAt: null,
    sourceName: null,
    sourceDomain: null,
    sourceCountry: null,
  };
  return enrich(input, { gazetteer: loadGazetteer(), registry: createRegistry() }).citations;
}

describe('credits to other outlets', () => {
  it.each([
    [
      'Harga minyak turun, seperti dikabarkan Reuters, Jumat.',
      'id',
      'seperti dikabarkan Reuters',
      'reuters.com',
    ],
    ['Dikutip dari AFP, harga minyak turun.', 'id', 'Dikutip dari AFP', 'afp.com'],
    ['Melansir kantor berita Xinhua, hujan turun deras.', 'id', 'Melansir kantor berita Xinhua', null],
    ['Ia mengaku lelah, katanya kepada Reuters.', 'id', 'kepada Reuters', 'reuters.com'],
    ['Demikian dilaporkan Antara dari lokasi.', 'id', 'Demikian dilaporkan Antara', 'antaranews.com'],
    ['Oil prices fell, Reuters reported.', 'en', 'Reuters reported', 'reuters.com'],
    ['“We are tired,” the driver told AFP.', 'en', 'told AFP', 'afp.com'],
    ['Oil prices fell, according to the BBC.', 'en', 'according to the BBC', null],
  ])('reads %s', (text, language, phrase, domain) => {
    const [found, ...others] = citationsOf(text, language);
    expect(found?.text).toBe(phrase);
    expect(others).toEqual([]);
    if (domain !== null) expect(found?.domain).toBe(domain);
  });

  it('takes neither a director nor a mere mention for an outlet', () => {
    expect(citationsOf('Hal itu dilaporkan Direktur Bambang Suryadi kepada polisi.', 'id')).toEqual([]);
    expect(citationsOf('Reuters moved its office to a new street.', 'en')).toEqual([]);
  });
});
