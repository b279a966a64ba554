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

/** Text, language, place as printed, wire. Every body starts with "Hujan", "Rain" or "A chuva". */
const printed: [string, string, string, string | null][] = [
  // A place and a dash, of all kinds.
  ['MOSKOW – Hujan turun.', 'id', 'MOSKOW', null],
  ['JAKARTA - Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA — Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA -- Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA– Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA –Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA—Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA- Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA -Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA, - Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA ― Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA ‒ Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA − Hujan turun.', 'id', 'JAKARTA', null],
  ['Jakarta - Hujan turun.', 'id', 'Jakarta', null],
  ['Bandung — Hujan turun.', 'id', 'Bandung', null],
  ['LONDON — Rain fell.', 'en', 'LONDON', null],
  ['NEW YORK - Rain fell.', 'en', 'NEW YORK', null],
  ['New York — Rain fell.', 'en', 'New York', null],
  ['São Paulo - A chuva caiu.', 'pt', 'São Paulo', null],
  ['BRASÍLIA - A chuva caiu.', 'pt', 'BRASÍLIA', null],
  ['LISBOA – A chuva caiu.', 'pt', 'LISBOA', null],
  // A region, state or country behind it.
  ['KAB. BANDUNG, (PR).- Hujan turun.', 'id', 'KAB. BANDUNG', null],
  ['SRAGEN, JAWA TENGAH - Hujan turun.', 'id', 'SRAGEN', null],
  ['BOGOR, Jawa Barat — Hujan turun.', 'id', 'BOGOR', null],
  ['PARIS, Prancis – Hujan turun.', 'id', 'PARIS', null],
  ['SYDNEY, Australia — Rain fell.', 'en', 'SYDNEY', null],
  ['AUSTIN, Texas (AP) — Rain fell.', 'en', 'AUSTIN', 'Associated Press'],
  ['SAN JOSE, Calif. (AP) — Rain fell.', 'en', 'SAN JOSE', 'Associated Press'],
  ['CHAPEL HILL, N.C. — Rain fell.', 'en', 'CHAPEL HILL', null],
  ['WASHINGTON, D.C. (AP) — Rain fell.', 'en', 'WASHINGTON', 'Associated Press'],
  ['KANSAS CITY, Mo. — Rain fell.', 'en', 'KANSAS CITY', null],
  ['PORTLAND, Ore. (Reuters) - Rain fell.', 'en', 'PORTLAND', 'Reuters'],
  ['PORTO ALEGRE, RS - A chuva caiu.', 'pt', 'PORTO ALEGRE', null],
  // A date, with and without a wire.
  ['JAKARTA, 24/11 (Lintas) - Hujan turun.', 'id', 'JAKARTA', 'Lintas Wire'],
  ['JAKARTA, Senin (24/11) - Hujan turun.', 'id', 'JAKARTA', null],
  ['Jakarta, 24 November 2015 - Hujan turun.', 'id', 'Jakarta', null],
  ['JAKARTA, Senin, 24 November 2015 – Hujan turun.', 'id', 'JAKARTA', null],
  ['Jakarta (ANTARA) - Hujan turun.', 'id', 'Jakarta', 'Antara'],
  ['Jakarta (ANTARA News) - Hujan turun.', 'id', 'Jakarta', 'Antara'],
  ['London (ANTARA/Reuters) - Hujan turun.', 'id', 'London', 'Antara'],
  ['PARIS, Nov 30 (Lintas) - Rain fell.', 'en', 'PARIS', 'Lintas Wire'],
  ['BEIJING, July 18 (Xinhua) -- Rain fell.', 'en', 'BEIJING', 'Xinhua'],
  ['MOSCOW, November 27. /TASS/. Rain fell.', 'en', 'MOSCOW', 'TASS'],
  ['MOSCOW. Nov 27 (Interfax) - Rain fell.', 'en', 'MOSCOW', 'Interfax'],
  ['LONDON, Nov 27 (UPI) Rain fell.', 'en', 'LONDON', 'United Press International'],
  ['WASHINGTON, Nov. 27, 2015 (AFP) - Rain fell.', 'en', 'WASHINGTON', 'Agence France-Presse'],
  ['TOKYO, 27 November (Kyodo) - Rain fell.', 'en', 'TOKYO', 'Kyodo News'],
  ['KUALA LUMPUR, Nov 27 (Bernama) -- Rain fell.', 'en', 'KUALA LUMPUR', 'Bernama'],
  ['KUALA LUMPUR, 27 Nov (Bernama) -- Hujan turun.', 'ms', 'KUALA LUMPUR', 'Bernama'],
  ['SEOUL, Nov. 27 (Yonhap) -- Rain fell.', 'en', 'SEOUL', 'Yonhap'],
  ['LONDON (Reuters) - Rain fell.', 'en', 'LONDON', 'Reuters'],
  ['London (AFP) – Rain fell.', 'en', 'London', 'Agence France-Presse'],
  ['London, Reuters - Rain fell.', 'en', 'London', 'Reuters'],
  ['Berlin (dpa) - Rain fell.', 'en', 'Berlin', 'Deutsche Presse-Agentur'],
  ['LISBOA (Lusa) – A chuva caiu.', 'pt', 'LISBOA', 'Lusa'],
  ['Lisboa, 27 nov (Lusa) - A chuva caiu.', 'pt', 'Lisboa', 'Lusa'],
  ['Lisboa, 27 nov. 2015 (Lusa) — A chuva caiu.', 'pt', 'Lisboa', 'Lusa'],
  ['BRASÍLIA (Reuters) - A chuva caiu.', 'pt', 'BRASÍLIA', 'Reuters'],
  ['PARIS, 27 de novembro (AFP) - A chuva caiu.', 'pt', 'PARIS', 'Agence France-Presse'],
  // The outlet's own name, in front or behind.
  ['Solopos.com, MOSKOW – Hujan turun.', 'id', 'MOSKOW', null],
  ['Solopos.com, SRAGEN--Hujan turun.', 'id', 'SRAGEN', null],
  ['JAKARTA, KOMPAS.com - Hujan turun.', 'id', 'JAKARTA', null],
  ['JAKARTA, KOMPAS.com – Hujan turun.', 'id', 'JAKARTA', null],
  ['KOMPAS.com, JAKARTA — Hujan turun.', 'id', 'JAKARTA', null],
  ['REPUBLIKA.CO.ID, JAKARTA -- Hujan turun.', 'id', 'JAKARTA', null],
  ['TEMPO.CO, Jakarta - Hujan turun.', 'id', 'Jakarta', null],
  ['TEMPO.CO, Jakarta-Hujan turun.', 'id', 'Jakarta', null],
  ['Jakarta, CNN Indonesia -- Hujan turun.', 'id', 'Jakarta', null],
  ['Jakarta, CNBC Indonesia - Hujan turun.', 'id', 'Jakarta', null],
  ['Merdeka.com - Jakarta - Hujan turun.', 'id', 'Jakarta', null],
  ['Liputan6.com, Jakarta - Hujan turun.', 'id', 'Jakarta', null],
  ['Liputan6.com, Jakarta Hujan turun.', 'id', 'Jakarta', null],
  ['TRIBUNNEWS.COM, JAKARTA - Hujan turun.', 'id', 'JAKARTA', null],
  ['TRIBUNJATENG.COM, SEMARANG - Hujan turun.', 'id', 'SEMARANG', null],
  ['KUPANG, POS-KUPANG.COM | Hujan turun.', 'id', 'KUPANG', null],
  ['SURABAYA, JAWA POS – Hujan turun.', 'id', 'SURABAYA', null],
  ['VIVA.co.id - Jakarta - Hujan turun.', 'id', 'Jakarta', null],
  ['SEMARANG (Suara Merdeka) – Hujan turun.', 'id', 'SEMARANG', null],
  // A colon, two places, a byline, a bullet.
  ['Jakarta: Hujan turun sejak pagi.', 'id', 'Jakarta', null],
  ['New Delhi: Rain fell all day.', 'en', 'New Delhi', null],
  ['BRUSSELS/PARIS (Reuters) - Rain fell.', 'en', 'BRUSSELS', 'Reuters'],
  ['ANKARA/MOSCOW, Nov 27 (Reuters) - Rain fell.', 'en', 'ANKARA', 'Reuters'],
  ['BEIRUT and PARIS — Rain fell.', 'en', 'BEIRUT', null],
  ['JAKARTA, BANDUNG - Hujan turun.', 'id', 'JAKARTA', null],
  ['• JAKARTA - Hujan turun.', 'id', 'JAKARTA', null],
  ['By Lena Krol\n\nPARIS (Reuters) - Rain fell.', 'en', 'PARIS', 'Reuters'],
  ['By Lena Krol PARIS, Nov 30 (Reuters) - Rain fell.', 'en', 'PARIS', 'Reuters'],
  ['Oleh Rini Astutik\n\nJAKARTA, 24/11 (Lintas) - Hujan turun.', 'id', 'JAKARTA', 'Lintas Wire'],
  // Places that no list holds, in capitals and backed by a wire, a date or a region.
  ['BANYUAJEM, KOMPAS.com - Hujan turun.', 'id', 'BANYUAJEM', null],
  ['TALL QARBA, Syria (AP) — Rain fell.', 'en', 'TALL QARBA', 'Associated Press'],
  ['ABOARD AIR FORCE ONE (Reuters) - Rain fell.', 'en', 'ABOARD AIR FORCE ONE', 'Reuters'],
  ['UNITED NATIONS (Reuters) - Rain fell.', 'en', 'UNITED NATIONS', 'Reuters'],
];

