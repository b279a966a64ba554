/**
 * The languages whose word forms are matched: PostgreSQL's stemmer, and the function words that are left out of the
 * stems. PostgreSQL has no such list for Indonesian (a fifth of all tokens are function words), so all lists are ours
 * and are applied here, to texts and to queries alike. They are shorter than the clusterer's (stories/stopwords.ts):
 * whoever asks for "kereta baru" means "baru".
 */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const indonesian = `
  ada adalah agar akan aku anda antara apa apabila atas atau bagi bahkan bahwa beberapa begitu berada bisa boleh bukan
  dalam dan dapat dari daripada demi demikian dengan di dia dirinya dong guna hal hanya harus hendak hingga ia ialah ini
  itu jadi jangan jelas jika juga justru kalau kami kamu karena katanya kata ke kepada ketika kita lagi lah lain lalu maka
  malah mana masih maupun melalui memang menjadi menurut mereka merupakan meski meskipun mungkin namun nya oleh pada
  padahal para per pernah pula pun saat saja sambil sampai sang sangat saya se sebab sebagai sebelum sebuah secara sedang
  sedangkan sehingga sejak sekaligus selain selama seluruh sementara seorang seperti serta setelah setiap siapa suatu
  sudah supaya tak tanpa tapi telah tentang terhadap termasuk tersebut tetapi tiap tidak ujar ujarnya untuk usai yaitu
  yakni yang`;

const malay = `${indonesian} beliau ialah kerana mengenai sahaja tiada`;

const english = `
  a about after again all also am an and any are as at be because been before being but by can could did do does doing
  don down during each few for from further had has have having he her here hers him his how i if in into is it its
  just me more most my no nor not now of off on once only or other our out over own same she should so some such than
  that the their them then there these they this those through to too under until up very was we were what when where
  which while who whom why will with would you your`;

const portuguese = `
  a ao aos aquela aquele as ate com como da das de dela dele do dos e ela elas ele eles em entre era essa esse esta este
  eu foi foram ha isso isto ja lhe mais mas mesmo muito na nas nao nem no nos o os ou para pela pelas pelo pelos por
  qual quando que quem se sem ser seu seus so sua suas tambem te tem um uma uns voce`;

/** A language whose word forms are matched. */
export interface SearchLanguage {
  /** Primary tags of articles that are read this way. */
  tags: readonly string[];
  /** PostgreSQL's text search configuration. */
  configuration: 'indonesian' | 'english' | 'portuguese';
  /** Function words by primary tag, folded as searchWords.ts folds. */
  stops: ReadonlySet<string>;
}

export const searchLanguages: readonly SearchLanguage[] = [
  { tags: ['id', 'ms'], configuration: 'indonesian', stops: words(malay) },
  { tags: ['en'], configuration: 'english', stops: words(english) },
  { tags: ['pt'], configuration: 'portuguese', stops: words(portuguese) },
];

/** How articles of a language are read; null for one whose words are matched as they stand. */
export function searchLanguageOf(tag: string): SearchLanguage | null {
  return searchLanguages.find(({ tags }) => tags.includes(tag)) ?? null;
}
