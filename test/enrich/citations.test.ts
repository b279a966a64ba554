import { describe, expect, it } from 'vitest';
import { findCitations } from '../../src/enrich/citations.ts';
import { tokenize } from '../../src/enrich/tokens.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';
import { readMarked } from './markedText.ts';

function citationsOf(marked: string, language: string, sourceName: string | null = null) {
  const { text, mentions } = readMarked(marked);
  const scan = tokenize(text);
  const gazetteer = loadGazetteer();
  return findCitations({ scan, mentions, language, gazetteer, sourceName, sourceDomain: null });
}

const phrasesOf = (marked: string, language: string) => citationsOf(marked, language).map((c) => c.text);

describe('credits to other outlets in Indonesian', () => {
  it.each([
    ['Harga minyak turun, seperti dikabarkan Reuters, Jumat.', 'seperti dikabarkan Reuters'],
    ['Harga minyak turun, seperti yang dikabarkan Reuters, Jumat.', 'seperti yang dikabarkan Reuters'],
    ['Dikutip dari AFP, harga minyak turun.', 'Dikutip dari AFP'],
    ['Dilansir dari laman BBC, harga turun.', 'Dilansir dari laman BBC'],
    ['Dilansir dari situs resmi CNN, harga turun.', 'Dilansir dari situs resmi CNN'],
    ['Sebagaimana dilansir oleh The Guardian, harga turun.', 'Sebagaimana dilansir oleh The Guardian'],
    ['Harga turun, demikian dilansir Al Jazeera, Senin (3/11).', 'demikian dilansir Al Jazeera'],
    ['Harga turun, demikian seperti dikutip dari CNN.', 'demikian seperti dikutip dari CNN'],
    ['Harga turun, begitu dilaporkan Xinhua.', 'begitu dilaporkan Xinhua'],
    ['Melansir kantor berita Xinhua, hujan turun deras.', 'Melansir kantor berita Xinhua'],
    ['Mengutip laporan Bloomberg, harga turun.', 'Mengutip laporan Bloomberg'],
    ['Mengutip dari Reuters, harga turun.', 'Mengutip dari Reuters'],
    ['Mengutip Antara, harga turun.', 'Mengutip Antara'],
    ['Ia mengaku lelah, katanya kepada Reuters.', 'kepada Reuters'],
    ['“Kami lelah,” kata {p Rini Astutik} kepada Kompas.com.', 'kepada Kompas.com'],
    ['“Kami lelah,” kata {p Rini Astutik} kepada wartawan BBC.', 'kepada wartawan BBC'],
    ['“Kami lelah,” katanya dalam wawancara dengan CNN.', 'dalam wawancara dengan CNN'],
    ['“Kami lelah,” kata {p Rini Astutik} saat dihubungi Tempo.', 'saat dihubungi Tempo'],
    ['“Kami lelah,” kata {p Rini Astutik} saat diwawancarai Metro TV.', 'saat diwawancarai Metro TV'],
    ['Demikian dilaporkan Antara dari lokasi.', 'Demikian dilaporkan Antara'],
    ['Menurut laporan Reuters, harga turun.', 'Menurut laporan Reuters'],
    ['Menurut Reuters, harga turun.', 'Menurut Reuters'],
    ['Menurut kantor berita Xinhua, harga turun.', 'Menurut kantor berita Xinhua'],
    ['Berdasarkan laporan AFP, harga turun.', 'Berdasarkan laporan AFP'],
    ['Berdasarkan pemberitaan Kompas, harga turun.', 'Berdasarkan pemberitaan Kompas'],
    ['Harga turun, tulis The New York Times.', 'tulis The New York Times'],
    ['Harga turun, lapor AFP.', 'lapor AFP'],
    ['Harga turun, demikian tulis harian Kompas.', 'demikian tulis harian Kompas'],
    ['Reuters melaporkan harga turun.', 'Reuters melaporkan'],
    ['AFP mewartakan bahwa harga turun.', 'AFP mewartakan'],
    ['Stasiun televisi Al Jazeera memberitakan harga turun.', 'Stasiun televisi Al Jazeera memberitakan'],
    ['Kantor berita Interfax melaporkan hujan turun.', 'Kantor berita Interfax melaporkan'],
    ['Harian The Times mengabarkan harga turun.', 'Harian The Times mengabarkan'],
    ['Majalah Tempo melaporkan harga turun.', 'Majalah Tempo melaporkan'],
    ['Disadur dari Daily Mail, harga turun.', 'Disadur dari Daily Mail'],
    ['Dinukil dari ESPN, laga itu batal.', 'Dinukil dari ESPN'],
    ['Dihimpun dari Antara, harga turun.', 'Dihimpun dari Antara'],
    [
      'Seperti diberitakan sebelumnya oleh Kompas.com, harga turun.',
      'Seperti diberitakan sebelumnya oleh Kompas.com',
    ],
    ['Dikutip dari laman berita Sindonews, harga turun.', 'Dikutip dari laman berita Sindonews'],
    [
      'Laman itu dikutip dari kantor berita pemerintah Rusia, TASS.',
      'dikutip dari kantor berita pemerintah Rusia, TASS',
    ],
    ['Video itu diunggah dan disiarkan stasiun televisi CNN.', 'disiarkan stasiun televisi CNN'],
    ['Seperti dilansir AFP, Selasa (3/11/2015), harga turun.', 'Seperti dilansir AFP'],
    ['Dikutip Reuters, Senin, harga turun.', 'Dikutip Reuters'],
    ['Dilansir dari {o Suara Bengawan}, banjir surut.', null],
    ['Kantor berita {o Warta Baru} melaporkan banjir surut.', 'Kantor berita Warta Baru melaporkan'],
    ['Dikutip dari laman {o Suara Bengawan}, banjir surut.', 'Dikutip dari laman Suara Bengawan'],
    ['Ia bicara kepada harian {o Gema Lawu}, Senin.', 'kepada harian Gema Lawu'],
    ['Hujan turun, tulis warga.\n\nHarga minyak turun. (Reuters)', 'Reuters'],
  ])('reads %s', (text, phrase) => {
    const found = phrasesOf(text, 'id');
    if (phrase !== null) expect(found).toEqual([phrase]);
  });

  it('reads the source behind an outlet that is itself credited', () => {
    expect(phrasesOf('Harga turun, seperti dikutip Kompas.com dari Reuters, Senin.', 'id')).toEqual([
      'seperti dikutip Kompas.com',
      'dari Reuters',
    ]);
  });

  it('reads each of two outlets that are credited together', () => {
    expect(phrasesOf('Dikutip dari Reuters dan AFP, harga turun.', 'id')).toEqual([
      'Dikutip dari Reuters',
      'dan AFP',
    ]);
  });

  it('reads two agencies that sign a text', () => {
    expect(phrasesOf('Harga minyak turun. (Reuters/Antara)', 'id')).toEqual(['Reuters', 'Antara']);
  });

  it.each([
    ['Hal itu dilaporkan Direktur {p Bambang Suryadi} kepada polisi.'],
    ['Hal itu dilaporkan Kepala Dinas Sosial, Senin.'],
    ['Ia menyerahkan berkas kepada {o KPK}.'],
    ['Ia menjual saham kepada Reuters.'],
    ['Menurut {p Rini Astutik}, harga turun.'],
    ['Menurut {o BPBD Sragen}, air surut.'],
    ['Berdasarkan data {o BMKG}, hujan turun.'],
    ['Foto itu dimuat di dinding rumahnya.'],
    ['Kompas yang ia bawa rusak.'],
    ['Ia melaporkan kasus itu ke polisi.'],
    ['Tempo permainan itu lambat.'],
    ['Hal itu disampaikan {p Rini Astutik} di {g Jakarta}.'],
    ['Gedung Reuters terbakar.'],
    ['Ia bekerja di BBC sejak lama.'],
    ['Wartawan Reuters ditahan polisi.'],
    ['Reuters memindahkan kantornya.'],
    ['Ia mengutip ayat itu dari Alkitab.'],
    ['Saham dijual oleh Bloomberg.'],
  ])('reads none in %s', (text) => {
    expect(phrasesOf(text, 'id')).toEqual([]);
  });
});

