/**
 * Editorial boilerplate: lines that stand between or after the paragraphs of an article without being part of it. Rules by
 * language (Indonesian, English, Portuguese, and the commonest of a few others), each anchored to the whole line, so that a
 * sentence that merely begins alike stays.
 */
import { squash } from './headline.ts';
import type { Paragraph } from './paragraphs.ts';

/** A line this long is prose, whatever word it begins with. */
const maxLineLength = 240;

/** Whole lines that lead away from the article. */
const promoLines: RegExp[] = [
  /^\(?(?:baca|simak|lihat|tonton|cek|klik|dengarkan|saksikan)\s+(?:juga|selengkapnya|pula|artikel|berita|video|ini|foto)\b/iu,
  /^(?:baca|simak|lihat|tonton)\s*:/iu,
  /^(?:artikel|berita)\s+(?:ini|terkait|lainnya|selanjutnya)\b/iu,
  /^(?:promosi|promo|advertorial|iklan|sponsored|sponsor|pilihan editor|pilihan redaksi)(?=$|[\s:])/iu,
  /^(?:scroll|geser|lanjutkan membaca|gulir|halaman selanjutnya|selanjutnya)\b.{0,80}$/iu,
  /^(?:read|see|watch|listen|learn|hear|view)\s+(?:also|more|next|now|on)\b/iu,
  /^(?:also read|read full|more on (?:this|that)|related(?: (?:stories|articles|news|coverage|topics|content))?|see also|recommended|don['’]t miss|editors?['’]? picks?|more from|you may also like|most (?:read|popular|viewed)|top stories|up next|keep reading|continue reading|story continues|article continues|continues below)(?=$|[\s:.])/iu,
  /^(?:advertisement|advertising|ad|anúncio|publicidade|werbung|anzeige|publicité)\s*[:.]?$/iu,
  /^(?:subscribe|sign up|sign in|log in|register|join us|become a member|get (?:our|the) .{0,40}newsletter|download (?:our|the) app|support (?:us|our)|donate)\b.{0,160}$/iu,
  /^(?:leia (?:também|mais)|veja (?:também|mais)|saiba mais|confira|assine|inscreva-se|receba)\b.{0,160}$/iu,
  /^(?:lesen sie auch|mehr zum thema|lire aussi|à lire aussi|lee también|ver más|te puede interesar|leggi anche|lees ook|läs också|czytaj także|читайте также)\b/iu,
  /^(?:share|bagikan|compartilhe|tweet|facebook|twitter|whatsapp|telegram|email|print|copy link|salin tautan|komentar|comments?|reply|like)(?:\s*(?:this|on|via|artikel|berita|ini|:).{0,60})?$/iu,
];

/** Lines after which nothing of the article follows. */
const trailerLines: RegExp[] = [
  /\b(?:google news)\b.{0,80}$/iu,
  /^(?:simak|ikuti|dapatkan|temukan|cek|baca|update)\b.{0,160}\b(?:google news|whatsapp|telegram|saluran|kanal|channel|grup|instagram|twitter|facebook|aplikasi|newsletter)\b/iu,
  /^(?:ikuti|follow|siga|seguir)\s+(?:kami|us|-?nos|our|berita|akun)\b/iu,
  /^(?:gabung|bergabung|yuk|ayo)\b.{0,120}\b(?:whatsapp|telegram|grup|channel|saluran)\b/iu,
  /^(?:rekomendasi|berita (?:lainnya|terkait|terpopuler|terkini|pilihan)|artikel (?:terkait|lainnya)|terpopuler|trending|terkini|topik terkait|tag terkait)\s*:?$/iu,
  /^(?:tags?|topik|topics?|kata kunci|keywords|filed under|tópicos|label)\s*:?(?=$|\s*[#:])/iu,
  /^(?:copyright|hak cipta|©|\(c\)\s|all rights reserved|todos os direitos)/iu,
  /^(?:share this|share on|bagikan (?:ini|artikel|berita)|leave a (?:comment|reply)|tinggalkan (?:komentar|balasan)|beri komentar|join the conversation|related (?:stories|articles|posts|news)|you might also like|recommended for you|more stories)\b/iu,
  /^(?:more from|more stories|latest (?:news|stories)|mehr (?:zum thema|von)|weitere (?:artikel|nachrichten|themen)|das könnte sie auch|auch interessant|mais (?:notícias|lidas)|terbaru|terkait|lainnya)\b.{0,60}$/iu,
  /^(?:about the author|tentang penulis|sobre o autor)\b/iu,
  /^\S{2,30} (?:stories|plus|premium|video)$/iu,
];

const months =
  'jan\\w*|feb\\w*|mar\\w*|apr\\w*|ma[iy]\\w*|mei|jun\\w*|jul\\w*|aug\\w*|ag[ut]\\w*|sep\\w*|o[ck]t\\w*|out\\w*|no[vp]\\w*|de[csz]\\w*';
/** A line that is a date and little else. */
const dateLine = new RegExp(
  `^(?:[^.!?]{0,40}\\s)?(?:\\d{1,2}\\s+(?:de\\s+)?(?:${months})|(?:${months})\\s+\\d{1,2})[,.]?\\s+(?:de\\s+)?\\d{4}(?:[^.!?]{0,6}\\d{1,2}[:.]\\d\\d[^.!?]{0,40})?$`,
  'iu',
);

/** Lines that name who edited or sent the text; they stand at the end or the start and are no part of it. */
const creditLines: RegExp[] = [
  dateLine,
  /^[^.!?]{0,80}\b[\w.]+@[\w-]+\.[\w.-]+$/u,
  /^\(?(?:editor|penyunting|reporter|penulis|pewarta|laporan|kontributor|wartawan|uploader|editing by|reporting by|writing by|edited by|compiled by|additional reporting by)\s*(?::|by\b|oleh\b)?\s*[^.!?]{2,100}[.)]?$/iu,
  /^(?:sumber|source|fonte|quelle)\s*:\s*[^.!?]{2,80}\.?$/iu,
  /^(?:oleh|by|por|von)\s*:?\s+(?:\p{Lu}[\p{L}.'’-]*\s?){1,5}$/u,
  /^(?:published|updated|last updated|diperbarui|diterbitkan|dipublikasikan|tayang|posted|first published|publicado|atualizado)\b.{0,80}\d.{0,40}$/iu,
  /^(?:this (?:article|story) (?:was|is|has been|originally|first)\b.{0,160})$/iu,
];

/** Lines under a picture. */
const captionLines: RegExp[] = [
  /^[^“"]{3,200}[.\s]\(?(?:foto|photo|photograph|ilustrasi)\s*:\s*[^!?]{2,60}\)?$/iu,
  /^\(?(?:foto|photo|image|gambar|ilustrasi|picture|keterangan foto|caption|imagem|illustration)(?:\s*(?:by|oleh)\b|\s*[:/])/iu,
  /^[\p{Lu}\d.]+\.(?:COM|ID|NET|ORG|TV|CO)\s*[-–—]\s*[^.!?]{3,160}\/[\p{L}. ]{2,40}\.?$/u,
  /^[^.!?]{3,160}[.]?\s*[([](?:foto|photo|image|dok|ist|sumber|source|credit)\b[^)\]]{0,60}[)\]]\.?$/iu,
  /^[^.!?“"]{3,120}\/(?:dok|ist|istimewa|reuters|antara|afp|ap|jibi|net)\.?$/iu,
  /^(?:getty images|shutterstock|reuters|afp|ap photo|antara foto|istock)\b[^.!?]{0,60}$/iu,
];

/** Consent banners and barriers, wherever they stand. */
const barrierLines: RegExp[] = [
  /\b(?:we|this (?:web)?site|our partners)\b.{0,60}\buse(?:s)?\b.{0,30}\bcookies\b/iu,
  /\b(?:accept|manage|reject) (?:all )?cookies\b/iu,
  /\bsitus (?:web )?ini menggunakan cookie/iu,
  /\b(?:enable|turn on|aktifkan) javascript\b/iu,
  /\bprivacy policy\b.{0,80}\bterms\b/iu,
  /^(?:to continue reading|this content is (?:only )?(?:available|for)|already a subscriber|subscribe to (?:read|continue)|konten ini khusus|unlimited (?:online )?access|exclusive articles|create an account|get unlimited|support (?:local|quality|independent) journalism|enjoy (?:additional|unlimited)|share your thoughts|get email updates|access articles from)\b/iu,
  /^(?:empfohlener redaktioneller inhalt|an dieser stelle findest du einen externen|ich bin (?:damit )?einverstanden|externer inhalt|personenbezogene daten können)/iu,
];

const matches = (rules: RegExp[], text: string) => rules.some((rule) => rule.test(text));

/** A whole line set as a link, or nearly: it leads to another article. */
function isLinkLine({ text, linkShare, tags }: Paragraph): boolean {
  if (linkShare > 0.85 && text.length < 200) return true;
  return tags.includes('li') && linkShare > 0.6;
}

/** An article's text parted from what a page prints between its paragraphs. */
export interface CleanText {
  /** What remains, in order. */
  paragraphs: Paragraph[];
  /** Caption lines that stood in the text, in order. */
  captions: string[];
}

function isQuoteOnly(text: string): boolean {
  return /^["“”„«‘']/.test(text);
}

/** True where everything from here on is trailer: a trailer line with no prose of the article behind it. */
function trailerStart(paragraphs: Paragraph[]): number {
  const isProse = ({ text, linkShare }: Paragraph) =>
    text.length > 100 && linkShare < 0.3 && /[.!?”"]$/.test(text);
  const last = paragraphs.findLastIndex(
    (p) => isProse(p) && !matches(trailerLines, p.text) && !matches(promoLines, p.text),
  );
  const start = paragraphs.findIndex(
    (p, i) => i > 0 && p.text.length <= maxLineLength && matches(trailerLines, p.text),
  );
  if (start < 0) return paragraphs.length;
  // A trailer in the middle (a promo box) is a line to drop, not the end, when much prose follows.
  const proseAfter = paragraphs.slice(start, last + 1).filter(isProse).length;
  const proseBefore = paragraphs.slice(0, start).filter(isProse).length;
  return proseAfter >= Math.max(2, proseBefore / 2) ? paragraphs.length : start;
}

/**
 * The article's own paragraphs: captions, promos, trailers, credits, barriers, link lines, the repeated headline and
 * doubled paragraphs taken out. Datelines and paragraphs that are a quote alone stay.
 */
export function dropBoilerplate(paragraphs: Paragraph[], headline: string | null): CleanText {
  const captions: string[] = [];
  const seen = new Set<string>(headline === null ? [] : [squash(headline)]);
  const end = trailerStart(paragraphs);
  const kept = paragraphs.slice(0, end).filter((paragraph, index) => {
    const { text } = paragraph;
    const key = squash(text);
    // Short lines recur with good reason ("* * *", "Ya."), sentences do not.
    if (key === '' || (seen.has(key) && (text.length > 40 || index < 3))) return false;
    seen.add(key);
    if (isQuoteOnly(text) && !isLinkLine(paragraph)) return true;
    if (text.length > 400) return true;
    if (matches(captionLines, text)) {
      captions.push(text);
      return false;
    }
    if (matches(barrierLines, text) || isLinkLine(paragraph)) return false;
    if (text.length > maxLineLength) return true;
    return !matches(promoLines, text) && !matches(creditLines, text) && !matches(trailerLines, text);
  });
  return { paragraphs: dropLooseEnd(dropLooseStart(kept)), captions };
}

/** Takes off opening labels (section, kicker): short lines without a verb's punctuation before the first sentence. */
function dropLooseStart(paragraphs: Paragraph[]): Paragraph[] {
  const first = paragraphs.findIndex(({ text }) => text.length > 60 || /[.!?…:;,–—-]$|["”’)]$/.test(text));
  return first > 0 && first <= 3 ? paragraphs.slice(first) : paragraphs;
}

/** Takes off closing lines that are no sentences: leftover headings, names of boxes, labels. */
function dropLooseEnd(paragraphs: Paragraph[]): Paragraph[] {
  const isLoose = ({ text, tags }: Paragraph) =>
    /^h[1-6]$/.test(tags[0] ?? '') ||
    (text.length < 40 && !/[.!?…:;)”"»]$/.test(text) && !tags.includes('li'));
  let end = paragraphs.length;
  for (let last = paragraphs[end - 1]; end > 2 && last && isLoose(last); last = paragraphs[end - 1]) end -= 1;
  return paragraphs.slice(0, end);
}
