import { describe, expect, it } from 'vitest';
import { quotesOf } from './quotesKit.ts';

const read = (rows: [string, ...string[]][], language: string) =>
  it.each(rows)('%s', (text, ...quotes) => {
    expect(quotesOf(text, language)).toEqual(quotes);
  });

describe('direct speech in Indonesian', () => {
  read(
    [
      // Verbs and where the speaker stands.
      ['"Kami menunggu bantuan," kata {p Rini Astutik}.', 'D Rini Astutik: Kami menunggu bantuan,'],
      [
        '“Kami menunggu bantuan,” ujar {p Rini Astutik}, Senin (3/11).',
        'D Rini Astutik: Kami menunggu bantuan,',
      ],
      ['“Kami menunggu bantuan”, kata {p Rini Astutik}.', 'D Rini Astutik: Kami menunggu bantuan'],
      ['“Kami menunggu bantuan.” kata {p Rini Astutik}.', 'D Rini Astutik: Kami menunggu bantuan.'],
      ['“Kami menunggu bantuan,”kata {p Rini Astutik}.', 'D Rini Astutik: Kami menunggu bantuan,'],
      [
        '“Kami menunggu bantuan,” tutur Kepala Desa Ngrancang, {p Rini Astutik}, di lokasi.',
        'D Rini Astutik: Kami menunggu bantuan,',
      ],
      [
        '“Kami menunggu bantuan,” kata Ketua Umum {o PMI} {g Solo} {p Rini Astutik}.',
        'D Rini Astutik: Kami menunggu bantuan,',
      ],
      [
        '“Kami menunggu bantuan,” kata {p Rini Astutik} saat ditemui {p Bagas Prihantono}.',
        'D Rini Astutik: Kami menunggu bantuan,',
      ],
      [
        '“Kami menunggu bantuan,” kata {p Rini Astutik} kepada {p Bagas Prihantono}.',
        'D Rini Astutik: Kami menunggu bantuan,',
      ],
      ['“Kami menunggu bantuan,” jawab {p Rini Astutik} singkat.', 'D Rini Astutik: Kami menunggu bantuan,'],
      [
        '“Kami menunggu bantuan,” ucap perempuan bernama {p Rini Astutik} itu.',
        'D Rini Astutik: Kami menunggu bantuan,',
      ],
      ['“Kami menunggu bantuan,” demikian kata {p Rini Astutik}.', 'D Rini Astutik: Kami menunggu bantuan,'],
      ['“Kami menunggu bantuan,” demikian pernyataan {o BNPB}.', 'D BNPB: Kami menunggu bantuan,'],
      ['“Kami menunggu bantuan,” bunyi pernyataan {o BNPB}.', 'D BNPB: Kami menunggu bantuan,'],
      ['“Kami menunggu bantuan,” {p Rini Astutik} menambahkan.', 'D Rini Astutik: Kami menunggu bantuan,'],
      ['“Kami menunggu bantuan,” begitu kata {p Rini Astutik}.', 'D Rini Astutik: Kami menunggu bantuan,'],
      // In front.
      [
        '{p Rini Astutik} berkata, "Kami menunggu bantuan di sini."',
        'D Rini Astutik: Kami menunggu bantuan di sini.',
      ],
      [
        '{p Rini Astutik} mengatakan: “Kami menunggu bantuan di sini.”',
        'D Rini Astutik: Kami menunggu bantuan di sini.',
      ],
      [
        '{p Rini Astutik} mengatakan bahwa “kami menunggu bantuan di sini”.',
        'D Rini Astutik: kami menunggu bantuan di sini',
      ],
      [
        'Kata {p Rini Astutik}, “Kami menunggu bantuan di sini.”',
        'D Rini Astutik: Kami menunggu bantuan di sini.',
      ],
      [
        'Menurut {p Rini Astutik}, “tidak ada bantuan yang datang ke desa itu.”',
        'D Rini Astutik: tidak ada bantuan yang datang ke desa itu.',
      ],
      [
        '{p Rini Astutik}: “Kami menunggu bantuan di sini.”',
        'D Rini Astutik: Kami menunggu bantuan di sini.',
      ],
      [
        '{p Rini Astutik} menulis di Twitter, “Kami menunggu bantuan di sini.”',
        'D Rini Astutik: Kami menunggu bantuan di sini.',
      ],
      [
        'Dalam pidatonya, {p Rini Astutik} menegaskan, “Kami menunggu bantuan di sini.”',
        'D Rini Astutik: Kami menunggu bantuan di sini.',
      ],
      // Pronouns, roles, nobody.
      [
        '{p Rini Astutik} mengungsi sejak pagi. "Kami menunggu bantuan," ujarnya.',
        'D Rini Astutik: Kami menunggu bantuan,',
      ],
      [
        '{p Rini Astutik} mengungsi sejak pagi. "Kami menunggu bantuan," kata dia.',
        'D Rini Astutik: Kami menunggu bantuan,',
      ],
      [
        '{p Rini Astutik} mengungsi sejak pagi. "Kami menunggu bantuan," imbuhnya lagi.',
        'D Rini Astutik: Kami menunggu bantuan,',
      ],
      [
        '{p Rini Astutik} mengungsi. "Kami menunggu bantuan," kata beliau.',
        'D Rini Astutik: Kami menunggu bantuan,',
      ],
      [
        '{p Rini Astutik} mengungsi sejak pagi. Ia berkata, "Kami menunggu bantuan."',
        'D Rini Astutik: Kami menunggu bantuan.',
      ],
      [
        'Presiden {p Joko Widodo|presiden} tiba pagi tadi. “Kami siap membantu,” kata Presiden.',
        'D Joko Widodo: Kami siap membantu,',
      ],
      [
        'Gubernur {p Ganjar Pranowo|gubernur} tiba pagi tadi. “Kami siap membantu,” kata gubernur itu.',
        'D Ganjar Pranowo: Kami siap membantu,',
      ],
      ['“Kami menunggu bantuan,” kata seorang warga.', 'D -: Kami menunggu bantuan,'],
      ['“Kami menunggu bantuan,” kata polisi di {g Solo}.', 'D -: Kami menunggu bantuan,'],
      ['“Kami menunggu bantuan,” kata juru bicara {o PBB}.', 'D -: Kami menunggu bantuan,'],
      [
        '{p Putin} bertemu {p Hollande} di {g Moskow}.\n\n“Kami membahas banyak hal hari ini.”',
        'D -: Kami membahas banyak hal hari ini.',
      ],
      // Going on.
      [
        '“Kami menunggu,” kata {p Rini Astutik}. “Sampai kapan pun kami menunggu.”',
        'D Rini Astutik: Kami menunggu,',
        'D Rini Astutik: Sampai kapan pun kami menunggu.',
      ],
      [
        '“Kami,” kata {p Rini Astutik}, “akan menunggu bantuan itu.”',
        'D Rini Astutik: Kami,',
        'D Rini Astutik: akan menunggu bantuan itu.',
      ],
      [
        '“Kami menunggu,” ujar {p Rini Astutik}.\n\n“Sampai kapan pun kami menunggu,” tambahnya.',
        'D Rini Astutik: Kami menunggu,',
        'D Rini Astutik: Sampai kapan pun kami menunggu,',
      ],
      [
        '“Kami menunggu,” ujar {p Rini Astutik}. {p Bagas} diam saja. “Sampai kapan pun,” kata {p Rini=Rini Astutik}.',
        'D Rini Astutik: Kami menunggu,',
        'D Rini Astutik: Sampai kapan pun,',
      ],
      // Marks.
      ['„Kami menunggu bantuan,“ kata {p Rini Astutik}.', 'D Rini Astutik: Kami menunggu bantuan,'],
      ['‘Kami menunggu bantuan,’ kata {p Rini Astutik}.', 'D Rini Astutik: Kami menunggu bantuan,'],
      ["'Kami menunggu bantuan,' kata {p Rini Astutik}.", 'D Rini Astutik: Kami menunggu bantuan,'],
      ["``Kami menunggu bantuan,'' kata {p Rini Astutik}.", 'D Rini Astutik: Kami menunggu bantuan,'],
      ['”Kami menunggu bantuan,” kata {p Rini Astutik}.', 'D Rini Astutik: Kami menunggu bantuan,'],
      ['“Kami menunggu bantuan," kata {p Rini Astutik}.', 'D Rini Astutik: Kami menunggu bantuan,'],
      [
        '"Kami menunggu \'bantuan\' itu," kata {p Rini Astutik}.',
        "D Rini Astutik: Kami menunggu 'bantuan' itu,",
      ],
      [
        '“Kami menunggu ‘bantuan’ itu,” kata {p Rini Astutik}.',
        'D Rini Astutik: Kami menunggu ‘bantuan’ itu,',
      ],
      // A word or two.
      ['{p Rini Astutik} menyebut rencana itu “gila”.', 'D Rini Astutik: gila'],
      ['“Setuju,” kata {p Rini Astutik}.', 'D Rini Astutik: Setuju,'],
      ['“Tidak!” seru {p Rini Astutik}.', 'D Rini Astutik: Tidak!'],
    ],
    'id',
  );

  it.each([
    ['Jembatan “pintar” itu dibuka {p Rini Astutik}.'],
    ['{p Rini Astutik} membaca novel “Laskar Pelangi” di teras.'],
    ['Film “Ada Apa dengan Cinta” diputar lagi, kata {p Rini Astutik} membuka acara.'],
    ['{p Rini Astutik} alias “Mbok Rini” berjualan jamu.'],
    ['Lagu “Bengawan Solo” mengalun.'],
    ['Program “Satu Desa Satu Sungai” dimulai Senin.'],
  ])('takes no quotation from %s', (text) => {
    expect(quotesOf(text, 'id').filter((q) => q.startsWith('D'))).toEqual([]);
  });
});

