/** The country an outlet publishes from, as far as its own words and address tell. Pure. */

/** Country domains that are bought for their letters and say nothing of a place, and codes that are no country. */
const placeless = new Set(
  'AC AI AM CC CO EU FM GG IM IO LA LY ME MS NU PW SH ST TK TO TV UN VC WS'.split(' '),
);

const namesInEnglish = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Upper-case ISO 3166-1 alpha-2 of two letters; null when no country has them. */
function codeOf(letters: string): string | null {
  const code = letters.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code) || code === 'EU' || code === 'UN' || code === 'ZZ') return null;
  if (code === 'UK') return 'GB';
  return namesInEnglish.of(code) === undefined ? null : code;
}

const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();

let codesByName: Map<string, string> | null = null;

/** Every country by its English and its Indonesian name; made at the first question, since it takes a moment. */
function knownNames(): Map<string, string> {
  if (codesByName !== null) return codesByName;
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => codeOf(code) === code);
  const inIndonesian = new Intl.DisplayNames('id', { type: 'region', fallback: 'none' });
  const names = new Map<string, string>([
    ['usa', 'US'],
    ['uk', 'GB'],
  ]);
  for (const display of [inIndonesian, namesInEnglish]) {
    for (const code of codes) names.set(folded(display.of(code) ?? code), code);
  }
  codesByName = names;
  return names;
}

/** ISO 3166-1 alpha-2 of a country given as a code or by its English or Indonesian name; null for anything else. */
export function countryNamed(text: string): string | null {
  const given = text.trim().slice(0, 100);
  return codeOf(given) ?? knownNames().get(folded(given)) ?? null;
}

/** The country of an address's top-level domain; null for generic ones and for those sold as if they were. */
export function countryOfDomain(url: string): string | null {
  const label = new URL(url).hostname.split('.').pop()?.toUpperCase() ?? '';
  return placeless.has(label) ? null : codeOf(label);
}

/**
 * The territory of language tags (`id_ID`, `en-GB`) that all agree; null when none has one or they differ. `en-US` says
 * nothing: publishing systems write it where nobody chose.
 */
export function countryOfLocales(locales: readonly (string | null)[]): string | null {
  const territories = locales.flatMap((locale) => {
    const [, language, territory] =
      /^([a-z]{2,3})(?:[-_][a-z]{4})?[-_]([a-z]{2})\b/i.exec(locale ?? '') ?? [];
    const isDefault = language?.toLowerCase() === 'en' && territory?.toUpperCase() === 'US';
    return territory === undefined || isDefault ? [] : [codeOf(territory)];
  });
  const [first = null] = territories;
  return territories.every((territory) => territory === first) ? first : null;
}
