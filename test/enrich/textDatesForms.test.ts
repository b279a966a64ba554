import { describe, expect, it } from 'vitest';
import { textDates } from '../../src/enrich/textDates.ts';

/** A Friday, noon in Jakarta. */
const friday = new Date('2015-11-27T05:00:00Z');

/** The dates as `from[..to][?]`, without what was printed. */
const days = (text: string, language: string) =>
  textDates(text, language, friday)
    .map(({ from, to, inferred }) => `${from}${to === from ? '' : `..${to}`}${inferred ? '?' : ''}`)
    .join(' ');

describe('Indonesian forms', () => {
  it.each([
    ['Ia tiba Jumat (27/11).', '2015-11-27?'],
    ['Ia tiba Selasa (24/11).', '2015-11-24?'],
    // A Tuesday: a slip of the weekday, not the Monday of a year ago.
    ['Ia tiba Senin (24/11).', '2015-11-24?'],
    ['Ia tiba Senin, 24 November 2015.', '2015-11-24'],
    ['Ia tiba Kamis malam (26/11).', '2015-11-26?'],
    ['Ia tiba kemarin (26/11).', '2015-11-26? 2015-11-26?'],
    ['Pameran Sabtu-Minggu (28-29/11).', '2015-11-28..2015-11-29?'],
    ['Ia tiba Senin lalu.', '2015-11-23?'],
    ['Ia tiba hari ini dan pergi besok.', '2015-11-27? 2015-11-28?'],
    ['Ia pergi lusa.', '2015-11-29?'],
    ['Ia tiba tadi pagi.', '2015-11-27?'],
    ['Hujan turun awal pekan ini.', '2015-11-23..2015-11-29?'],
    ['Hujan turun akhir pekan ini.', '2015-11-28..2015-11-29?'],
    ['Hujan turun akhir pekan lalu.', '2015-11-21..2015-11-22?'],
    ['Hujan turun pekan lalu.', '2015-11-16..2015-11-22?'],
    ['Ia datang pada Minggu lalu.', '2015-11-22?'],
    ['Minggu lalu, hujan turun.', '2015-11-16..2015-11-22?'],
    ['Rapat 24 hingga 27 November.', '2015-11-24..2015-11-27?'],
    ['Rapat 24 dan 25 November.', '2015-11-24..2015-11-25?'],
    ['Rapat 24 dan 27 November.', '2015-11-27?'],
    ['Rapat 28 November-3 Desember 2015.', '2015-11-28..2015-12-03'],
    ['Rapat 28 Desember - 3 Januari 2016.', '2015-12-28..2016-01-03'],
    ['Rapat tanggal 3/11.', '2015-11-03?'],
    ['Rapat 24-11-2015 dan 24.11.2015.', '2015-11-24 2015-11-24'],
    ['Sejak 2010 hingga 2015 ia menjabat.', '2010-01-01..2015-12-31'],
    ['Ia (1945-2015) wafat.', '1945-01-01..2015-12-31'],
    ['Sebulan lalu ia pergi.', '2015-10-01..2015-10-31?'],
  ])('reads %s', (text, expected) => {
    expect(days(text, 'id')).toBe(expected);
  });
});

describe('English forms', () => {
  it.each([
    ['It opened on November 24.', '2015-11-24?'],
    ['It opened on 24 November.', '2015-11-24?'],
    ['It opened on Nov. 24, 2015.', '2015-11-24'],
    ['It opened on November 24th.', '2015-11-24?'],
    ['It opened on 11/24/2015.', '2015-11-24'],
    ['It opened on 11/24.', '2015-11-24?'],
    ['It opened 2015-11-24.', '2015-11-24'],
    ['It ran 24-27 November.', '2015-11-24..2015-11-27?'],
    ['It ran from Nov 3 to 5.', '2015-11-03..2015-11-05?'],
    ['It ran from Nov. 28 to Dec. 3.', '2015-11-28..2015-12-03?'],
    ['It ran from 28 November to 3 December 2014.', '2014-11-28..2014-12-03'],
    ['It ran on November 24 and 25.', '2015-11-24..2015-11-25?'],
    ['It ran last weekend.', '2015-11-21..2015-11-22?'],
    ['It rained earlier this week.', '2015-11-23..2015-11-29?'],
    ['It opens next month and closed last year.', '2015-12-01..2015-12-31? 2014-01-01..2014-12-31?'],
    ['It closed on Monday.', '2015-11-23?'],
    ['It closed this Tuesday.', '2015-11-24?'],
    ['It opens tomorrow.', '2015-11-28?'],
    ['He came the day before yesterday.', '2015-11-25?'],
    ['It grew between 2010 and 2015.', '2010-01-01..2015-12-31'],
    ['He resigned at the end of May.', '2015-05-01..2015-05-31?'],
    ['He was born on Feb. 29.', '2016-02-29?'],
    ['In May 2014 he left.', '2014-05-01..2014-05-31'],
  ])('reads %s', (text, expected) => {
    expect(days(text, 'en')).toBe(expected);
  });
});

describe('Portuguese forms', () => {
  it.each([
    ['Ele chegou ontem e sai hoje.', '2015-11-26? 2015-11-27?'],
    ['Ele chegou na segunda-feira.', '2015-11-23?'],
    ['Ele chegou na segunda passada.', '2015-11-23?'],
    ['Ele chegou nesta quinta-feira (26).', '2015-11-26?'],
    ['Ele chegou nesta terça.', '2015-11-24?'],
    ['Ele sai neste domingo.', '2015-11-29?'],
    ['Ele sai no próximo sábado.', '2015-11-28?'],
    ['Ele chegou na quarta-feira (25/11).', '2015-11-25?'],
    ['A feira vai de 3 a 5 de maio de 2016.', '2016-05-03..2016-05-05'],
    ['A feira vai de 28 de novembro a 3 de dezembro.', '2015-11-28..2015-12-03?'],
    ['Em 24 de novembro choveu.', '2015-11-24?'],
    ['Choveu no dia 24/11.', '2015-11-24?'],
    ['Choveu na semana passada.', '2015-11-16..2015-11-22?'],
    ['Choveu no fim de semana passado.', '2015-11-21..2015-11-22?'],
    ['Começa no próximo ano.', '2016-01-01..2016-12-31?'],
    ['Choveu anteontem.', '2015-11-25?'],
    ['Choveu entre 2010 e 2015.', '2010-01-01..2015-12-31'],
  ])('reads %s', (text, expected) => {
    expect(days(text, 'pt')).toBe(expected);
  });
});