describe('direct speech in English', () => {
  read(
    [
      [
        '“We counted every vote twice,” said {p Harriet Colby}.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” {p Harriet Colby} said.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” said Mayor {p Harriet Colby} of {g Leeds}.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” said {p Harriet Colby}, the mayor, whose deputy {p Lena Krol} resigned.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” {p Harriet Colby}, who ran the count, said on Monday.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” {p Harriet Colby}, 53, told reporters.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” {p Harriet Colby} told {p Lena Krol}.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” the mayor of {g Leeds}, {p Harriet Colby}, said.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” tweeted {p Harriet Colby}.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” {p Harriet Colby} wrote on Facebook.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” according to {p Harriet Colby}.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” the {o UN} said in a statement.',
        'D UN: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” read a statement from the {o UN}.',
        'D UN: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” insisted {p Harriet Colby}’s deputy, {p Lena Krol}.',
        'D Lena Krol: We counted every vote twice,',
      ],
      [
        '“We counted every vote twice,” said a spokesman for {p Harriet Colby}.',
        'D -: We counted every vote twice,',
      ],
      ['“We counted every vote twice,” said one official.', 'D -: We counted every vote twice,'],
      [
        '“We counted every vote twice,” said {p Lena Krol}, a spokeswoman for {p Harriet Colby}.',
        'D Lena Krol: We counted every vote twice,',
      ],
      [
        '{p Harriet Colby} said: “We counted every vote twice.”',
        'D Harriet Colby: We counted every vote twice.',
      ],
      [
        '{p Harriet Colby} told {p Lena Krol}: “We counted every vote twice.”',
        'D Harriet Colby: We counted every vote twice.',
      ],
      [
        '{p Harriet Colby} said, “We counted every vote twice.”',
        'D Harriet Colby: We counted every vote twice.',
      ],
      [
        'In a statement, {p Harriet Colby} said: “We counted every vote twice.”',
        'D Harriet Colby: We counted every vote twice.',
      ],
      [
        '{p Harriet Colby} was blunt: “We counted every vote twice.”',
        'D Harriet Colby: We counted every vote twice.',
      ],
      ['{p Harriet Colby} shrugged. “We counted every vote twice.”', 'D -: We counted every vote twice.'],
      [
        '{p Harriet Colby} said the count was “long, slow and entirely fair”.',
        'I Harriet Colby: the count was “long, slow and entirely fair”',
      ],
      ['{p Harriet Colby} called the count “a farce”.', 'D Harriet Colby: a farce'],
      [
        '{p Harriet Colby} described the count as “a farce from start to finish”.',
        'D Harriet Colby: a farce from start to finish',
      ],
      [
        '{p Harriet Colby} counted the votes. “We did it twice over,” she said.',
        'D Harriet Colby: We did it twice over,',
      ],
      [
        '{p Harriet Colby} counted the votes. “We did it twice over,” said she.',
        'D Harriet Colby: We did it twice over,',
      ],
      [
        'President {p Lena Krol|president} met {p Harriet Colby}. “It went well,” the president said.',
        'D Lena Krol: It went well,',
      ],
      [
        'Prime Minister {p Harriet Colby|prime minister} spoke first. “It went well for us,” said the prime minister.',
        'D Harriet Colby: It went well for us,',
      ],
      [
        '“The others brought laptops,” said {p Lionel Boon}, the judge. “These children brought tape.”',
        'D Lionel Boon: The others brought laptops,',
        'D Lionel Boon: These children brought tape.',
      ],
      [
        '“The others,” said {p Lionel Boon}, “brought laptops to the race.”',
        'D Lionel Boon: The others,',
        'D Lionel Boon: brought laptops to the race.',
      ],
      [
        '{p Harriet Colby} said: “We counted every vote twice.\n\n“Then we counted them again.”',
        'D Harriet Colby: We counted every vote twice.',
        'D Harriet Colby: Then we counted them again.',
      ],
      [
        '“We counted,” {p Harriet Colby} said.\n\n{p Lena Krol} agreed.\n\n“We did,” she said.',
        'D Harriet Colby: We counted,',
        'D Lena Krol: We did,',
      ],
      [
        'Judge {p Jeremy Baker} told him: “You have shown no remorse.” {p Andy Webster}, of the police, said the case had been hard.',
        'D Jeremy Baker: You have shown no remorse.',
        'I Andy Webster: the case had been hard',
      ],
      [
        '“You are late,” {p Lena Krol} said. “So are you,” {p Harriet Colby} replied.',
        'D Lena Krol: You are late,',
        'D Harriet Colby: So are you,',
      ],
      ['“Never,” {p Harriet Colby} said.', 'D Harriet Colby: Never,'],
      [
        '"We counted every vote twice," {p Harriet Colby} said.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        "'We counted every vote twice,' {p Harriet Colby} said.",
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        "``We counted every vote twice,'' {p Harriet Colby} said.",
        'D Harriet Colby: We counted every vote twice,',
      ],
      [
        '«We counted every vote twice,» {p Harriet Colby} said.',
        'D Harriet Colby: We counted every vote twice,',
      ],
      ["{p Harriet Colby}'s aide said voters' lists weren't lost.", "I -: voters' lists weren't lost"],
      [
        '“He told me ‘go home’ twice,” {p Harriet Colby} said.',
        'D Harriet Colby: He told me ‘go home’ twice,',
      ],
      [
        'Asked about the count, {p Harriet Colby} replied “I have nothing to add to it”.',
        'D Harriet Colby: I have nothing to add to it',
      ],
      ['“We counted every vote twice,” {p Harriet Colby}.', 'D -: We counted every vote twice,'],
    ],
    'en',
  );

  it.each([
    ['The “smart” bridge opened on Friday.'],
    ['{p Harriet Colby} starred in “The Long Count” last year.'],
    ['{p Harriet “Hattie” Colby=Harriet Colby} won.'],
    ['{p Harriet Colby}, known as “Hattie”, won.'],
    ['Her song “Counting Every Vote” topped the chart.'],
    ['The so-called “count of the century” ended.'],
    ['A 6\' 2" goalkeeper and a 5\' 9" striker joined.'],
  ])('takes no quotation from %s', (text) => {
    expect(quotesOf(text, 'en')).toEqual([]);
  });
});

