import { describe, expect, it } from 'vitest';
import { enrich } from '../../src/enrich/enrich.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

function quotesOf(text: string, language: string) {
  const input = {
    text,
    language,
    headline: null,
    publishedAt: null,
    sourceName: null,
    sourceDomain: null,
    sourceCountry: null,
  };
  const facts = enrich(input, { gazetteer: loadGazetteer(), registry: createRegistry() });
  const nameOf = (key: string | null) => facts.entities.find((e) => e.key === key)?.name ?? null;
  return facts.quotes.map((q) => ({ style: q.style, text: q.text, speaker: nameOf(q.speakerKey) }));
}

describe('direct speech', () => {
  it.each([
    [
      '“Air naik sangat cepat,” kata Kepala BPBD Sragen, Bagas Prihantono, Rabu (25/11).',
      'id',
      'Bagas Prihantono',
    ],
    ['“Saya belum tahu soal itu,” Rini Astutik menjawab singkat.', 'id', 'Rini Astutik'],
    ['“We cannot wait any longer,” insisted Harriet Colby’s deputy, Lena Krol.', 'en', 'Lena Krol'],
    ['"Kami menunggu bantuan," tutur Rini Astutik kepada wartawan.', 'id', 'Rini Astutik'],
    ['Rini Astutik mengungsi sejak pagi. "Kami menunggu bantuan," ujarnya.', 'id', 'Rini Astutik'],
    ['Rini Astutik berkata, "Kami menunggu bantuan di sini."', 'id', 'Rini Astutik'],
    ['“We counted every vote twice,” said Mayor Harriet Colby.', 'en', 'Harriet Colby'],
    ['“We counted every vote twice,” Harriet Colby told reporters.', 'en', 'Harriet Colby'],
    ['Harriet Colby counted the votes. “We did it twice over,” she said.', 'en', 'Harriet Colby'],
    ['Harriet Colby said: “We counted every vote twice.”', 'en', 'Harriet Colby'],
    ['«Nous» she wrote. Harriet Colby added: «We counted every vote twice.»', 'en', 'Harriet Colby'],
  ])('names the speaker of %s', (text, language, speaker) => {
    const found = quotesOf(text, language).filter((q) => q.style === 'DIRECT');
    expect(found.at(-1)?.speaker).toBe(speaker);
  });

  it('goes on with one voice over an attribution in the middle', () => {
    const found = quotesOf(
      '“The others brought laptops,” said Lionel Boon, the judge. “These children brought tape.”',
      'en',
    );
    expect(found.map((q) => q.speaker)).toEqual(['Lionel Boon', 'Lionel Boon']);
  });

  it('goes on over paragraphs that open and do not close', () => {
    const found = quotesOf(
      'Harriet Colby said: “We counted every vote twice.\n\n“Then we counted them again.”',
      'en',
    );
    expect(found.map((q) => q.speaker)).toEqual(['Harriet Colby', 'Harriet Colby']);
  });

  it('leaves a quotation without a verb of speech without a speaker', () => {
    expect(
      quotesOf('Putin bertemu Hollande di Moskow.\n\n“Kami membahas banyak hal hari ini,”', 'id').at(-1)
        ?.speaker,
    ).toBeNull();
  });

  it('does not give a quotation to the speaker of the next sentence', () => {
    const found = quotesOf(
      'Judge Jeremy Baker told him: “You have shown no remorse.” Andy Webster, of the police, said the case had been hard.',
      'en',
    );
    expect(found.find((q) => q.style === 'DIRECT')?.speaker).toBe('Jeremy Baker');
  });

  it('takes no scare quotes', () => {
    expect(quotesOf('The “smart” bridge opened on Friday.', 'en')).toEqual([]);
  });
});

describe('reported speech', () => {
  it.each([
    [
      'Siti Aminah mengatakan bahwa jembatan itu aman dilalui.',
      'id',
      'jembatan itu aman dilalui',
      'Siti Aminah',
    ],
    ['Dikatakan Siti Aminah, jembatan itu aman dilalui.', 'id', 'jembatan itu aman dilalui', 'Siti Aminah'],
    ['Menurut Siti Aminah, jembatan itu aman dilalui.', 'id', 'jembatan itu aman dilalui', 'Siti Aminah'],
    ['Jembatan itu aman dilalui, kata Siti Aminah.', 'id', 'Jembatan itu aman dilalui', 'Siti Aminah'],
    [
      'Turki menyatakan telah mengeluarkan sepuluh peringatan.',
      'id',
      'telah mengeluarkan sepuluh peringatan',
      'Turkey',
    ],
    ['Harriet Colby said that the bridge was safe.', 'en', 'the bridge was safe', 'Harriet Colby'],
    ['Harriet Colby told reporters that the bridge was safe.', 'en', 'the bridge was safe', 'Harriet Colby'],
    [
      'The bridge was perfectly safe, Harriet Colby said on Monday.',
      'en',
      'The bridge was perfectly safe',
      'Harriet Colby',
    ],
    ['According to Harriet Colby, the bridge was safe.', 'en', 'the bridge was safe', 'Harriet Colby'],
  ])('spans the clause of %s', (text, language, clause, speaker) => {
    expect(quotesOf(text, language)).toEqual([{ style: 'INDIRECT', text: clause, speaker }]);
  });

  it('names nobody for an unnamed official', () => {
    const found = quotesOf('Officials said the bridge was safe.', 'en');
    expect(found.map((q) => q.speaker)).toEqual([null]);
  });
});