describe('credits to other outlets in English', () => {
  it.each([
    ['Rain fell, Xinhua news agency said.', 'Xinhua news agency said'],
    ['Rain fell, the Xinhua news agency reported.', 'the Xinhua news agency reported'],
    ['A report in the Financial Times was denied.', 'A report in the Financial Times'],
    ['Oil prices fell, Reuters reported.', 'Reuters reported'],
    ['Talks have stalled, the BBC has learned.', 'the BBC has learned'],
    ['She told the Sun that oil fell.', 'told the Sun'],
    ['A BBC investigation found leaks.', 'A BBC investigation'],
    ['Oil prices fell, as Reuters reported on Monday.', 'as Reuters reported'],
    ['Oil prices fell, Reuters has reported.', 'Reuters has reported'],
    ['Reuters first reported the talks.', 'Reuters first reported'],
    ['The talks were first reported by Bloomberg.', 'first reported by Bloomberg'],
    ['The talks, reported earlier by the BBC, failed.', 'reported earlier by the BBC'],
    ['Oil fell, as reported by Reuters.', 'as reported by Reuters'],
    ['“We are tired,” the driver told AFP.', 'told AFP'],
    ['“We are tired,” she told the BBC.', 'told the BBC'],
    ['“We are tired,” she told BBC radio.', 'told BBC radio'],
    ['“We are tired,” she told Fox News on Sunday.', 'told Fox News'],
    ['“We are tired,” she told CNN’s morning show.', 'told CNN'],
    ['She told The New York Times that she was tired.', 'told The New York Times'],
    ['She told the Courier that she was tired.', null],
    ['She told the {o Harbour Courier} newspaper that she was tired.', 'told the Harbour Courier newspaper'],
    ['She told the local newspaper {o Harbour Courier} so.', 'told the local newspaper Harbour Courier'],
    ['She told {o Radio Galway} that she was tired.', 'told Radio Galway'],
    ['Oil prices fell, according to the BBC.', 'according to the BBC'],
    ['According to Reuters, oil fell.', 'According to Reuters'],
    ['According to a report in The Guardian, oil fell.', 'According to a report in The Guardian'],
    ['According to a Reuters report, oil fell.', 'According to a Reuters report'],
    ['Oil fell, according to Al Jazeera.', 'according to Al Jazeera'],
    ['Citing Bloomberg, the paper said oil fell.', 'Citing Bloomberg'],
    ['Oil fell, he said, quoted by AFP.', 'quoted by AFP'],
    ['He was quoted as saying by TASS that oil fell.', 'quoted as saying by TASS'],
    [
      'He was quoted by the official Xinhua news agency as saying so.',
      'quoted by the official Xinhua news agency',
    ],
    ['He said so in an interview with the Financial Times.', 'in an interview with the Financial Times'],
    ['He said in an interview with CNN that oil fell.', 'in an interview with CNN'],
    ['In remarks carried by state news agency TASS, he agreed.', 'carried by state news agency TASS'],
    ['The BBC reported that oil fell.', 'The BBC reported'],
    ['The Washington Post reported on Tuesday that oil fell.', 'The Washington Post reported'],
    ['Oil fell, Japan’s Kyodo news agency said.', 'Kyodo news agency said'],
    ['Oil fell, The Wall Street Journal said.', 'The Wall Street Journal said'],
    ['The Guardian said it had seen the letter.', null],
    ['State television {o CCTV} said rain fell.', 'State television CCTV said'],
    ['The document, seen by Reuters, is short.', 'seen by Reuters'],
    ['The letter, obtained by AFP, is short.', 'obtained by AFP'],
    ['The essay was published in The Times.', 'published in The Times'],
    ['Speaking to Sky News, she agreed.', 'Speaking to Sky News'],
    ['In a report by Reuters, he was named.', 'In a report by Reuters'],
    ['Writing in The Guardian, she agreed.', 'Writing in The Guardian'],
    ['Reuters quoted a source as saying oil fell.', 'Reuters quoted'],
    ['Oil fell, via AFP.', 'via AFP'],
    ['An investigation by The Guardian found leaks.', 'An investigation by The Guardian'],
  ])('reads %s', (text, phrase) => {
    const found = phrasesOf(text, 'en');
    if (phrase !== null) expect(found).toEqual([phrase]);
  });

  it.each([
    ['Reuters moved its office to a new street.'],
    ['She joined an agency (Reuters).'],
    ['The bank reported earnings on Monday.'],
    ['She told reporters that she was tired.'],
    ['She told {p Harriet Colby} that she was tired.'],
    ['She told the {o UN} that she was tired.'],
    ['She told the court that she was tired.'],
    ['The Post office was shut.'],
    ['She waited in {g Times Square}.'],
    ['She looked into a mirror.'],
    ['It happened several times.'],
    ['The sun reported nothing.'],
    ['According to {o Apple}, sales fell.'],
    ['According to the {o UN}, rain fell.'],
    ['BBC staff walked out.'],
    ['A Reuters reporter was held.'],
    ['A Reuters poll showed a close race.'],
    ['{o Time Warner} reported a loss.'],
    ['Bloomberg shares fell.'],
    ['Bloomberg reported earnings.'],
    ['She was an independent, told to wait.'],
    ['He works for the BBC.'],
    ['Channel 4 has learned to save.'],
    ['Netflix and the BBC both reported a rise in viewers.'],
    ['The New York Times says it has ten million subscribers.'],
    ['The guardian said nothing.'],
    ['She sold the house to Fox News.'],
    ['In an interview with police he agreed.'],
  ])('reads none in %s', (text) => {
    expect(phrasesOf(text, 'en')).toEqual([]);
  });
});

