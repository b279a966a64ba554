/** Names that look like dates: people called May, newspapers called Today, the attacks known by their day. */
import { monthOf } from '../base/dateWords.ts';
import type { DateGrammar, Groups } from './textDatePatterns.ts';

/** "USA Today", "Museu do Amanhã": a word for a day that has a capital inside a sentence is part of a name. */
export function isPartOfName(
  { word, wd, unit }: Groups,
  lead: string,
  { hasCapitals }: DateGrammar,
): boolean {
  const isInside = /[\p{L}\p{N}]\s$/u.test(lead);
  if (word !== undefined) return isInside && /^\p{Lu}/u.test(word);
  if (wd !== undefined)
    return !hasCapitals && /^\p{Lu}/u.test(wd) && /(?<!\p{L})\p{Lu}\p{L}{1,20}\s$/u.test(lead);
  // "pada Minggu lalu" is a Sunday; "Minggu lalu, …" and "minggu lalu" are weeks.
  return unit?.startsWith('Minggu') === true && isInside;
}

const nameEnd =
  /(?<![\p{L}])(?!(?:In|On|At|By|Of|From|To|And|Since|Until|Till|Early|Late|Mid|Last|This|Next|During|For|Before|After|Around|Between|Through|The|Pada|Bulan|Sejak|Hingga|Sampai|Awal|Akhir|Pertengahan|Selama|Antara|Dari|Em|Desde|Até|Mon|Tue|Wed|Thu|Fri|Sat|Sun|\p{Lu}\p{Ll}{2,5}day|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\s)\p{Lu}\p{Ll}{1,20}\.?\s(?<name>May|March|April|June|August|Maret|April|Juni|Juli|Agustus)(?![\p{L}\p{N}]|,?\s\d)/gu;

/** Months that are somebody's name in this text: after "Theresa May" a lone "May" is nobody's month. */
export function namesakes(text: string): Set<string> {
  return new Set([...text.matchAll(nameEnd)].map((match) => match.groups?.name?.toLowerCase() ?? ''));
}

const attack =
  /(?<!\p{L})(?:attack|terror|hijack|memorial|twin tower|serangan|tragedi|teror|atentado|ataque|torres)/iu;

/** The attacks of 11 September 2001 go by their day, whatever the year of the text. */
export function isSeptember11(groups: Groups, around: string): boolean {
  return groups.d === '11' && monthOf(groups.m) === 9 && groups.y === undefined && attack.test(around);
}