describe('datelines as printed', () => {
  it.each(printed)('reads %s', (text, language, place, wire) => {
    const found = read(text, language);
    expect(found?.place).toBe(place);
    expect(found?.wire ?? null).toBe(wire);
    expect(found?.body).toMatch(/^(?:Hujan|Rain|A chuva)/);
  });

  it('never takes the outlet itself for the wire', () => {
    expect(read('ANTARA, JAKARTA - Presiden tiba.', 'id', 'Antara', 'antaranews.com')?.wire).toBeNull();
  });

  it.each([
    ['LONDON, Nov 30, Gemilang Post - Rain fell.', 'en', 'Gemilang Post', 'gemilang.example'],
    ['LONDON (Gemilang Post) - Rain fell.', 'en', 'Gemilang Post', 'gemilang.example'],
    ['gemilang.example, LONDON - Hujan turun.', 'id', 'Gemilang Post', 'gemilang.example'],
  ])('knows the outlet’s own name in %s', (text, language, name, domain) => {
    expect(read(text, language, name, domain)).toMatchObject({ place: 'LONDON', wire: null });
  });

  it.each([
    ['“Kami siap.”\n\nHujan turun.\n\nMOSKOW – Rusia siap.', 'id', 'MOSKOW'],
    ['A wet day for the capital\n\nLONDON (Reuters) - Rain fell.', 'en', 'LONDON'],
  ])('looks behind a standfirst: %j', (text, language, place) => {
    expect(read(text, language)?.place).toBe(place);
  });
});