describe('credits to other outlets in Portuguese', () => {
  it.each([
    ['“Estamos cansados”, disse ele à Reuters.', 'à Reuters'],
    ['“Estamos cansados”, disse o motorista à agência Lusa.', 'à agência Lusa'],
    ['Segundo a Reuters, o petróleo caiu.', 'Segundo a Reuters'],
    ['Segundo a agência AFP, o petróleo caiu.', 'Segundo a agência AFP'],
    ['O petróleo caiu, segundo o jornal O Globo.', 'segundo o jornal O Globo'],
    ['De acordo com a BBC, o petróleo caiu.', 'De acordo com a BBC'],
    ['De acordo com a agência de notícias Xinhua, choveu.', 'De acordo com a agência de notícias Xinhua'],
    ['O petróleo caiu, informou a Reuters.', 'informou a Reuters'],
    ['O petróleo caiu, noticiou o Financial Times.', 'noticiou o Financial Times'],
    ['O petróleo caiu, conforme a CNN.', 'conforme a CNN'],
    ['Em entrevista à CNN, ele concordou.', 'Em entrevista à CNN'],
    ['Ele concordou em entrevista ao jornal Le Monde.', 'em entrevista ao jornal Le Monde'],
    ['Citado pela Lusa, ele concordou.', 'Citado pela Lusa'],
    ['Citando a AFP, o portal disse que choveu.', 'Citando a AFP'],
    ['A Reuters informou que o petróleo caiu.', 'A Reuters informou'],
    ['O jornal The Guardian publicou a carta.', 'O jornal The Guardian publicou'],
    ['O caso foi revelado pelo The New York Times.', 'revelado pelo The New York Times'],
    ['Choveu, avançou a Lusa.', 'avançou a Lusa'],
  ])('reads %s', (text, phrase) => {
    expect(phrasesOf(text, 'pt')).toEqual([phrase]);
  });

  it.each([
    ['A Reuters mudou de sede.'],
    ['Segundo {p Ana Prado}, choveu.'],
    ['Segundo o {o Banco Central}, os preços caem.'],
    ['Ele vendeu as ações à Bloomberg.'],
    ['Disse aos jornalistas que choveu.'],
    ['De acordo com a polícia, choveu.'],
  ])('reads none in %s', (text) => {
    expect(phrasesOf(text, 'pt')).toEqual([]);
  });
});

describe('what a credit names', () => {
  it.each([
    ['Harga turun, seperti dikabarkan Reuters.', 'id', 'WIRE_CREDIT', 'reuters.com', 'Reuters'],
    ['Oil fell, according to the BBC.', 'en', 'REPORTED_BY', 'bbc.com', 'BBC'],
    ['Kantor berita {o Warta Baru} melaporkan banjir surut.', 'id', 'REPORTED_BY', null, 'Warta Baru'],
  ])('says of %s kind, domain and name', (text, language, kind, domain, name) => {
    expect(citationsOf(text, language)).toMatchObject([{ kind, domain, name }]);
  });
});

describe('hostile text', () => {
  it('ends on endless credits', () => {
    expect(citationsOf(`${'dikutip dari '.repeat(20_000)}Reuters`, 'id').length).toBeLessThanOrEqual(1);
    expect(citationsOf('Reuters '.repeat(5_000), 'en')).toEqual([]);
    expect(citationsOf('Reuters and '.repeat(5_000), 'en')).toEqual([]);
    expect(citationsOf(`${'(Reuters/'.repeat(10_000)}`, 'en').length).toBeLessThanOrEqual(1);
  });
});
