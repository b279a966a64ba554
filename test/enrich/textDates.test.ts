import { describe, expect, it } from 'vitest';
import { textDates } from '../../src/enrich/textDates.ts';

/** A Friday, noon in Jakarta. */
const friday = new Date('2015-11-27T05:00:00Z');

const read = (text: string, language: string) =>
  textDates(text, language, friday).map(
    ({ text: printed, from, to, inferred }) =>
      `${printed} = ${from}${to === from ? '' : `..${to}`}${inferred ? '?' : ''}`,
  );

describe('dates in Indonesian and Malay text', () => {
  it.each([
    ['Ia tiba di Solo, Jumat (27/11/2015) pagi.', ['Jumat (27/11/2015) = 2015-11-27']],
    ['Ia tiba pada Rabu (25/11) malam.', ['Rabu (25/11) = 2015-11-25?']],
    ['Ia tiba Kamis malam.', ['Kamis = 2015-11-26?']],
    ['Ia tiba Jumat pagi.', ['Jumat = 2015-11-27?']],
    ['Ia tiba Jumat lalu.', ['Jumat lalu = 2015-11-20?']],
    ['Sekolah akan dibuka lagi Rabu.', ['Rabu = 2015-12-02?']],
    ['Sekolah dibuka Rabu. Ia akan datang.', ['Rabu = 2015-11-25?']],
    ['Undang-undang itu terbit pada Maret.', ['Maret = 2015-03-01..2015-03-31?']],
    ['Pabrik itu akan beroperasi pada Maret.', ['Maret = 2016-03-01..2016-03-31?']],
    ['Pabrik itu dibuka pada Desember.', ['Desember = 2015-12-01..2015-12-31?']],
    ['Rapat digelar Selasa depan.', ['Selasa depan = 2015-12-01?']],
    ['Hujan turun sejak kemarin.', ['kemarin = 2015-11-26?']],
    ['Rapat itu digelar pada 26 November.', ['26 November = 2015-11-26?']],
    ['Gempa terjadi 26 Desember 2004.', ['26 Desember 2004 = 2004-12-26']],
    ['Pameran digelar 3-5 Januari.', ['3-5 Januari = 2016-01-03..2016-01-05?']],
    ['Ia lahir Minggu, 1 Maret 1970.', ['Minggu, 1 Maret 1970 = 1970-03-01']],
    ['Pajak naik pada November 2015.', ['November 2015 = 2015-11-01..2015-11-30']],
    ['Proyek itu selesai tahun lalu.', ['tahun lalu = 2014-01-01..2014-12-31?']],
    ['Sejak minggu lalu hujan turun.', ['minggu lalu = 2015-11-16..2015-11-22?']],
    ['Ia pergi dua hari yang lalu.', ['dua hari yang lalu = 2015-11-25?']],
    ['Sejak tahun 2010 ia menjabat.', ['2010 = 2010-01-01..2010-12-31']],
    ['Batas waktunya Desember mendatang.', ['Desember mendatang = 2015-12-01..2015-12-31?']],
    ['Sidang dimulai bulan depan.', ['bulan depan = 2015-12-01..2015-12-31?']],
    ['Ia berangkat 30/12/2015.', ['30/12/2015 = 2015-12-30']],
    ['Setiap minggu ia pulang membawa 2015 butir telur.', []],
    ['Skor 27/11 dan 31 Februari 2015 bukan tanggal.', []],
    ['Nomor 0811-2015-27 dan pukul 19.30.', []],
  ])('reads %s', (text, dates) => {
    expect(read(text, 'id')).toEqual(dates);
  });

  it('knows the Malay names', () => {
    expect(read('Beliau tiba pada Khamis, 1 Ogos 2013 dan pulang semalam.', 'ms')).toEqual([
      'Khamis, 1 Ogos 2013 = 2013-08-01',
      'semalam = 2015-11-26?',
    ]);
  });
});

