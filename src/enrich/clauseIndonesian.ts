/** Where a clause begins behind an Indonesian verb of speech: behind its addressee, its time and its conjunction. */
import { sentenceEnd, weekday } from './clauses.ts';
import type { Speech } from './discourse.ts';
import { clauseOpeners, nounTaking } from './speech.ts';
import type { Token } from './tokens.ts';

/** Words that show a predicate, so that what follows a noun-taking verb is a clause and no object. */
const predicates = new Set(
  'akan sudah telah tidak bisa dapat harus perlu masih belum adalah merupakan bakal sedang boleh mampu ingin siap menjadi ada tak bukan berhak terus lebih hanya juga agar bahwa mulai datang tiba turun naik tewas meninggal jatuh hilang keluar kembali gagal punya rusak selesai sangat cukup layak wajib jangan segera kini'.split(
    ' ',
  ),
);
const modals = new Set('akan harus adalah merupakan bakal'.split(' '));
const verbal =
  /^(?!tersebut$|terkait$|terhadap$|tersangka$|terdakwa$|terakhir$|berita$|mereka$|dirinya$)(?:me[mnlrwy]\p{L}{3,}|ber\p{L}{3,}|di\p{L}{4,}|ter\p{L}{4,})$/u;

/** Behind these a verb is no longer the clause's own. */
const subordinators = new Set(
  'setelah saat ketika usai sebelum yang untuk karena sebagai sejak seusai dalam bagi atas'.split(' '),
);

/** Words between "meminta" and what makes its object a clause: "meminta tanggul itu segera diperbaiki". */
const demandReach = 8;

/** What somebody does by saying so: "mengaku bertanggung jawab", "mengaku bersalah". */
const deeds = /^(?:bertanggung|bersalah|kalah|salah)$/;

/** Verbs that deny what somebody else said. */
export const denials = /^(?:membantah|menepis|menyangkal|menampik|menolak)$/;
/** A clause made a noun: "terjadinya pelanggaran", "adanya peringatan". */
export const nominal = /^(?:adanya|terjadinya|ter\p{L}{4,}nya|ke\p{L}{5,}nya)$/u;

/** Behind "Senin (3/11) malam," right behind a comma; the token itself where no weekday stands there. */
function behindTime(tokens: readonly Token[], at: number): number {
  if (!weekday.test(tokens[at]?.lower ?? '')) return at;
  const comma = tokens.slice(at, at + 8).findIndex((t) => t.text === ',');
  return comma < 0 ? at : at + comma + 1;
}

/** First token of the clause after an Indonesian verb; -1 where no clause follows. */
export function indonesianClause(speech: Speech, verb: number): number {
  const { tokens } = speech.scan;
  const end = sentenceEnd(speech, verb);
  let at = verb + 1;
  if (tokens[at]?.text === ',') at = behindTime(tokens, at + 1);
  if (deeds.test(tokens[at]?.lower ?? '') && /^meng(?:aku|klaim)$/.test(tokens[verb]?.lower ?? '')) return -1;
  if (tokens[at]?.kind === 'mark' && speech.isQuoted[at] !== true) return -1;
  if (clauseOpeners.has(tokens[at]?.lower ?? ''))
    return tokens[at]?.lower === 'apakah' || tokens[at]?.lower === 'jika' ? at : at + 1;
  const opener = tokens
    .slice(at, Math.min(at + 10, end))
    .findIndex((t) => /^(?:bahwa|agar|supaya)$/.test(t.lower));
  const leadsAway =
    /^(?:kepada|dalam|di|pada|saat|lewat|melalui|ke|secara|dengan|terus|sekali|kembali|kekhawatirannya|harapannya|keyakinannya)$/;
  if (opener > 0 && (leadsAway.test(tokens[at]?.lower ?? '') || opener <= 3)) return at + opener + 1;
  if (leadsAway.test(tokens[at]?.lower ?? '')) {
    const comma = tokens.slice(at, Math.min(at + 8, end)).findIndex((t) => t.text === ',');
    return comma > 0 && speech.isQuoted[at + comma + 1] !== true ? at + comma + 1 : -1;
  }
  if (!nounTaking.has(tokens[verb]?.lower ?? '')) return at;
  if (denials.test(tokens[verb]?.lower ?? '') && nominal.test(tokens[at]?.lower ?? '')) return at;
  const rest = tokens.slice(at + 1, end).filter((_, i) => speech.isQuoted[at + 1 + i] !== true);
  if (/^(?:meminta|mendesak|mengajak)$/.test(tokens[verb]?.lower ?? ''))
    return rest.slice(0, demandReach).some((t) => /^(?:segera|tetap|tidak|jangan|harus)$/.test(t.lower))
      ? at
      : -1;
  const bound = rest.findIndex((t) => subordinators.has(t.lower));
  if (rest[bound]?.lower === 'yang' && rest.slice(bound).some((t) => modals.has(t.lower))) return at;
  if (
    /^(?:ada|tidak|akan|sudah|telah|belum|masih|ia|dia|mereka|kami|pihaknya|negaranya|timnya)$/.test(
      tokens[at]?.lower ?? '',
    )
  )
    return at;
  return rest
    .slice(0, bound < 0 ? rest.length : bound)
    .some((t) => predicates.has(t.lower) || verbal.test(t.lower))
    ? at
    : -1;
}