describe('direct speech in Portuguese', () => {
  read(
    [
      ['“Contamos os votos duas vezes”, disse {p Ana Prado}.', 'D Ana Prado: Contamos os votos duas vezes'],
      [
        '“Contamos os votos duas vezes”, afirmou o ministro {p Rui Matos|ministro}.',
        'D Rui Matos: Contamos os votos duas vezes',
      ],
      [
        '“Contamos os votos duas vezes”, disse a porta-voz do governo, {p Ana Prado}.',
        'D Ana Prado: Contamos os votos duas vezes',
      ],
      ['"Contamos os votos duas vezes", {p Ana Prado} disse.', 'D Ana Prado: Contamos os votos duas vezes'],
      ['«Contamos os votos duas vezes», disse {p Ana Prado}.', 'D Ana Prado: Contamos os votos duas vezes'],
      ['{p Ana Prado} disse: “Contamos os votos duas vezes.”', 'D Ana Prado: Contamos os votos duas vezes.'],
      [
        '{p Ana Prado} contou os votos. “Foi duro para todos”, disse ela.',
        'D Ana Prado: Foi duro para todos',
      ],
      [
        'Segundo {p Ana Prado}, “foi duro para todos os que contaram”.',
        'D Ana Prado: foi duro para todos os que contaram',
      ],
      [
        '“Contamos tudo”, declarou {p Ana Prado} à {o Lusa}. “Duas vezes seguidas.”',
        'D Ana Prado: Contamos tudo',
        'D Ana Prado: Duas vezes seguidas.',
      ],
      ['“Contamos os votos duas vezes”, disse um funcionário.', 'D -: Contamos os votos duas vezes'],
      ['– Contamos os votos duas vezes – disse {p Ana Prado}.', 'D Ana Prado: Contamos os votos duas vezes'],
      ['A ponte “inteligente” abriu.'],
    ],
    'pt',
  );
});
