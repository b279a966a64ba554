/** How dates stand in running text, language by language: words, and the patterns built from them. */
import {
  anyOf,
  behind,
  type DateGrammar,
  day,
  lastDay,
  loneWeekday,
  loneYear,
  mapOf,
  notBehind,
  numericPatterns,
  positions,
  type Unit,
  whole,
  year,
  yearRange,
} from './textDatePatterns.ts';

const indonesianWeekdays = positions(
  "minggu ahad|senin isnin|selasa|rabu|kamis khamis|jumat jum’at jum'at jumaat|sabtu",
);
const indonesianMonths =
  'januari|jan|februari|pebruari|feb|maret|mar|april|apr|mei|juni|jun|juli|jul|agustus|agt|agu|ags|september|sept|sep|oktober|okt|november|nopember|nov|desember|des';
const malayMonths = 'mac|julai|ogos|disember|dis';
const indonesianCounted =
  'orang|warga|peserta|siswa|rupiah|dolar|unit|ekor|butir|buah|jiwa|kilometer|km|meter|kg|ton|personel|polisi|tentara|prajurit|korban|rumah|hektare?|kali|penonton|guru|pasien|pengungsi|buruh|pekerja|karyawan|anggota|suara|kursi|halaman|watt|mdpl|persen|WIB|WITA|WIT';
/** Streets, stadiums, schools and movements carry dates as names. */
const indonesianNamed =
  'jalan|jl\\.?|stadion|gelora|universitas|institut|sma|smk|sman|rsud|gedung|lapangan|taman|monumen|tugu|gang|pasar|jembatan|gerakan|partai|kodim|masjid';
const indonesianUncertain =
  '\\d|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|beberapa|berapa|puluhan|belasan|ratusan|ribuan|sekian|puluh|belas|ratus|ribu|sebelas|seratus|seribu|setengah|ulang';
const indonesianNoDay = `setiap|tiap|tiap-tiap|saban|pasar|sekolah|salat|shalat|sholat|solat|khotbah|khutbah|ibadah|misa|kebaktian|${indonesianUncertain}`;

function indonesian(offsetMinutes: number, ownMonths: string): DateGrammar {
  const days = mapOf({
    'hari ini|hari ni|pagi ini|siang ini|sore ini|malam ini|pagi tadi|siang tadi|sore tadi|tadi pagi|tadi siang|tadi sore|nanti malam': 0,
    'kemarin|kemaren|semalam|tadi malam|malam tadi|kelmarin': -1,
    'kemarin lusa|kemarin dulu': -2,
    'besok|esok': 1,
    lusa: 2,
  });
  const units = mapOf<Unit>({ hari: 'DAY', 'pekan|minggu': 'WEEK', bulan: 'MONTH', tahun: 'YEAR' });
  const directions = mapOf<-1 | 0 | 1>({
    'lalu|silam|lepas|kemarin': -1,
    ini: 0,
    'depan|mendatang|hadapan': 1,
  });
  const numbers = positions(
    'nol|satu se|dua|tiga|empat|lima|enam|tujuh|delapan lapan|sembilan|sepuluh|sebelas',
  );
  const [wd, when, unit] = [anyOf(indonesianWeekdays.keys()), anyOf(directions.keys()), anyOf(units.keys())];
  const month = `(?<m>${ownMonths})\\.?`;
  const joints = 'sampai|hingga|s/d|sd';
  const dayparts = 'pagi|siang|sore|petang|malam|dini\\shari';
  const lead = `(?:(?<wd>${wd})(?:\\s(?:${dayparts}))?,?\\s{1,2}\\(?)?`;
  const ofYear = `(?:\\s(?:tahun\\s)?${year}|\\s(?:yang\\s)?(?<when>${when}))?`;
  const lone = loneYear(indonesianCounted);
  const named = notBehind(indonesianNamed);
  return {
    patterns: [
      ...numericPatterns(wd, dayparts, 'tanggal|tgl|tgl\\.'),
      whole(`${named}${lead}${day}${lastDay(joints)}\\s${month}${ofYear}`),
      whole(
        `${lead}${day}\\s${month}(?:\\s?[-–]\\s?|\\s(?:${joints})\\s)(?<d2>[0-3]?\\d)\\s(?<m2>${ownMonths})${ofYear}`,
      ),
      whole(`${named}${day}\\sdan\\s(?<both>[0-3]?\\d)\\s${month}${ofYear}`),
      whole(`(?<!\\d\\s)${month}\\s(?:tahun\\s)?${year}`),
      whole(
        `${behind('pada|bulan|sejak|hingga|sampai|awal|akhir|pertengahan|selama')}${month}(?:\\s(?<when>${when}))?`,
      ),
      whole(`${month}\\s(?:yang\\s)?(?<when>${when})`),
      whole(
        `(?<=(?<!\\p{L})(?:tahun|pada|sejak|hingga|sampai|awal|akhir|pertengahan|musim|dari)\\s|\\()(?<!(?:uu|pp|perppu|perpres|nomor|no\\.?)\\s?\\d{1,4}\\stahun\\s)${lone}`,
      ),
      whole(
        `(?<=(?<!\\p{L})(?:tahun|pada|sejak|dari|antara|periode|selama)\\s|\\()${yearRange('sampai|hingga|dan')}`,
      ),
      whole(`(?<word>${anyOf(days.keys())})(?!-\\p{L})`),
      whole(
        `${notBehind('puluh|belas|ratus|ribu|koma|atau')}(?<n>\\d{1,3}|${anyOf(numbers.keys())})\\s(?<unit>${unit})\\s(?:yang\\s)?(?<when>lalu|silam|lepas)`,
      ),
      whole(`se(?<unit>pekan|minggu|bulan|tahun|hari)\\s(?:yang\\s)?(?<when>lalu|silam|lepas)`),
      whole(`(?<weekend>akhir\\s(?:pekan|minggu))\\s(?:yang\\s)?(?<when>${when})`),
      whole(
        `${notBehind(indonesianUncertain)}(?<unit>pekan|minggu|bulan|tahun)\\s(?:yang\\s)?(?<when>${when})`,
      ),
      whole(
        `${notBehind(indonesianNoDay)}${loneWeekday(wd, joints)}(?!\\s(?:agung|putih|abu|ke|pertama|kedua|ketiga|keempat|terakhir)(?!\\p{L}))(?:\\s(?:yang\\s)?(?<when>${when}))?`,
      ),
    ],
    weekdays: indonesianWeekdays,
    days,
    units,
    directions,
    numbers,
    ahead:
      /(?<!\p{L})(?:akan|bakal|rencananya|dijadwalkan|direncanakan|hendak|hingga|sampai|paling lambat|selambatnya|selewat-lewatnya|dijangka)(?!\p{L})/iu,
    hasCapitals: true,
    isDayFirst: true,
    offsetMinutes,
  };
}

