import { describe, expect, it } from 'vitest';
import { readDateline } from '../../src/enrich/dateline.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

function read(
  text: string,
  language = 'en',
  sourceName: string | null = null,
  sourceDomain: string | null = null,
) {
  const parts = readDateline(text, { language, gazetteer: loadGazetteer(), sourceName, sourceDomain });
  if (parts === null) return null;
  const wire = parts.outlets.find((o) => o.isWire)?.outlet?.name ?? null;
  return {
    place: text.slice(parts.place.start, parts.place.end),
    wire,
    printed: text.slice(parts.start, parts.end),
    body: text.slice(parts.bodyStart),
  };
}

describe('datelines as printed', () => {
  it.each([
    ['MOSKOW – Rusia siap.', 'id', 'MOSKOW', null],
    ['Solopos.com, MOSKOW – Rusia siap.', 'id', 'MOSKOW', null],
    ['JAKARTA, KOMPAS.com - Presiden tiba.', 'id', 'JAKARTA', null],
    ['Jakarta - Komisi itu bersidang.', 'id', 'Jakarta', null],
    ['JAKARTA, 24/11 (Lintas) - Presiden tiba.', 'id', 'JAKARTA', 'Lintas Wire'],
    ['LONDON (Reuters) - Shares fell.', 'en', 'LONDON', 'Reuters'],
    ['BEIJING, July 18 (Xinhua) -- Rain fell.', 'en', 'BEIJING', 'Xinhua'],
    ['PARIS, Nov 30 (Lintas) - Talks began.', 'en', 'PARIS', 'Lintas Wire'],
    ['WASHINGTON, D.C. (AP) — The court ruled.', 'en', 'WASHINGTON', 'Associated Press'],
    ['LONDON — The queue was long.', 'en', 'LONDON', null],
    ['KUPANG, POS-KUPANG.COM | Hujan turun.', 'id', 'KUPANG', null],
    ['KAB. BANDUNG, (PR).- Hujan turun.', 'id', 'KAB. BANDUNG', null],
    ['Liputan6.com, Jakarta Hujan turun.', 'id', 'Jakarta', null],
    ['Jakarta: Hujan turun sejak pagi.', 'id', 'Jakarta', null],
    ['New Delhi: Rain fell all day.', 'en', 'New Delhi', null],
    ['BRUSSELS/PARIS (Reuters) - Rain fell.', 'en', 'BRUSSELS', 'Reuters'],
    ['MOSCOW. Nov 27 (Interfax) - Rain fell.', 'en', 'MOSCOW', 'Interfax'],
    ['LONDON, Nov 27 (UPI) Rain fell.', 'en', 'LONDON', 'United Press International'],
    ['NEW YORK - Stocks rose.', 'en', 'NEW YORK', null],
  ])('reads %s', (text, language, place, wire) => {
    const found = read(text, language);
    expect(found?.place).toBe(place);
    expect(found?.wire ?? null).toBe(wire);
    expect(found?.body).toMatch(/^[A-Z]/);
  });

  it('never takes the outlet itself for the wire', () => {
    expect(read('ANTARA, JAKARTA - Presiden tiba.', 'id', 'Antara', 'antaranews.com')?.wire).toBeNull();
  });

  it.each([
    ['The plan - long expected - was dropped.', 'en'],
    ['MIDFIELDERS - the best ones run.', 'en'],
    ['Putin – presiden itu – datang.', 'id'],
    ['Dia datang ke Jakarta - tanpa kawan.', 'id'],
    ['No dash here at all.', 'en'],
    ['Putin: We are ready to talk.', 'en'],
    ['Moskow (kota itu) Tetap tenang.', 'id'],
    ['Kompas.com, Senin Pagi itu hujan turun.', 'id'],
    ['London in the rain: A city waits.', 'en'],
    ['', 'en'],
  ])('finds none in "%s"', (text, language) => {
    expect(read(text, language)).toBeNull();
  });
});
