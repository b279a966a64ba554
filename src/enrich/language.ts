/**
 * Which language a text is written in. Statistics over letter groups (eld, its small set) decide between most languages;
 * eld has no Indonesian and calls it Malay, so those two are told apart here, by words that only one of them uses.
 */
import { eld } from 'eld/small';

/** Words of standard Indonesian that standard Malay spells or says otherwise. */
const indonesianWords = new Set(
  (
    'bahwa karena bisa kami mereka anda sudah belum sedangkan namun kepada uang mobil polisi rumah sakit kantor ' +
    'menteri kabupaten kecamatan kelurahan provinsi gubernur bupati walikota wali pemerintah masyarakat warga tahun ' +
    'korban tewas menewaskan tersangka kasus korupsi rapat sidang pengadilan hakim jaksa kejaksaan juta miliar triliun rp rupiah jumat sabtu minggu ' +
    'senin selasa rabu kamis april juli agustus desember maret mei wib wita kata ujar tutur ucap ungkap imbuh jelas papar ' +
    'mengatakan mengungkapkan menurutnya ujarnya katanya tuturnya saat ketika hingga sementara terkait seusai usai jelang ' +
    'pekan bulan hari ini kemarin besok nanti jam pukul antara lain seperti adalah merupakan yakni yaitu ' +
    'pria wanita perempuan laki bocah remaja siswa mahasiswa sekolah kuliah dosen guru kapan kenapa coba bikin cuma ' +
    'sepak bola pertandingan pemain pelatih klub musim gol babak turnamen rusia jerman prancis inggris belanda spanyol ' +
    'turki suriah mesir yunani jepang tiongkok cina amerika serikat eropa afrika arab uni ekonomi perusahaan saham harga ' +
    'listrik bensin sepeda motor pesawat bandara kereta kapal laut udara tentara militer teroris teror bom serangan'
  ).split(' '),
);

/** Words of standard Malay that standard Indonesian spells or says otherwise. */
const malayWords = new Set(
  (
    'bahawa kerana boleh awak pejabat kereta wang hospital polis menteri kerajaan rakyat mangsa maut suspek kes rasuah ' +
    'mesyuarat mahkamah hakim peguam juta bilion trilion rm ringgit jumaat sabtu ahad isnin selasa rabu khamis ogos disember mac ' +
    'berkata beliau katanya ketika apabila manakala sehingga berkaitan selepas menjelang semalam esok tengah ' +
    'minggu tarikh pukul ialah iaitu adalah lelaki wanita kanak budak pelajar penuntut universiti pensyarah cikgu bila ' +
    'kenapa cuba bola sepak perlawanan pemain jurulatih kelab musim gol separuh pusingan rusia jerman perancis britain ' +
    'belanda sepanyol turki syria mesir greece jepun china amerika syarikat eropah afrika syarikat saham harga elektrik ' +
    'minyak basikal motosikal pesawat lapangan terbang kapal laut udara tentera pengganas letupan serangan negeri daerah ' +
    'datuk tan sri tun encik puan bandar jabatan kementerian pihak bagi perkara mengenai terhadap pengarah ketua pegawai ' +
    'pasukan siasatan ditahan didakwa dijangka sekiranya walaupun oleh itu sahaja tersebut turut serta antarabangsa ' +
    'maklumat laman sesawang telefon bimbit kemalangan jalan raya bomba penyelamat ibu negara agensi'
  ).split(' '),
);

/** Below this many letters statistics mislead: "Moskow –" is Indonesian to a reader and Polish to trigrams. */
const fewestLetters = 24;
/** Nothing in an article's language changes after this much of it. */
const charactersRead = 4000;

const primaryTag = (language: string): string => (language.split(/[-_]/)[0] ?? '').toLowerCase();

function normalTag(declared: string | null): string | null {
  const tag = declared === null ? '' : primaryTag(declared.trim());
  if (tag === 'in') return 'id';
  return /^[a-z]{2,3}$/.test(tag) && tag !== 'und' ? tag : null;
}

/** Words that only one of the two languages uses, per language. */
function malayOrIndonesian(text: string, declared: string | null): string {
  let balance = declared === 'ms' ? -2 : 2;
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const isIndonesian = indonesianWords.has(word);
    if (isIndonesian === malayWords.has(word)) continue;
    balance += isIndonesian ? 1 : -1;
  }
  return balance >= 0 ? 'id' : 'ms';
}

/**
 * Primary language tag of a text ("id", "en", "pt", …). `declared` is what the page or feed says, as a language tag in any
 * form ("id-ID"), or null: it decides for texts of fewer than 24 letters and where the statistics are unsure, and leans
 * the scale between Indonesian and Malay. `und` when there is neither text nor declaration.
 */
export function detectLanguage(text: string, declared: string | null): string {
  const said = normalTag(declared);
  const sample = text.slice(0, charactersRead);
  if ((sample.match(/\p{L}/gu)?.length ?? 0) < fewestLetters) return said ?? 'und';
  const found = eld.detect(sample);
  const language = found.language === 'ms' ? malayOrIndonesian(sample, said) : found.language;
  if (language === '') return said ?? 'und';
  if (said === null || said === language || found.isReliable()) return language;
  return said;
}