describe('what is no dateline', () => {
  it.each([
    ['The plan - long expected - was dropped.', 'en'],
    ['MIDFIELDERS - the best ones run.', 'en'],
    ['APTN - the broadcaster said it was ready.', 'en'],
    ['TODAY NICARAGUA – Rain fell on Monday.', 'en'],
    ['TODAY NICARAGUA - The ministry said so.', 'en'],
    ['AFP - the agency said it was ready.', 'en'],
    ['BREAKING - Rain fell.', 'en'],
    ['Breaking: Rain fell.', 'en'],
    ['UPDATE: Rain fell.', 'en'],
    ['VIDEO - Rain fell in the capital.', 'en'],
    ['FOTO: Hujan turun di ibu kota.', 'id'],
    ['Putin – presiden itu – datang.', 'id'],
    ['Putin: We are ready to talk.', 'en'],
    ['Dia datang ke Jakarta - tanpa kawan.', 'id'],
    ['Jakarta - Bogor kini ditempuh satu jam.', 'id'],
    ['Jakarta – Bandung High-Speed Rail opened.', 'en'],
    ['Jakarta-Bandung train services resumed.', 'en'],
    ['London-based traders waited.', 'en'],
    ['Paris - where he was born - is far.', 'en'],
    ['Paris - and not only Paris - was quiet.', 'en'],
    ['England - Wales 2-1.', 'en'],
    ['Persib Bandung - Persija Jakarta 2-1', 'id'],
    ['Indonesia – Malaysia: 3-0 (1-0)', 'id'],
    ['1. Jakarta - 12 poin', 'id'],
    ['Jakarta, Bandung, Surabaya, dan Medan - empat kota itu - siap.', 'id'],
    ['di Jakarta, Senin (3/11) - hujan turun.', 'id'],
    ['Di Jakarta, Senin (3/11), hujan turun.', 'id'],
    ['Berbicara di Jakarta, Senin (3/11), ia mengaku lelah - sangat lelah.', 'id'],
    ['No dash here at all.', 'en'],
    ['Moskow (kota itu) Tetap tenang.', 'id'],
    ['Kompas.com, Senin Pagi itu hujan turun.', 'id'],
    ['London in the rain: A city waits.', 'en'],
    ['Washington (the man, not the city) - Rain fell.', 'en'],
    ['O plano - há muito esperado - caiu.', 'pt'],
    ['MEIO-CAMPISTAS - os melhores correm.', 'pt'],
    ['ISIS - the group that holds Raqqa - said so.', 'en'],
    ['NATO: Rain fell.', 'en'],
    ['GOAL! - England lead.', 'en'],
    ['EXCLUSIVE (Reuters) - Rain fell.', 'en'],
    ['WHO - The agency said it was ready.', 'en'],
    ['', 'en'],
    [' ', 'en'],
    ['-', 'en'],
    ['JAKARTA', 'id'],
  ])('finds none in "%s"', (text, language) => {
    expect(read(text, language)).toBeNull();
  });
});
