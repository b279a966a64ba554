import { describe, expect, it } from 'vitest';
import { clampFuture, parseDate } from '../../src/base/time.ts';

const read = (text: string, options = {}) => {
  const found = parseDate(text, options);
  return found && `${found.at.toISOString()} ${found.precision}`;
};

describe('parseDate', () => {
  it.each([
    ['2015-11-27T10:00:00Z', '2015-11-27T10:00:00.000Z EXACT'],
    ['2015-11-27T10:00:00.123+07:00', '2015-11-27T03:00:00.000Z EXACT'],
    ['2015-11-27T10:00+0700', '2015-11-27T03:00:00.000Z MINUTE'],
    ['2015-11-27 10:00:00', '2015-11-27T10:00:00.000Z EXACT'],
    ['2015-11-27 10:00:00 -05:00', '2015-11-27T15:00:00.000Z EXACT'],
    ['20151127T100000Z', '2015-11-27T10:00:00.000Z EXACT'],
    ['2015-11-27', '2015-11-27T00:00:00.000Z DAY'],
    ['2015/11/27 10:15 WIB', '2015-11-27T03:15:00.000Z MINUTE'],
    ['20151127', '2015-11-27T00:00:00.000Z DAY'],
    ['2015-11', '2015-11-01T00:00:00.000Z MONTH'],
    ['2015-11-27T24:00:00Z', '2015-11-28T00:00:00.000Z EXACT'],
    ['2015-11-27T10:00:00-00:00', '2015-11-27T10:00:00.000Z EXACT'],
  ])('reads the ISO 8601 form %s', (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    ['Fri, 27 Nov 2015 10:00:00 GMT', '2015-11-27T10:00:00.000Z EXACT'],
    ['Fri, 27 Nov 2015 10:00:00 +0700', '2015-11-27T03:00:00.000Z EXACT'],
    ['27 Nov 15 10:00 EST', '2015-11-27T15:00:00.000Z MINUTE'],
    ['Mon, 27 Nov 2015 10:00:00 PDT', '2015-11-27T17:00:00.000Z EXACT'],
    ['Fri, 27-Nov-2015 10:00:00 GMT', '2015-11-27T10:00:00.000Z EXACT'],
    ['Fri Nov 27 10:00:00 2015', '2015-11-27T10:00:00.000Z EXACT'],
    ['Fri, 27 Nov 99 23:59:59 UT', '1999-11-27T23:59:59.000Z EXACT'],
  ])('reads the RFC 2822 or kindred form %s', (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    ['27 Nov 2015 10:00 WIB', '2015-11-27T03:00:00.000Z MINUTE'],
    ['27 November 2015', '2015-11-27T00:00:00.000Z DAY'],
    ['Jumat, 27 Nopember 2015 | 10:15 WIB', '2015-11-27T03:15:00.000Z MINUTE'],
    ['Jumat (27/11/2015) pukul 10.15 WITA', '2015-11-27T02:15:00.000Z MINUTE'],
    ['27/11/2015 10:00', '2015-11-27T10:00:00.000Z MINUTE'],
    ['27/11/2015, 10:00 WIT', '2015-11-27T01:00:00.000Z MINUTE'],
    ['Senin, 5 Desember 2016 - 07:05:09 GMT+7', '2016-12-05T00:05:09.000Z EXACT'],
    ['Diterbitkan 1 Agustus 2020, 08.30 UTC+08:00', '2020-08-01T00:30:00.000Z MINUTE'],
    ['Kamis, 12 Mei 2022', '2022-05-12T00:00:00.000Z DAY'],
    ['November 27, 2015 at 10:15 PM', '2015-11-27T22:15:00.000Z MINUTE'],
    ['Nov. 27th, 2015 9:05 a.m. EST', '2015-11-27T14:05:00.000Z MINUTE'],
    ['November 27, 2015 12:05 am', '2015-11-27T00:05:00.000Z MINUTE'],
    ['27 de novembro de 2015 às 10h15', '2015-11-27T10:15:00.000Z MINUTE'],
    ['1º de março de 2016', '2016-03-01T00:00:00.000Z DAY'],
    ['11/27/2015', '2015-11-27T00:00:00.000Z DAY'],
    ['November 2015', '2015-11-01T00:00:00.000Z MONTH'],
  ])('reads %s', (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    ['27 Kasım 2015, 13:43', '2015-11-27T13:43:00.000Z MINUTE'],
    ['15 августа 2016, 13:43', '2016-08-15T13:43:00.000Z MINUTE'],
    ['12 października 2021', '2021-10-12T00:00:00.000Z DAY'],
    ['le 1er février 2020 à 10h15', '2020-02-01T10:15:00.000Z MINUTE'],
    ['3 août 2019', '2019-08-03T00:00:00.000Z DAY'],
    ['11 de marzo del 2021', '2021-03-11T00:00:00.000Z DAY'],
    ['4 maart 2022', '2022-03-04T00:00:00.000Z DAY'],
    ['9 gennaio 2018', '2018-01-09T00:00:00.000Z DAY'],
    ['24. Juli 2017 - 18:55', '2017-07-24T18:55:00.000Z MINUTE'],
    ['Montag, 5. März 2018, 9 Uhr', '2018-03-05T09:00:00.000Z MINUTE'],
    ['17 Ogos 2023', '2023-08-17T00:00:00.000Z DAY'],
    ['Rabu, 3 Pebruari 2016', '2016-02-03T00:00:00.000Z DAY'],
    ['5 Agt 2020 07.00 WIB', '2020-08-05T00:00:00.000Z MINUTE'],
    ['2015年11月27日 10:15', '2015-11-27T10:15:00.000Z MINUTE'],
    ['27. 11. 2015', '2015-11-27T00:00:00.000Z DAY'],
    ['8.5.12', '2012-05-08T00:00:00.000Z DAY'],
    ['20151127101500', '2015-11-27T10:15:00.000Z EXACT'],
    ['201511271015', '2015-11-27T10:15:00.000Z MINUTE'],
  ])('reads %s', (text, expected) => expect(read(text)).toBe(expected));

  it('takes no ordinary word for the name of a zone', () => {
    expect(read('27 novembre 2015 à 10:00 et mis à jour')).toBe('2015-11-27T10:00:00.000Z MINUTE');
    expect(read('Das ist vom 27. November 2015, 10:00')).toBe('2015-11-27T10:00:00.000Z MINUTE');
    expect(read('27 November 2015 10:00 ET')).toBe('2015-11-27T15:00:00.000Z MINUTE');
  });

  it('never reads a day with full stops month first', () => {
    expect(read('03.04.2015', { monthFirst: true })).toBe('2015-04-03T00:00:00.000Z DAY');
  });

  it('reads epoch seconds and milliseconds', () => {
    expect(read('1448593200')).toBe('2015-11-27T03:00:00.000Z EXACT');
    expect(read('1448593200000')).toBe('2015-11-27T03:00:00.000Z EXACT');
  });

  it('uses the assumed offset only where a clock time has no zone', () => {
    const assumeOffsetMinutes = 420;
    expect(read('2015-11-27 10:00', { assumeOffsetMinutes })).toBe('2015-11-27T03:00:00.000Z MINUTE');
    expect(read('2015-11-27 10:00 UTC', { assumeOffsetMinutes })).toBe('2015-11-27T10:00:00.000Z MINUTE');
    expect(read('2015-11-27', { assumeOffsetMinutes })).toBe('2015-11-27T00:00:00.000Z DAY');
  });

  it('never reads a zoneless time in the zone of the machine', () => {
    const zone = process.env.TZ;
    try {
      process.env.TZ = 'America/New_York';
      expect(read('27 Nov 2015 10:00')).toBe('2015-11-27T10:00:00.000Z MINUTE');
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('reads month first when told so and possible', () => {
    expect(read('03/04/2015', { monthFirst: true })).toBe('2015-03-04T00:00:00.000Z DAY');
    expect(read('03/04/2015')).toBe('2015-04-03T00:00:00.000Z DAY');
    expect(read('27/11/2015', { monthFirst: true })).toBe('2015-11-27T00:00:00.000Z DAY');
  });

  it('reads relative and yearless dates only with a now, and calls them inferred', () => {
    const now = new Date('2016-01-02T12:00:00Z');
    expect(read('2 jam yang lalu', { now })).toBe('2016-01-02T10:00:00.000Z INFERRED');
    expect(read('5 minutes ago', { now })).toBe('2016-01-02T11:55:00.000Z INFERRED');
    expect(read('há 3 dias', { now })).toBe('2015-12-30T12:00:00.000Z INFERRED');
    expect(read('Jumat (27/11)', { now })).toBe('2015-11-27T00:00:00.000Z INFERRED');
    expect(read('3 Stunden geleden', { now })).toBe('2016-01-02T09:00:00.000Z INFERRED');
    expect(read('vor 3 Stunden', { now })).toBe('2016-01-02T09:00:00.000Z INFERRED');
    expect(read('il y a 2 jours', { now })).toBe('2015-12-31T12:00:00.000Z INFERRED');
    expect(read('an hour ago', { now })).toBe('2016-01-02T11:00:00.000Z INFERRED');
    expect(read('sejam yang lalu', { now })).toBe('2016-01-02T11:00:00.000Z INFERRED');
    expect(read('Kemarin', { now })).toBe('2016-01-01T00:00:00.000Z INFERRED');
    expect(read('Hari ini, 08:30', { now, assumeOffsetMinutes: 420 })).toBe(
      '2016-01-02T01:30:00.000Z INFERRED',
    );
    expect(read('December 31', { now })).toBe('2015-12-31T00:00:00.000Z INFERRED');
    expect(read('2 jam lalu')).toBeNull();
    expect(read('27 November')).toBeNull();
  });

  it.each([
    '',
    'kemarin',
    '31/31/2015',
    '2015-02-30',
    '0001-01-01T00:00:00',
    '1970-01-01T00:00:00Z',
    '0',
    'Nov',
  ])('gives null for %j', (text) => expect(read(text)).toBeNull());

  it('keeps a date far in the future, for clampFuture to judge', () => {
    const now = new Date('2026-01-01T00:00:00Z');
    const far = parseDate('2099-01-01T00:00:00Z')?.at ?? null;
    expect(far?.getUTCFullYear()).toBe(2099);
    expect(clampFuture(far, now)).toEqual({ at: null, future: true });
    const soon = new Date('2026-01-01T00:04:00Z');
    expect(clampFuture(soon, now)).toEqual({ at: soon, future: false });
    expect(clampFuture(null, now)).toEqual({ at: null, future: false });
  });

  it('answers a long hostile text at once', () => {
    const started = performance.now();
    for (const text of [
      '1 '.repeat(50_000),
      '1/'.repeat(50_000),
      'a'.repeat(100_000),
      '27 nov '.repeat(20_000),
    ])
      parseDate(text, { now: new Date(0) });
    expect(performance.now() - started).toBeLessThan(500);
  });
});