const englishWeekdays = positions(
  'sunday sun|monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday sat',
);
const englishMonths =
  'january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec';
const englishCounted =
  'people|dollars|euros|pounds|rupiah|miles|km|kilomet(?:er|re)s|met(?:er|re)s|feet|tonnes|tons|homes|houses|cases|troops|soldiers|refugees|migrants|jobs|members|students|workers|votes|seats|employees|companies|children|women|men|hectares|acres|calories|times|hours|days|years|rooms|units|residents|protesters|police|officers|patients|points|percent|per\\scent|GMT|UTC|local|BST|EST|EDT|hrs';
const englishCrowds =
  'crowd|total|group|average|fleet|force|population|maximum|minimum|score|height|speed|cost|price|fee|distance|fine|workforce|staff|army|audience|number|capacity';
/** Newspapers, programmes and feasts that a weekday is part of. */
const englishDayNames =
  'times|mirror|express|telegraph|herald|mail|post|star|sun|world|independent|tribune|night\\s(?:live|football)|school|roast|best|the\\s13th';

function english(): DateGrammar {
  const days = mapOf({
    'today|tonight|this morning|this evening|this afternoon': 0,
    'yesterday|last night': -1,
    'the day before yesterday': -2,
    tomorrow: 1,
    'the day after tomorrow': 2,
  });
  const units = mapOf<Unit>({
    'day|days': 'DAY',
    'week|weeks': 'WEEK',
    'month|months': 'MONTH',
    'year|years': 'YEAR',
  });
  const directions = mapOf<-1 | 0 | 1>({ 'last|past|ago|this past': -1, this: 0, 'next|coming': 1 });
  const numbers = mapOf({
    'a|an|one': 1,
    ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  });
  const wd = anyOf(englishWeekdays.keys());
  const fullWeekday = 'sunday|monday|tuesday|wednesday|thursday|friday|saturday';
  const month = `(?<m>${englishMonths})\\.?`;
  const month2 = `(?<m2>${englishMonths})\\.?`;
  const ordinal = '(?:st|nd|rd|th)?';
  const joints = 'to|through|until|till';
  const joint = `(?:\\s?[-–]\\s?|\\s(?:${joints})\\s)`;
  const range = `${lastDay(joints)}${ordinal}`;
  const lead = `(?:(?<wd>${wd})\\.?,?\\s{1,2})?`;
  const amount =
    '(?!\\s?%|\\s(?:percent|per\\scent|miles|km|kilomet(?:er|re)s|million|billion|kg|rocket|points)(?!\\p{L}))';
  const lone = loneYear(englishCounted);
  const named = notBehind('long|flight|route|highway|avenue');
  return {
    patterns: [
      ...numericPatterns(wd, 'morning|afternoon|evening|night', 'on|dated|until|since|by'),
      whole(`${named}${lead}${month}\\s${day}${ordinal}${range}(?:,?\\s${year})?${amount}`),
      whole(`${named}${lead}(?:the\\s)?${day}${ordinal}${range}\\s(?:of\\s)?${month}(?:,?\\s${year})?`),
      whole(
        `${lead}${month}\\s${day}${ordinal}${joint}${month2}\\s(?<d2>[0-3]?\\d)${ordinal}(?:,?\\s${year})?`,
      ),
      whole(
        `${lead}${day}${ordinal}\\s${month}${joint}(?<d2>[0-3]?\\d)${ordinal}\\s${month2}(?:,?\\s${year})?`,
      ),
      whole(`${month}\\s${day}${ordinal}\\sand\\s(?<both>[0-3]?\\d)${ordinal}(?:,?\\s${year})?${amount}`),
      whole(`${day}${ordinal}\\sand\\s(?<both>[0-3]?\\d)${ordinal}\\s${month}(?:,?\\s${year})?`),
      whole(`(?<!\\d\\s)${month},?\\s(?:of\\s)?${year}`),
      whole(`(?<when>last|this|next|past|coming)\\s(?<m>${englishMonths})(?!\\s\\d)`),
      whole(
        `(?<=(?<!\\p{L})(?:in|since|until|early|late|mid|by|during|(?:end|start|beginning|middle)\\sof)[\\s-])(?<m>${englishMonths})`,
      ),
      whole(
        `(?<=(?<!\\p{L})(?:in|since|until|by|from|during|before|after|of|late|early|mid|for)[\\s-]|\\()${notBehind(`(?:${englishCrowds})\\sof`)}${lone}`,
      ),
      whole(
        `(?<=(?<!\\p{L})(?:in|from|between|during|of|for)\\s|\\()${yearRange(`${joints}|and`)}(?!\\s(?:${englishCounted})(?!\\p{L}))`,
      ),
      whole(`(?<word>${anyOf(days.keys())})`),
      whole(
        `${notBehind('half|hundred|thousand')}(?<n>\\d{1,3}|${anyOf(numbers.keys())})\\s(?<unit>${anyOf(units.keys())})\\s(?<when>ago)`,
      ),
      whole('(?<when>this\\spast|last|this|next|past|coming)\\s(?<weekend>weekend)'),
      whole(`${notBehind('the|every|per')}(?<when>last|this|next|coming)\\s(?<unit>week|month|year)`),
      whole(
        `${notBehind('every|each|black|good|super|ash|bloody|sheffield|palm|easter|cyber|holy|maundy|casual|most|man|ruby')}(?:(?<when>this\\spast|last|this|next|past|coming)\\s)?${loneWeekday(fullWeekday, joints)}(?!\\s(?:${englishDayNames}|prayers?)(?!\\p{L}))`,
      ),
    ],
    weekdays: englishWeekdays,
    days,
    units,
    directions,
    numbers,
    ahead:
      /(?<!\p{L})(?:will|won’t|won't|to be|until|till|scheduled|due|expected|plans?|planned|set to|going to)(?!\p{L})/iu,
    hasCapitals: true,
    isDayFirst: null,
    offsetMinutes: 0,
  };
}

const portugueseWeekdays = positions(
  'domingo|segunda segunda-feira|terça terça-feira|quarta quarta-feira|quinta quinta-feira|sexta sexta-feira|sábado',
);
const portugueseFullMonths =
  'janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro';
const portugueseMonths = `${portugueseFullMonths}|jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez`;
const portugueseCounted =
  'pessoas|reais|euros|dólares|metros|quilômetros|quilómetros|km|kg|toneladas|casas|casos|soldados|refugiados|migrantes|empregos|membros|alunos|estudantes|trabalhadores|votos|funcionários|empresas|crianças|mulheres|homens|hectares|vezes|horas|dias|anos|quartos|unidades|moradores|policiais|pacientes|pontos|torcedores|participantes|manifestantes|litros';
const portugueseQuantities =
  'cerca|mais|menos|acima|abaixo|além|total|perto|média|prêmio|valor|multa|altura|distância|público|grupo|torno|volta|máximo|mínimo';
const portugueseNamed =
  'rua|da|avenida|av\\.|praça|largo|travessa|ponte|estádio|rodovia|viaduto|movimento|revolução\\sde|revolução\\sdo|hospital|bairro';

function portuguese(): DateGrammar {
  const days = mapOf({ hoje: 0, 'ontem|ontem à noite': -1, anteontem: -2, amanhã: 1, 'depois de amanhã': 2 });
  const units = mapOf<Unit>({
    'dia|dias': 'DAY',
    'semana|semanas': 'WEEK',
    'mês|meses': 'MONTH',
    'ano|anos': 'YEAR',
  });
  const directions = mapOf<-1 | 0 | 1>({
    'passado|passada|último|última|há|atrás': -1,
    'este|esta|neste|nesta|deste|desta': 0,
    'próximo|próxima|que vem': 1,
  });
  const numbers = mapOf({
    'um|uma': 1,
    'dois|duas': 2,
    ...{ três: 3, quatro: 4, cinco: 5, seis: 6, sete: 7, oito: 8, nove: 9, dez: 10 },
  });
  const wd = anyOf(portugueseWeekdays.keys());
  const clearDays = 'domingo|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado';
  const anyDay = `${clearDays}|segunda|terça|quarta|quinta|sexta`;
  const month = `(?<m>${portugueseMonths})\\.?`;
  const fullMonth = `(?<m>${portugueseFullMonths})`;
  const amount = `(?<n>\\d{1,3}|${anyOf(numbers.keys())})\\s(?<unit>${anyOf(units.keys())})`;
  const joints = 'a|à|até';
  const lead = `(?:(?<wd>${wd}),?\\s\\(?)?`;
  const ofYear = `(?:\\sde\\s${year})?`;
  const lone = loneYear(portugueseCounted);
  const named = notBehind(portugueseNamed);
  return {
    patterns: [
      ...numericPatterns(wd, 'à\\snoite|à\\starde|de\\smanhã', 'dia|em|até|desde'),
      whole(`(?<wd>${wd})\\s\\(${day}\\)`),
      whole(`(?<wd>${clearDays}),\\s${day}(?=[,)])`),
      whole(`${named}${lead}${day}º?${lastDay(joints)}\\sde\\s${month}${ofYear}`),
      whole(
        `${lead}${day}º?\\sde\\s${month}(?:\\s?[-–]\\s?|\\s(?:${joints})\\s)(?<d2>[0-3]?\\d)\\sde\\s(?<m2>${portugueseMonths})${ofYear}`,
      ),
      whole(`${day}º?\\se\\s(?<both>[0-3]?\\d)\\sde\\s${month}${ofYear}`),
      whole(`${month}\\sde\\s${year}`),
      whole(`${fullMonth}\\s(?<when>passado|que\\svem)`),
      whole(`${behind('em|desde|até|neste')}${fullMonth}`),
      whole(
        `(?<=(?<!\\p{L})(?:em|desde|até|de|ano)\\s|\\()${notBehind(`(?:${portugueseQuantities})\\sde`)}${lone}`,
      ),
      whole(`(?<=(?<!\\p{L})(?:de|entre|em)\\s|\\()${yearRange('a|e|até')}`),
      whole(`(?<word>${anyOf(days.keys())})(?!\\sem\\sdia)`),
      whole(`(?<when>há)\\s${amount}`),
      whole(`${notBehind('e|mil|cem')}${amount}\\s(?<when>atrás)`),
      whole('(?<unit>semana|mês|ano)\\s(?<when>passad[oa]|que\\svem)'),
      whole('(?<when>próxim[oa]|[nd]?este|[nd]?esta)\\s(?<unit>semana|mês|ano)'),
      whole('(?<weekend>fim\\sde\\ssemana)\\s(?<when>passado|que\\svem)'),
      whole('(?<when>próximo|último|[nd]?este)\\s(?<weekend>fim\\sde\\ssemana)'),
      whole(
        `${notBehind('tod[oa]|cada|santo|plácido')}${loneWeekday(clearDays, joints)}(?!\\s(?:santa|de\\scinzas)(?!\\p{L}))`,
      ),
      whole(`(?<when>próxim[oa]|últim[oa]|[nd]?este|[nd]?esta)\\s(?<wd>${anyDay})`),
      whole(`(?<wd>${anyDay})\\s(?<when>passad[oa]|que\\svem)`),
    ],
    weekdays: portugueseWeekdays,
    days,
    units,
    directions,
    numbers,
    ahead: /(?<!\p{L})(?:será|serão|vai|vão|deve|devem|deverá|até|previst[oa]s?)(?!\p{L})/iu,
    hasCapitals: false,
    isDayFirst: true,
    offsetMinutes: -180,
  };
}

/** Grammars by primary language tag. */
export const dateGrammars: ReadonlyMap<string, DateGrammar> = new Map([
  ['id', indonesian(420, indonesianMonths)],
  ['ms', indonesian(480, `${indonesianMonths}|${malayMonths}`)],
  ['en', english()],
  ['pt', portuguese()],
]);

/** Every name of a weekday in these languages, lower case; "terça-feira" is "terça" and "feira". */
export const weekdayNames: ReadonlySet<string> = new Set(
  [...dateGrammars.values()].flatMap(({ weekdays }) =>
    [...weekdays.keys()].flatMap((name) => name.split('-')),
  ),
);
