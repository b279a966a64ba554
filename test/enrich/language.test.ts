import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../src/enrich/language.ts';

const texts: [string, string][] = [
  [
    'id',
    'Pemerintah kota mengatakan perbaikan jembatan itu akan selesai bulan depan karena cuaca mulai membaik.',
  ],
  ['id', 'Polisi menangkap dua tersangka pencurian sepeda motor di Kabupaten Sragen, Jumat malam.'],
  ['id', 'Harga cabai naik dua kali lipat menjelang akhir tahun'],
  [
    'ms',
    'Perdana Menteri berkata kerajaan akan membantu mangsa banjir kerana kerosakan yang dialami amat teruk, semalam.',
  ],
  [
    'ms',
    'Polis menahan dua suspek berkaitan kes rasuah di pejabat itu pada Jumaat selepas siasatan dijalankan.',
  ],
  ['en', 'The council said on Tuesday that the bridge would reopen once the repairs were complete.'],
  ['pt', 'O governo anunciou na terça-feira que as obras da ponte serão concluídas no próximo mês.'],
  ['es', 'El gobierno anunció el martes que las obras del puente terminarán el próximo mes.'],
  ['fr', 'Le gouvernement a annoncé mardi que les travaux du pont seront achevés le mois prochain.'],
  ['de', 'Die Regierung teilte am Dienstag mit, dass die Brücke im nächsten Monat fertig sein werde.'],
];

describe('detectLanguage', () => {
  it.each(texts)('finds %s in %j without help', (language, text) => {
    expect(detectLanguage(text, null)).toBe(language);
  });

  it.each([
    ['en', 'Rain delays the final'],
    ['en', 'Teachers end their strike'],
    ['id', 'Harga beras naik lagi'],
    ['pt', 'Bolsa cai pela terceira vez'],
    ['es', 'La bolsa cae otra vez'],
  ])('finds %s in the few words of %j, whatever the page declares', (language, text) => {
    expect(detectLanguage(text, null)).toBe(language);
    expect(detectLanguage(text, 'de')).toBe(language);
  });

  it('finds Malay in a text that is declared Indonesian', () => {
    const text =
      'Polis berkata siasatan masih dijalankan kerana mangsa belum dikenal pasti. Beliau maut selepas kenderaan itu terbabas.';
    expect(detectLanguage(text, 'id')).toBe('ms');
  });

  it('does not let names decide between Malay and Indonesian', () => {
    const text =
      'Perdana menteri itu bertemu Datuk Seri Jabatan Kerajaan dan Polis Syarikat karena diundang.';
    expect(detectLanguage(text, null)).toBe('id');
  });

  it('overrules a page template that declares the wrong language', () => {
    const text = texts[0]?.[1] ?? '';
    expect(detectLanguage(`${text} ${text}`, 'en-US')).toBe('id');
  });

  it('tells Malay declared as Malay from Indonesian declared as Indonesian where words do not decide', () => {
    const shared = 'Presiden dan perdana menteri bertemu di ibu kota untuk membincangkan rancangan baru itu.';
    expect(detectLanguage(shared, 'ms-MY')).toBe('ms');
    expect(detectLanguage(shared, 'id-ID')).toBe('id');
  });

  it('believes the declaration for texts too short to judge', () => {
    expect(detectLanguage('Moskow', 'id_ID')).toBe('id');
    expect(detectLanguage('', 'EN')).toBe('en');
    expect(detectLanguage('2015', 'in')).toBe('id');
  });

  it('says und when there is neither text nor a usable declaration', () => {
    expect(detectLanguage('', null)).toBe('und');
    expect(detectLanguage('12:30 – 14:00', '')).toBe('und');
    expect(detectLanguage('…', 'x-default')).toBe('und');
  });
});
