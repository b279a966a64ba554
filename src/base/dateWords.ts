/**
 * Names in printed dates: months, time zones and words that count back from now, in the languages of the outlets we
 * read (Indonesian, Malay, English, German, Dutch, French, Spanish, Portuguese, Italian, Polish, Russian, Turkish and
 * the Scandinavian ones). Data and look-ups only.
 */

/** Names and abbreviations in lower case, without the abbreviation's full stop; old Indonesian spellings included. */
const monthNames: string[] = [
  `january jan januari januar jänner janeiro janvier janv enero ene gennaio gen stycznia styczeń sty января январь янв
  ocak oca`,
  `february feb februari pebruari peb februar feber fevereiro fev février fevrier févr fév febrero febbraio lutego luty
  lut февраля февраль фев февр şubat subat şub`,
  `march mar maret mrt maart mac march märz maerz mär mars março marco marzo marca marzec marts марта март мар mart`,
  `april apr abril abr avril avr aprile kwietnia kwiecień kwi апреля апрель апр nisan nis`,
  `may mei maio mai mayo maggio mag maja maj мая май mayıs mayis`,
  `june jun juni junho juin junio giugno giu czerwca czerwiec cze июня июнь июн haziran haz`,
  `july jul juli julai julho juillet juil julio luglio lug lipca lipiec lip июля июль июл temmuz tem`,
  `august aug agustus agu agt ags ogos ogo agosto ago août aout augustus augusti sierpnia sierpień sie августа август авг
  ağustos agustos ağu`,
  `september sep sept setembro set septembre septiembre setiembre settembre września wrzesień wrz сентября сентябрь сен
  сент eylül eylul eyl`,
  `october oct oktober okt outubro out octobre octubre ottobre ott października październik paź октября октябрь окт ekim
  eki`,
  `november nov nopember nop novembro novembre noviembre listopada listopad lis ноября ноябрь ноя нояб kasım kasim kas`,
  `december dec desember des disember dis dezembro dez dezember décembre decembre déc diciembre dic dicembre grudnia
  grudzień gru декабря декабрь дек aralık aralik ara`,
];

const monthOfName = new Map(
  monthNames.flatMap((names, index) => names.split(/\s+/).map((name) => [name, index + 1] as const)),
);

/**
 * Minutes east of Greenwich by zone name, lower case. Where a name is used for several zones (IST, CST, BST, AST) the
 * most widespread use in news feeds wins. RFC 822 names: RFC 2822 §4.3.
 */
const offsetOfZone = new Map<string, number>(
  Object.entries({
    ...{ z: 0, ut: 0, utc: 0, gmt: 0, wet: 0, west: 60, bst: 60, cet: 60, mez: 60, cest: 120, mesz: 120 },
    ...{ eet: 120, eest: 180, sast: 120, msk: 180, мск: 180, trt: 180, eat: 180, wat: 60, cat: 120 },
    ...{ gst: 240, pkt: 300, ist: 330, wib: 420, ict: 420, wita: 480, sgt: 480, myt: 480, hkt: 480 },
    ...{ pht: 480, awst: 480, wit: 540, jst: 540, kst: 540, tlt: 540, acst: 570, aest: 600, aedt: 660 },
    ...{ nzst: 720, nzdt: 780, brt: -180, brst: -120, art: -180, ast: -240, adt: -180, est: -300, edt: -240 },
    ...{ et: -300, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420, pt: -480 },
    ...{ akst: -540, hst: -600 },
  }),
);

/** Zone names that are words of some language as well ("et", "ist", "est"): believed in capitals only. */
const zonesLikeWords = new Set('z ut et pt est ist art ast wet west wit wat cat eat'.split(' '));

const dayMs = 86_400_000;
const unitWords: [string, number][] = [
  ['detik seconds second secs sec segundos segundo sekunden secondes secondi saniye', 1_000],
  [
    'menit minit minutes minute mins min minutos minuto minuten minuti minuut minut минут минуты dakika',
    60_000,
  ],
  [
    'jam hours hour hrs hr horas hora stunden stunde heures heure ore ora uur godzin часов часа час saat',
    3_600_000,
  ],
  [
    'hari days day dias días día dia tagen tag jours jour giorni giorno dagen dag dni дней дня день gün',
    dayMs,
  ],
  [
    'minggu pekan weeks week semanas semana wochen woche semaines semaine settimane недель недели hafta',
    7 * dayMs,
  ],
  ['bulan months month meses mês mes monaten monat mois mesi maanden maand месяцев месяца ay', 30 * dayMs],
];
const unitOfWord = new Map(
  unitWords.flatMap(([words, ms]) => words.split(' ').map((word) => [word, ms] as const)),
);

const dayWords: [string, number][] = [
  ['today heute aujourd’hui aujourd hoy hoje oggi vandaag dziś dzisiaj сегодня bugün', 0],
  ['kemarin semalam yesterday gestern hier ayer ontem ieri gisteren wczoraj вчера dün', 1],
];
const daysBackOfWord = new Map(
  dayWords.flatMap(([words, days]) => words.split(' ').map((word) => [word, days] as const)),
);

/** Month 1..12 of a printed name in any case, full or short; null when it names none. */
export function monthOf(name: string | undefined): number | null {
  return monthOfName.get(name?.toLowerCase() ?? '') ?? null;
}

/** Minutes east of Greenwich of a printed zone name; null when it is none, or reads as an ordinary word. */
export function offsetOf(zone: string): number | null {
  const key = zone.toLowerCase();
  if (zonesLikeWords.has(key) && zone !== zone.toUpperCase()) return null;
  return offsetOfZone.get(key) ?? null;
}

/** Milliseconds of a unit of time named in the text ("jam", "hours"); null when it names none. Months count 30 days. */
export function unitMsOf(word: string | undefined): number | null {
  return unitOfWord.get(word?.toLowerCase() ?? '') ?? null;
}

/** Days back from today of a word such as "kemarin" (1) or "today" (0); null for any other word. */
export function daysBackOf(word: string): number | null {
  return daysBackOfWord.get(word.toLowerCase()) ?? null;
}
