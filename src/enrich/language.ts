/**
 * Which language a text is written in. Statistics over letter groups (eld, its small set) decide between most languages;
 * eld has no Indonesian and calls it Malay, so those two are told apart here, by words that only one of them uses.
 */
import { eld } from 'eld/small';

/** Words that standard Indonesian uses and standard Malay spells or says otherwise. */
const indonesianWords = new Set(
  (
    'bahwa karena bisa sedangkan namun uang mobil polisi kantor kelurahan kabupaten kecamatan provinsi ' +
    'gubernur bupati walikota tewas menewaskan tersangka korupsi rapat pengadilan jaksa kejaksaan juta ' +
    'miliar triliun rp rupiah jumat sabtu senin rabu kamis april agustus desember maret mei wib wita ' +
    'ujar tutur imbuh ungkap mengungkapkan menurutnya ujarnya tuturnya saat ketika terkait seusai usai ' +
    'jelang pekan kemarin besok pria bocah siswa mahasiswa kuliah dosen kapan coba bikin cuma ' +
    'pertandingan pelatih klub babak turnamen prancis inggris spanyol suriah yunani jepang tiongkok ' +
    'eropa perusahaan listrik bensin motor bandara militer teroris mantan istri sosialisasi dampak ' +
    'kekerasan pemilihan pemilu partai warga anggaran dinas puskesmas diharapkan mengantisipasi ' +
    'pengembangan organisasi kementerian kegiatan penyusunan kualitas universitas fakultas presiden ' +
    'nasional internasional informasi komunikasi investasi produksi aktivitas situs telepon ponsel ' +
    'karyawan rumahsakit dokter pasien obat apotek desa dusun lurah camat sekda dprd rt rw jl kotamadya ' +
    'pemkot pemkab pemprov pns asn sepeda sepakbola setelah sejumlah sekitar sempat'
  ).split(' '),
);

/** Words that standard Malay uses and standard Indonesian spells or says otherwise. */
const malayWords = new Set(
  (
    'bahawa kerana keretapi wang polis suspek kes rasuah mesyuarat peguam ' +
    'bilion trilion rm ringgit jumaat ahad isnin khamis ogos disember mac apabila ' +
    'manakala selepas semalam tarikh ialah iaitu budak penuntut universiti ' +
    'pensyarah cikgu cuba perlawanan jurulatih kelab separuh pusingan perancis britain sepanyol jepun ' +
    'syarikat eropah elektrik basikal motosikal tentera pengganas encik puan jabatan ' +
    'siasatan didakwa dijangka sekiranya sahaja antarabangsa maklumat sesawang bimbit ' +
    'kemalangan bomba agensi teruk membincangkan parlimen aktiviti kualiti komuniti projek ' +
    'berkuasa kakitangan doktor pesakit ubat hospital mukim setakat pelbagai lokap isteri ' +
    'adun kerajaan memaklumkan susulan'
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

/** Counts the words that only one of the two uses; without a declaration Indonesian, the commoner here, has a small lead. */
function malayOrIndonesian(text: string, declared: string | null): string {
  let balance = declared === 'ms' ? -2 : declared === 'id' ? 2 : 1;
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    if (indonesianWords.has(word)) balance += 1;
    else if (malayWords.has(word)) balance -= 1;
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
