import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/base/news.ts';
import { type EnrichInput, enrich } from '../../src/enrich/enrich.ts';
import { learn } from '../../src/enrich/identity.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

const plain = {
  headline: null,
  publishedAt: null,
  sourceName: null,
  sourceDomain: null,
  sourceCountry: null,
};

function read(
  text: string,
  language: string,
  more: Partial<EnrichInput> = {},
  registry = createRegistry(),
): Facts {
  return enrich({ ...plain, ...more, text, language }, { gazetteer: loadGazetteer(), registry });
}

const names = (facts: Facts, kind: string): string[] =>
  facts.mentions.filter((m) => m.kind === kind).map((m) => m.text);
const keyOf = (facts: Facts, text: string): string | null | undefined =>
  facts.mentions.find((m) => m.text === text)?.entityKey;

const page = [
  'Solopos.com, MOSKOW – Rusia membuka pintu kerja sama dengan koalisi untuk melawan Negara Islam Irak dan Suriah (ISIS).',
  'Hal itu disampaikan Presiden Rusia, Vladimir Putin, seusai menerima Presiden Prancis, Francois Hollande, di Kremlin, Moskow.',
  '“Kami mau bekerja bersama koalisi yang dipimpin Amerika Serikat,” kata Putin seperti dikabarkan Reuters, Jumat (27/11).',
  'Jet Su-24 milik Rusia ditembak Turki, Selasa (24/11). “Mereka tidak menjaga rahasia penerbangan itu,” ujarnya.',
  '“Kita membahas wilayah mana saja yang boleh diserang dan mana yang tidak,”',
  'Ia juga mengungkapkan pertukaran data akan dilakukan. “Ini awal dari koalisi besar di bawah PBB,” kata Putin.',
  'Awak yang selamat, Kapten Konstantin Murahtin, membantah adanya peringatan dari jet AS maupun ISIS.',
].join('\n\n');