describe('dates in English text', () => {
  it.each([
    ['Talks began on Nov. 26 in Paris.', ['Nov. 26 = 2015-11-26?']],
    ['Talks began on November 26, 2014.', ['November 26, 2014 = 2014-11-26']],
    ['Talks began on Tuesday, 24 November 2015.', ['Tuesday, 24 November 2015 = 2015-11-24']],
    ['Talks ended last Tuesday.', ['last Tuesday = 2015-11-24?']],
    ['Talks resume next Monday.', ['next Monday = 2015-11-30?']],
    ['He spoke on Thursday and again yesterday.', ['Thursday = 2015-11-26?', 'yesterday = 2015-11-26?']],
    ['Schools will stay shut until Wednesday.', ['Wednesday = 2015-12-02?']],
    ['The law passed in 1998.', ['1998 = 1998-01-01..1998-12-31']],
    ['Sales fell in October.', ['October = 2015-10-01..2015-10-31?']],
    [
      'Sales fell last month and three years ago.',
      ['last month = 2015-10-01..2015-10-31?', 'three years ago = 2012-01-01..2012-12-31?'],
    ],
    ['It opened on the 3rd of January 2016.', ['the 3rd of January 2016 = 2016-01-03']],
    ['He may march in 11/12/2015 order.', []],
    ['It was on 27/11/2015.', ['27/11/2015 = 2015-11-27']],
    ['Filed 2015-11-03 at noon.', ['2015-11-03 = 2015-11-03']],
    ['They drove 2015 miles on Route 66.', []],
  ])('reads %s', (text, dates) => {
    expect(read(text, 'en')).toEqual(dates);
  });
});

describe('dates in Portuguese text', () => {
  it.each([
    ['O acordo foi assinado em 27 de novembro de 2014.', ['27 de novembro de 2014 = 2014-11-27']],
    ['A festa é em 1º de janeiro.', ['1º de janeiro = 2016-01-01?']],
    ['Ele chegou na sexta-feira (27) à tarde.', ['sexta-feira (27) = 2015-11-27?']],
    [
      'Ele chegou ontem e sai no ano que vem.',
      ['ontem = 2015-11-26?', 'ano que vem = 2016-01-01..2016-12-31?'],
    ],
    ['A obra acabou no mês passado.', ['mês passado = 2015-10-01..2015-10-31?']],
    ['Ele saiu há dois dias.', ['há dois dias = 2015-11-25?']],
    ['A inflação caiu em novembro de 2013.', ['novembro de 2013 = 2013-11-01..2013-11-30']],
  ])('reads %s', (text, dates) => {
    expect(read(text, 'pt')).toEqual(dates);
  });
});

describe('what cannot be resolved', () => {
  it('leaves out what only a publication date could tell', () => {
    expect(textDates('Kamis, 26 November, kemarin, tahun lalu.', 'id', null)).toEqual([]);
    expect(textDates('Jumat (27/11/2015)', 'id', null)).toHaveLength(1);
    expect(textDates('yesterday', 'en', new Date(Number.NaN))).toEqual([]);
  });

  it('takes the weekday printed with a date as proof of its year', () => {
    // 1 June was a Sunday in 2014 and a Monday in 2015.
    expect(read('Pada Minggu, 1 Juni itu hujan.', 'id')).toEqual(['Minggu, 1 Juni = 2014-06-01?']);
  });

  it('sees the day of publication from the outlets’ own time zone', () => {
    const lateInLondon = new Date('2015-11-26T20:00:00Z');
    expect(textDates('hari ini', 'id', lateInLondon)[0]?.from).toBe('2015-11-27');
    expect(textDates('today', 'en', lateInLondon)[0]?.from).toBe('2015-11-26');
  });

  it('gives back spans of the text', () => {
    const text = 'A B, Kamis (26/11), dan 26 November.';
    for (const { start, end, text: printed } of textDates(text, 'id', friday))
      expect(text.slice(start, end)).toBe(printed);
  });

  it('ends on hostile text', () => {
    const text = `${'Jumat ('.repeat(20_000)}${'1 '.repeat(50_000)}`;
    expect(textDates(text, 'id', friday).length).toBeLessThanOrEqual(200);
    expect(textDates('1 Mei 2015 '.repeat(20_000), 'id', friday)).toHaveLength(200);
  });

  it('knows nothing of other languages', () => {
    expect(textDates('am Freitag, 27. November 2015', 'de', friday)).toEqual([]);
  });
});
