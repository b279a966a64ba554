/**
 * The media topics that Kabar tells apart: a part of the IPTC Media Topics vocabulary (cv.iptc.org/newscodes/mediatopic,
 * Creative Commons Attribution 4.0), by its codes and its hierarchy. The names are our own. Left out is what no rule of
 * ours tells, and what none of us could vouch for the code of.
 */

/** A topic. `code` as IPTC writes it: `medtop:20000056`. */
export interface MediaTopicRecord {
  code: string;
  /** Code of the wider topic; null for the seventeen at the top. */
  broader: string | null;
  names: { en: string; id: string; pt: string };
  wikidataId: string | null;
}

/** A media topic of an article. */
export interface ArticleTopic {
  code: string;
  /** 0..1, how sure the rules are. */
  score: number;
  /** What told it most: the outlet's own section, or words of the text. */
  method: 'rules:section' | 'rules:terms';
}

/**
 * `code | English | Indonesian | Portuguese | Wikidata`; a line further in is narrower than the line above it.
 */
const vocabulary = `
01000000 | arts, culture, entertainment and media | seni, budaya, hiburan, dan media | artes, cultura, entretenimento e mídia |
  20000002 | arts and entertainment | seni dan hiburan | artes e entretenimento |
    20000005 | cinema | film | cinema |
    20000013 | literature | sastra | literatura | Q8242
    20000018 | music | musik | música | Q638
  20000038 | culture | kebudayaan | cultura | Q11042
  20000045 | mass media | media massa | meios de comunicação |
02000000 | crime, law and justice | kejahatan, hukum, dan peradilan | crime, lei e justiça |
  20000082 | crime | kejahatan | crime | Q83267
    20000086 | cyber crime | kejahatan siber | crime cibernético |
  20000106 | judiciary | kehakiman | poder judiciário |
  20000119 | justice | keadilan | justiça |
  20000121 | law | hukum | direito | Q7748
  20000129 | law enforcement | penegakan hukum | aplicação da lei |
03000000 | disaster, accident and emergency incident | bencana, kecelakaan, dan keadaan darurat | desastres, acidentes e emergências |
  20000139 | accident and emergency incident | kecelakaan dan keadaan darurat | acidente e emergência | Q171558
  20000148 | disaster | bencana | desastre | Q3839081
  20000168 | emergency response | tanggap darurat | resposta a emergências |
04000000 | economy, business and finance | ekonomi, bisnis, dan keuangan | economia, negócios e finanças |
  20000170 | business information | kabar perusahaan | informação empresarial |
  20000209 | products and services | barang dan jasa | produtos e serviços |
    20000210 | agriculture | pertanian | agricultura | Q11451
  20000344 | economy | perekonomian | economia | Q8134
  20000385 | market and exchange | pasar dan bursa | mercado e bolsa |
05000000 | education | pendidikan | educação | Q8434
  20001338 | education policy | kebijakan pendidikan | política educacional |
  20000413 | educational testing and examinations | ujian | provas e exames |
  20000400 | school | sekolah | escola | Q3914
  20000415 | students | siswa dan mahasiswa | estudantes |
  20000416 | teachers | guru | professores | Q37226
  20001216 | vocational education | pendidikan kejuruan | ensino profissionalizante |
06000000 | environment | lingkungan hidup | meio ambiente |
  20000418 | climate change | perubahan iklim | mudança climática | Q125928
  20000420 | conservation | pelestarian alam | conservação |
  20000424 | environmental pollution | pencemaran lingkungan | poluição |
  20000430 | natural resources | sumber daya alam | recursos naturais |
  20000441 | nature | alam | natureza | Q7860
07000000 | health | kesehatan | saúde | Q12147
  20000446 | diseases and conditions | penyakit | doenças |
  20000461 | health facility | fasilitas kesehatan | unidade de saúde |
  20000464 | health treatment | pengobatan | tratamento de saúde |
  20000480 | government health care | layanan kesehatan pemerintah | saúde pública estatal |
  20000485 | medical profession | tenaga kesehatan | profissões de saúde |
08000000 | human interest | kisah | interesse humano |
  20000498 | award and prize | penghargaan | prêmios |
  20000499 | record and achievement | rekor dan prestasi | recordes e façanhas |
  20000500 | animal | hewan | animais |
  20000501 | ceremony | upacara | cerimônias |
  20000503 | human mishap | kejadian lucu | contratempos |
  20000505 | celebrity | pesohor | celebridades | Q211236
  20001237 | anniversary | peringatan | aniversários e efemérides |
09000000 | labour | ketenagakerjaan | trabalho |
  20000509 | employment | lapangan kerja | emprego |
  20000521 | employment legislation | peraturan ketenagakerjaan | legislação trabalhista |
  20000524 | labour relations | hubungan industrial | relações trabalhistas |
  20000531 | retirement | pensiun | aposentadoria |
  20000533 | unemployment | pengangguran | desemprego |
  20000536 | unions | serikat pekerja | sindicatos | Q178790
10000000 | lifestyle and leisure | gaya hidup dan rekreasi | estilo de vida e lazer |
  20000538 | leisure | rekreasi | lazer |
  20000565 | lifestyle | gaya hidup | estilo de vida | Q32090
  20001339 | wellness | kebugaran | bem-estar |
11000000 | politics and government | politik dan pemerintahan | política e governo | Q7163
  20000574 | election | pemilihan umum | eleições | Q40231
  20000587 | fundamental rights | hak asasi | direitos fundamentais |
  20000593 | government | pemerintahan | governo | Q7188
  20000621 | government policy | kebijakan pemerintah | políticas públicas |
  20000638 | international relations | hubungan internasional | relações internacionais |
    20000639 | diplomacy | diplomasi | diplomacia | Q1889
    20000642 | economic sanction | sanksi ekonomi | sanção econômica |
  20000647 | political crisis | krisis politik | crise política |
  20000648 | political dissent | perlawanan politik | dissidência política |
  20000649 | political process | proses politik | processo político |
12000000 | religion | agama | religião | Q9174
  20000657 | belief systems | kepercayaan | crenças |
  20000690 | religious festival and holiday | hari raya keagamaan | festas religiosas |
  20000697 | religious facility | rumah ibadah | locais de culto |
  20000703 | religious leader | pemuka agama | líderes religiosos |
13000000 | science and technology | ilmu pengetahuan dan teknologi | ciência e tecnologia |
  20000717 | natural science | ilmu alam | ciências naturais |
  20000735 | scientific research | penelitian | pesquisa científica |
  20000756 | technology and engineering | teknologi dan rekayasa | tecnologia e engenharia |
14000000 | society | masyarakat | sociedade | Q8425
  20000768 | communities | komunitas | comunidades |
  20000770 | demographics | kependudukan | demografia |
  20000771 | immigration | imigrasi | imigração | Q131288
  20000775 | discrimination | diskriminasi | discriminação |
  20000780 | family | keluarga | família | Q8436
  20000802 | social problem | masalah sosial | problemas sociais |
  20000817 | welfare | kesejahteraan sosial | assistência social |
15000000 | sport | olahraga | esporte | Q349
  20000822 | competition discipline | cabang olahraga | modalidades esportivas |
    20000847 | badminton | bulu tangkis | badminton | Q7291
    20000849 | baseball | bisbol | beisebol | Q5369
    20000851 | basketball | bola basket | basquete | Q5372
    20000856 | boxing | tinju | boxe | Q32112
    20000888 | cricket | kriket | críquete | Q5375
    20000940 | golf | golf | golfe | Q5377
    20001065 | football | sepak bola | futebol | Q2736
    20001085 | tennis | tenis | tênis | Q847
  20001104 | drug use in sport | doping | doping no esporte |
  20001108 | sport event | pesta olahraga | evento esportivo |
  20001126 | sport venue | gelanggang olahraga | instalações esportivas |
  20001148 | sports transaction | perpindahan pemain | transferências |
16000000 | conflict, war and peace | konflik, perang, dan perdamaian | conflito, guerra e paz |
  20000053 | act of terror | aksi teror | ato de terror | Q7283
  20000056 | armed conflict | konflik bersenjata | conflito armado | Q350604
  20000065 | civil unrest | kerusuhan | agitação civil |
    20000066 | demonstration | unjuk rasa | manifestação | Q175331
  20000070 | coup d'état | kudeta | golpe de Estado | Q45382
  20000071 | massacre | pembantaian | massacre |
  20000073 | peace process | proses perdamaian | processo de paz |
  20000077 | post-war reconstruction | pembangunan pascaperang | reconstrução pós-guerra |
17000000 | weather | cuaca | tempo | Q11663
  20001128 | weather forecast | prakiraan cuaca | previsão do tempo | Q182868
  20001129 | weather phenomena | gejala cuaca | fenômenos do tempo |
  20001131 | weather warning | peringatan cuaca | alerta meteorológico |
`;

