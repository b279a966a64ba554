/**
 * What kind of text an article is, from what its outlet marks it as: the type in its structured data, a kicker of the
 * headline, the section, the address. The words of the text itself are not looked at.
 */
import type { Draft, Genre } from '../base/news.ts';
import { foldName } from './names.ts';

type Marked = Exclude<Genre, 'NEWS'>;

/** schema.org's kinds of NewsArticle (schema.org/docs/news.html) and what they are here. */
const ofTypes: ReadonlyMap<string, Genre> = new Map([
  ['OpinionNewsArticle', 'OPINION'],
  ['ReviewNewsArticle', 'OPINION'],
  ['CriticReview', 'OPINION'],
  ['AnalysisNewsArticle', 'ANALYSIS'],
  ['BackgroundNewsArticle', 'ANALYSIS'],
  ['LiveBlogPosting', 'LIVEBLOG'],
  ['AdvertiserContentArticle', 'ADVERTORIAL'],
  ['AskPublicNewsArticle', 'OTHER'],
  ['SatiricalArticle', 'OTHER'],
  ['ReportageNewsArticle', 'NEWS'],
]);

/** What outlets call each kind, in sections, addresses and kickers; in English, Indonesian, Malay and Portuguese. */
const names: Readonly<Record<Marked, string>> = {
  ADVERTORIAL: `advertorial, advertorials, adv, infotorial, sponsored, sponsored content, paid content, partner content, brand content,
    branded content, pariwara, promoted, iklan, publieditorial, conteudo patrocinado, patrocinado, brandzview, konten bersponsor`,
  PRESS_RELEASE: `press release, press releases, siaran pers, rilis pers, rilis, media release, comunicado, nota a imprensa,
    siaran media, kenyataan media, keterangan pers tertulis`,
  OPINION: `opini, opinion, opinions, kolom, kolumnis, column, columns, columnist, columnists, editorial, editorials, tajuk,
    tajuk rencana, gagasan, esai, essay, comment, commentary, commentisfree, op ed, oped, letters, letter to the editor, surat pembaca,
    perspektif, catatan, refleksi, resensi, review, reviews, ulasan, opiniao, artigo de opiniao, coluna, colunas, colunistas,
    pandangan, kalam, suara pembaca`,
  ANALYSIS: `analisis, analysis, analisa, analise, explainer, explainers, explained, in depth, indepth, background, fokus,
    laporan khusus, telaah, news analysis, cek fakta, fact check, factcheck, entenda`,
  INTERVIEW:
    'wawancara, wawancara khusus, interview, interviews, q a, tanya jawab, entrevista, entrevistas, temu bual, bincang',
  LIVEBLOG: `liveblog, live blog, live report, live update, live updates, live, laporan langsung, siaran langsung, breaking live,
    ao vivo, tempo real, as it happened, minute by minute, langsung`,
  OTHER: `horoskop, horoscope, horoscopes, zodiak, ramalan zodiak, ramalan bintang, horoscopo, quiz, kuis, crossword, teka teki silang,
    foto, galeri foto, photo gallery, in pictures, infografis, infographic, resep, recipe, recipes, receitas, cerpen, puisi, komik,
    obituaries, jadwal sholat, jadwal salat, jadwal tv, lirik lagu`,
};

const marked = new Map(
  Object.entries(names).flatMap(([genre, list]) =>
    list.split(',').map((name) => [name.trim().replace(/\s+/g, ' '), genre as Marked] as const),
  ),
);

/** Words that are everyday ones in a section or address, and mark a genre as a kicker alone. */
const kickersOnly = new Set([
  'live',
  'langsung',
  'adv',
  'foto',
  'review',
  'reviews',
  'iklan',
  'rilis',
  'tempo real',
  'fokus',
]);
/** The other way round: common first words of headlines. */
const neverKickers = new Set([
  'comment',
  'background',
  'catatan',
  'letters',
  'column',
  'kalam',
  'gagasan',
  'promoted',
  'rilis',
]);

const folded = (text: string): string =>
  foldName(text.slice(0, 200))
    .replace(/[&/+.@ ]+/g, ' ')
    .trim();

/** Kickers of a headline: what stands before a colon or bar, in brackets at either end, or behind the last bar. */
function kickersOf(headline: string): string[] {
  const text = headline.slice(0, 500).trim();
  const found = [
    /^[[(【]([^\])】]{2,40})[\])】]/u.exec(text)?.[1],
    /^([^:|]{2,40})\s*[:|]/u.exec(text)?.[1],
    /^(\S{2,20}(?: \S{2,20}){0,2}?)\s+[-–—]\s/u.exec(text)?.[1],
    /\|\s*([^|]{2,40})$/u.exec(text)?.[1],
    /[[(]([^\])]{2,40})[\])]$/u.exec(text)?.[1],
  ];
  return found.flatMap((kicker) => (kicker === undefined ? [] : [folded(kicker)]));
}

/** Parts of the path but the last, which is the headline's. */
function pathNames(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const parts = new URL(url).pathname.slice(0, 500).split('/').filter(Boolean);
  return parts.slice(0, -1).map((part) => folded(part.replace(/[-_]+/g, ' ')));
}

const genreOfName = (name: string): Marked | null => marked.get(name) ?? null;

function firstOf(found: readonly string[], barred: ReadonlySet<string>): Marked | null {
  for (const name of found) {
    const genre = barred.has(name) ? null : genreOfName(name);
    if (genre !== null) return genre;
  }
  return null;
}

/**
 * The genre of an article; NEWS where nothing marks another. Whoever says that it is paid for is believed first, then
 * structured data, the headline's kicker, the section, the address.
 */
export function genreOf({
  url,
  headline,
  section,
  schemaTypes,
}: Pick<Draft, 'url' | 'headline' | 'section' | 'schemaTypes'>): Genre {
  const declared = schemaTypes.map((type) => ofTypes.get(type)).find((genre) => genre !== undefined) ?? null;
  const byHeadline = firstOf(kickersOf(headline), neverKickers);
  const bySection = firstOf([folded(section ?? '')], kickersOnly);
  const byPath = firstOf(pathNames(url), kickersOnly);
  const told = [declared, byHeadline, bySection, byPath];
  if (told.includes('ADVERTORIAL')) return 'ADVERTORIAL';
  return told.find((genre) => genre !== null) ?? 'NEWS';
}