describe('a report from Moscow in Indonesian', () => {
  const facts = read(page, 'id', { sourceName: 'Solopos', sourceDomain: 'solopos.com', sourceCountry: 'ID' });

  it('finds the people by name alone and keeps their titles apart', () => {
    expect(new Set(names(facts, 'PERSON'))).toEqual(
      new Set(['Vladimir Putin', 'Francois Hollande', 'Putin', 'Konstantin Murahtin']),
    );
    const roles = facts.mentions.filter((m) => m.kind === 'PERSON').map((m) => m.role);
    expect(roles).toContain('Presiden Rusia');
    expect(roles).toContain('Kapten');
  });

  it('joins a surname to its bearer', () => {
    expect(keyOf(facts, 'Putin')).toBe(keyOf(facts, 'Vladimir Putin'));
  });

  it('takes the long form and its acronym for one organisation and for no places', () => {
    expect(keyOf(facts, 'Negara Islam Irak dan Suriah')).toBe(keyOf(facts, 'ISIS'));
    expect(names(facts, 'PLACE')).not.toContain('Suriah');
    expect(names(facts, 'ORGANIZATION')).toContain('PBB');
  });

  it('reads AS as the United States and Su-24 as nothing', () => {
    expect(keyOf(facts, 'AS')).toBe('iso:US');
    expect(facts.mentions.some((m) => m.text.startsWith('Su'))).toBe(false);
  });

  it('tells the dateline from the outlet and credits the wire', () => {
    expect(facts.dateline?.text).toBe('Solopos.com, MOSKOW');
    expect(facts.dateline?.wireKey).toBeNull();
    expect(facts.dateline?.placeKey).toBe(keyOf(facts, 'Moskow'));
    expect(facts.citations.map((c) => c.text)).toEqual(['seperti dikabarkan Reuters']);
  });

  it('gives each quotation its speaker, a pronoun its antecedent, and the orphan none', () => {
    const direct = facts.quotes.filter((q) => q.style === 'DIRECT');
    const putin = keyOf(facts, 'Putin');
    expect(direct.map((q) => q.speakerKey)).toEqual([putin, putin, null, putin]);
  });

  it('reports a denial as an indirect quotation of who denied', () => {
    const denial = facts.quotes.find((q) => q.text.startsWith('adanya peringatan'));
    expect(denial?.speakerKey).toBe(keyOf(facts, 'Konstantin Murahtin'));
  });

  it('lists the parents of places among the entities', () => {
    const keys = facts.entities.map((e) => e.key);
    expect(keys).toContain('iso:RU');
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const original = new URL('../../../shared/seed/solopos.txt', import.meta.url);

describe('the founding page', () => {
  it.runIf(existsSync(original))('yields its people, places, organisations, credit and quotations', () => {
    const paragraphs = readFileSync(original, 'utf8')
      .split(/\n\s*\n/)
      .map((p) => p.trim());
    const from = paragraphs.findIndex((p) => p.startsWith('Teror'));
    const to = paragraphs.findIndex((p) => p.startsWith('Cek Berita'));
    const text = paragraphs
      .slice(from, to)
      .filter((p) => !p.startsWith('Promosi'))
      .join('\n\n');
    const facts = read(text, 'id', {
      sourceName: 'Solopos',
      sourceDomain: 'solopos.com',
      sourceCountry: 'ID',
    });
    const found = new Set(facts.entities.filter((e) => e.kind === 'PERSON').map((e) => e.key));
    expect(found).toEqual(
      new Set(['Vladimir Putin', 'Francois Hollande', 'Konstantin Murahtin'].map((n) => keyOf(facts, n))),
    );
    const places = new Set(facts.mentions.filter((m) => m.kind === 'PLACE').map((m) => m.text));
    expect(places).toEqual(
      new Set(['MOSKOW', 'Rusia', 'Prancis', 'Kremlin', 'Moskow', 'Amerika Serikat', 'AS', 'Turki']),
    );
    expect(facts.citations.map((c) => c.name)).toEqual(['Reuters']);
    const orphan = facts.quotes.find((q) => q.text.startsWith('Kami membicarakan'));
    expect(orphan).toMatchObject({ style: 'DIRECT', speakerKey: null });
    const spoken = facts.quotes.filter((q) => q.style === 'DIRECT' && q !== orphan).map((q) => q.speakerKey);
    expect(new Set(spoken)).toEqual(new Set([keyOf(facts, 'Putin')]));
  });
});

describe('names that no list holds', () => {
  it('finds local people, offices, schools and sites in Indonesian', () => {
    const facts = read(
      'Warga Desa Karangsuko, Suyatno (47), lari ke Lapangan Karangsuko. Kepala Dinas Kesehatan Kabupaten Cilacap, Pramudya Wicaksana, mengatakan korban dirawat di RSUD Cilacap. Siswa SMK Negeri 2 Cilacap ikut membantu.',
      'id',
    );
    expect(names(facts, 'PERSON')).toEqual(['Suyatno', 'Pramudya Wicaksana']);
    expect(names(facts, 'PLACE')).toEqual(['Desa Karangsuko', 'Lapangan Karangsuko']);
    expect(names(facts, 'ORGANIZATION')).toEqual([
      'Dinas Kesehatan Kabupaten Cilacap',
      'RSUD Cilacap',
      'SMK Negeri 2 Cilacap',
    ]);
  });

  it('finds courts, police and relatives in English and keeps relatives apart', () => {
    const facts = read(
      "A judge at Tamworth Crown Court jailed Robert Ashdown on Tuesday. Detective Superintendent Andy Wexcombe, of Mercia Police, praised the family. Ashdown's sister, Michelle Ashdown, wept.",
      'en',
    );
    expect(names(facts, 'ORGANIZATION')).toEqual(['Tamworth Crown Court', 'Mercia Police']);
    expect(keyOf(facts, 'Ashdown')).toBe(keyOf(facts, 'Robert Ashdown'));
    expect(keyOf(facts, 'Michelle Ashdown')).not.toBe(keyOf(facts, 'Robert Ashdown'));
  });

  it('keeps husband and wife apart, and the bare surname with the one it usually means', () => {
    const facts = read(
      'President Harold Ashdown and first lady Michelle Ashdown hosted a dinner. Mrs. Ashdown wore blue. Ashdown said he was glad.',
      'en',
    );
    const [, , wife, husband] = facts.mentions.map((m) => m.entityKey);
    expect(wife).toBe(keyOf(facts, 'Michelle Ashdown'));
    expect(husband).toBe(keyOf(facts, 'Harold Ashdown'));
  });

  it('learns an acronym from its long form', () => {
    const facts = read(
      'Badan Pengelola Taman Rawa (BPTR) membuka pendaftaran. Menurut BPTR, kuota terbatas untuk warga.',
      'id',
    );
    expect(names(facts, 'ORGANIZATION')).toEqual(['Badan Pengelola Taman Rawa', 'BPTR', 'BPTR']);
    expect(new Set(facts.mentions.map((m) => m.entityKey)).size).toBe(1);
  });

  it('binds a nickname to its bearer', () => {
    const facts = read('Suparni Lestari, 71, yang akrab disapa Mbah Parni, bertahan di loteng.', 'id');
    expect(keyOf(facts, 'Mbah Parni')).toBe(keyOf(facts, 'Suparni Lestari'));
  });

  it('leaves weekdays, months, sentence starts, products and events alone', () => {
    const facts = read(
      'Rescuers worked through Monday. Heavy rain fell in November. Boeing 737 jets and an F-16 flew over the Davis Cup.',
      'en',
    );
    expect(facts.mentions.map((m) => m.text)).toEqual(['Boeing']);
  });

  it('never takes lower-case or capital "as" for a country in English', () => {
    expect(
      read('AS MANY AS TEN SHIPS SAILED AS THE STORM CAME. As many as ten sank.', 'en').mentions,
    ).toEqual([]);
  });

  it('marks demonyms as derived', () => {
    const facts = read('A Turkish jet shot at Russian pilots, officials said.', 'en');
    expect(facts.mentions.map((m) => [m.text, m.derived])).toEqual([
      ['Turkish', true],
      ['Russian', true],
    ]);
  });
});

describe('the headline', () => {
  it('carries over the identities of the body', () => {
    const facts = read('Presiden Rusia Vladimir Putin bertemu Bramantyo Kusuma di Moskow.', 'id', {
      headline: 'Bertemu Putin, Kusuma Bahas Gas',
    });
    expect(facts.headlineMentions.map((m) => m.text)).toEqual(
      ['Putin', 'Kusuma'].filter((t) => facts.headlineMentions.some((m) => m.text === t)),
    );
    expect(facts.headlineMentions.find((m) => m.text === 'Putin')?.entityKey).toBe(
      keyOf(facts, 'Vladimir Putin'),
    );
  });
});

describe('what earlier articles taught', () => {
  it('gives a person the same identity under another spelling', () => {
    const registry = createRegistry();
    const first = read(
      'Kapten Konstantin Murahtyn selamat di Suriah, kata tentara Rusia.',
      'id',
      {},
      registry,
    );
    learn(first, registry);
    const second = read(
      'Captain Konstantin Murakhtyn was rescued in Syria, Russian officers said.',
      'en',
      {},
      registry,
    );
    expect(keyOf(second, 'Konstantin Murakhtyn')).toBe(keyOf(first, 'Konstantin Murahtyn'));
  });

  it('is deterministic', () => {
    expect(read(page, 'id')).toEqual(read(page, 'id'));
  });

  it('answers an empty text with nothing', () => {
    expect(read('', 'id')).toMatchObject({
      mentions: [],
      quotes: [],
      citations: [],
      entities: [],
      dateline: null,
    });
  });
});