function readVocabulary(): MediaTopicRecord[] {
  const above: string[] = [];
  return vocabulary
    .trim()
    .split('\n')
    .map((line) => {
      const [number = '', en = '', id = '', pt = '', wikidataId = ''] = line.trim().split(/ ?\| ?/);
      const depth = line.search(/\S/) / 2;
      const code = `medtop:${number}`;
      above[depth] = code;
      return {
        code,
        broader: depth === 0 ? null : (above[depth - 1] ?? null),
        names: { en, id, pt },
        wikidataId: wikidataId || null,
      };
    });
}

/** Every topic, each behind its broader one. */
export const mediaTopics: readonly MediaTopicRecord[] = readVocabulary();

const byCode = new Map(mediaTopics.map((topic) => [topic.code, topic]));

/** The topic of a code; null where the vocabulary here has none. */
export const mediaTopic = (code: string): MediaTopicRecord | null => byCode.get(code) ?? null;

/** The topic itself, then what is wider, up to the top; empty for an unknown code. */
export function withBroader(code: string): string[] {
  const topic = byCode.get(code);
  if (!topic) return [];
  return topic.broader === null ? [code] : [code, ...withBroader(topic.broader)];
}

/** The codes and all that is narrower than one of them; unknown codes are left out. */
export function withNarrower(codes: readonly string[]): string[] {
  const wanted = new Set(codes);
  return mediaTopics
    .filter(({ code }) => withBroader(code).some((wider) => wanted.has(wider)))
    .map(({ code }) => code);
}
