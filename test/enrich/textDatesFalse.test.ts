import { describe, expect, it } from 'vitest';
import { textDates } from '../../src/enrich/textDates.ts';
import { dateGrammars } from '../../src/enrich/textDateWords.ts';

const friday = new Date('2015-11-27T05:00:00Z');

/** What is printed where a date was seen. */
const printed = (text: string, language: string) =>
  textDates(text, language, friday).map((date) => date.text);

describe('what is no date in Indonesian', () => {
  it.each([
    'Persib menang (3-1) atas Persija.',
    'Persib menang 3-1.',
    'Layanan itu buka 24/7.',
    'Layanan itu buka (24/7).',
    'Korban serangan 9/11 dan tragedi (9/11).',
    'Korban serangan 11 September di New York.',
    'Penerbangan MH370 dan QZ8501 hilang.',
    'Harganya Rp 24.112 per liter.',
    'UU 11/2020 dan UU Nomor 11 Tahun 2020.',
    'Menurut Pasal 24/11 ia bersalah.',
    'Hubungi 021-24-11-2015 atau 0812-2411-2015.',
    'Perkara 24/11/2015/PN.JKT ditunda.',
    'Budi (24) dan Ani (31) selamat.',
    'Dua pertiga (2/3) warga setuju.',
    'Ia menyerahkannya kepada Maret.',
    'Menurut Joachim Maret, sejak Maret tidak ada.',
    'Setiap minggu ia pulang, minggu demi minggu.',
    'Toko buka setiap Senin dan tiap Minggu.',
    'Toko buka Senin-Jumat, Senin hingga Kamis.',
    'Ia tinggal di Pasar Minggu dekat Pasar Senin.',
    'Ia lewat Jalan 10 November dan Stadion 17 Agustus.',
    'Beberapa tahun lalu, puluhan tahun lalu, ribuan tahun silam.',
    'Dua puluh lima tahun lalu dan 1,5 tahun lalu.',
    'Selamat ulang tahun ini.',
    'Ia membagikan beras kepada 2015 warga dari 2000 peserta.',
    'Antrean 31-35 November.',
    'Alamat 10.11.2015.1 salah.',
    'Laptop Mac 2015 dijual.',
    'Acara Kabar Hari Ini tayang.',
    'Ibadah salat Jumat berjalan lancar.',
    'Bagian 30/31 dan (13/13).',
  ])('leaves %s', (text) => {
    expect(printed(text, 'id')).toEqual([]);
  });

  it.each([
    ['Kamis, 19.05 WIB ia tiba.', ['Kamis']],
    ['Mereka menang Kamis 3-1.', ['Kamis']],
    ['Mereka tiba Kamis 10.30.', ['Kamis']],
  ])('reads only the weekday of %s', (text, dates) => {
    expect(printed(text, 'id')).toEqual(dates);
  });
});

describe('what is no date in English', () => {
  it.each([
    'Germany won 3-1 and (3-1).',
    'It is open 24/7 (24/7).',
    'The victims of 9/11 and of the Sept. 11 attacks.',
    'It may rain; they may march.',
    'A speech by Theresa May shows what by May must change.',
    'Mrs May spoke in favour.',
    'Kevin May left and Justin March stayed.',
    'The women march; the March on Washington.',
    'The Sunday Times and the Sunday Telegraph.',
    'USA Today and Russia Today.',
    'On Black Friday and Good Friday.',
    'Sheffield Wednesday lost.',
    'Every Monday, each Sunday, on Mondays.',
    'Open Monday to Friday and Monday-Saturday.',
    'Flight 24/11 and flight MH370.',
    'It cost $11.24 and 2015 dollars.',
    'A crowd of 2000 came; for 1500 euros.',
    'Fighting began at 2000 GMT, by 1600 GMT.',
    'Expo Berlin 2015 and Dublin 2000.',
    'A Long March 5 rocket.',
    'Call 555-11-2015 or +1 202-555-0143.',
    'Article 24/11 and version 1.2.2015.4.',
    'He is 24 and she was 31.',
    'In the 1990s and in his 30s.',
    'Over the past year and in the last week.',
    'Some 20,000 years ago, a few years ago, half a year ago.',
    'Twenty-five years ago, 1.5 years ago.',
    'February 30 and 31 June 2015.',
    'On 11/12 and 11/12/2015.',
    'May 5 percent fall? March 10 miles.',
    'One third (1/3) and 3/4 of them.',
  ])('leaves %s', (text) => {
    expect(printed(text, 'en')).toEqual([]);
  });
});

describe('what is no date in Portuguese', () => {
  it.each([
    'Venceu por 3-1 (3-1).',
    'Aberto 24/7.',
    'Os atentados de 11 de setembro.',
    'Caiu em 3/4 dos casos e em 2/3 das cidades.',
    'A Rua 25 de Março e a Avenida 9 de Julho.',
    'Plácido Domingo cantou.',
    'Hoje em dia é comum.',
    'O Museu do Amanhã e o jornal Portugal Hoje.',
    'Tem 2000 pessoas, cem 2000, mais de 2000.',
    'A segunda vez, a quarta (12 pontos).',
    'Todo domingo e toda sexta-feira.',
    'De segunda-feira a sexta-feira.',
    'Há mais de vinte e dois anos atrás.',
    'Na Sexta-feira Santa.',
    'No último ano e na última semana.',
    'O artigo 24/11 da lei 11/2020.',
  ])('leaves %s', (text) => {
    expect(printed(text, 'pt')).toEqual([]);
  });
});

describe('every date', () => {
  const pieces =
    '1 24 31 2015 11 / - . ( ) , Jumat Monday Mei May de maio November lalu last pekan to hingga a 9999'.split(
      ' ',
    );
  /** Lehmer's generator: the same words in every run. */
  const words = (seed: number, count: number) => {
    let state = seed;
    return Array.from({ length: count }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return `${pieces[state % pieces.length]}${state % 3 === 0 ? '' : ' '}`;
    }).join('');
  };

  it.each(['id', 'ms', 'en', 'pt'])('has real days in order, in %s', (language) => {
    for (let seed = 1; seed <= 40; seed += 1) {
      for (const { from, to, precision } of textDates(words(seed, 400), language, friday)) {
        expect(new Date(`${from}T00:00:00Z`).toISOString().slice(0, 10)).toBe(from);
        expect(new Date(`${to}T00:00:00Z`).toISOString().slice(0, 10)).toBe(to);
        expect(from <= to).toBe(true);
        expect(['DAY', 'WEEK', 'MONTH', 'YEAR']).toContain(precision);
      }
    }
  });

  it('costs time in proportion to the text: no pattern repeats without bound', () => {
    for (const { patterns } of dateGrammars.values())
      for (const { source } of patterns)
        expect(source.replace(/\[[^\]]*\]|\\./g, 'x')).not.toMatch(/[*+]|\{\d+,\}/);
  });

  it('ends on 200 kB of digits and slashes', () => {
    for (const language of ['id', 'en', 'pt'])
      for (const piece of ['1/', '11/11/', '(24/', '3-1 ', '24.11.'])
        expect(textDates(piece.repeat(200_000 / piece.length), language, friday)).toEqual([]);
  });

  it('survives a publication date at the end of time', () => {
    for (const ms of [8.64e15, -8.64e15])
      expect(textDates('Kemarin, 3 Mei, tahun depan.', 'id', new Date(ms))).toEqual([]);
  });
});
