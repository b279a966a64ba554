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
    ['Hujan turun, tulis warga.\n\nHarga minyak turun. (Reuters)', 'id', 'Reuters', 'reuters.com'],
    ['Kantor berita Interfax melaporkan hujan turun.', 'id', 'Kantor berita Interfax melaporkan', null],
    ['Rain fell, Xinhua news agency said.', 'en', 'Xinhua news agency said', null],
    ['A report in the Financial Times was denied.', 'en', 'A report in the Financial Times', null],
    ['Oil prices fell, Reuters reported.', 'en', 'Reuters reported', 'reuters.com'],
    ['“We are tired,” the driver told AFP.', 'en', 'told AFP', 'afp.com'],
    ['Oil prices fell, according to the BBC.', 'en', 'according to the BBC', null],
  ])('reads %s', (text, language, phrase, domain) => {
    const [found, ...others] = citationsOf(text, language);
    expect(found?.text).toBe(phrase);
    expect(others).toEqual([]);
    if (domain !== null) expect(found?.domain).toBe(domain);
  });

  it('reads the source behind an outlet that is itself credited', () => {
    const found = citationsOf('Harga turun, seperti dikutip Kompas.com dari Reuters, Senin.', 'id');
    expect(found.map((c) => c.text)).toEqual(['seperti dikutip Kompas.com', 'dari Reuters']);
  });

  it('reads two agencies that sign a text', () => {
    const found = citationsOf('Harga minyak turun. (Reuters/Antara)', 'id');
    expect(found.map((c) => c.text)).toEqual(['Reuters', 'Antara']);
  });

  it('takes an outlet in parentheses inside a sentence for no signature', () => {
    expect(citationsOf('She joined an agency (Reuters).', 'en')).toEqual([]);
  });

  it('takes neither a director nor a mere mention for an outlet', () => {
    expect(citationsOf('Hal itu dilaporkan Direktur Bambang Suryadi kepada polisi.', 'id')).toEqual([]);
    expect(citationsOf('Reuters moved its office to a new street.', 'en')).toEqual([]);
  });
});
