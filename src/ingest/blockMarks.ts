/** What class names, ids and roles say of a container: its body, its furniture, its comments, its captions. */

const bodyNames =
  /article-?_?(?:body|text|content|copy|main)|articlebody|story-?_?(?:body|text|content)|post-?_?(?:body|content|text|entry)|entry-?_?(?:content|body|text)|body-?_?(?:text|copy|content)|content-?_?(?:body|text|article)|richtext|rich-text|paragraph|detail[-_]?(?:text|content|body|__body)|(?:^|[\s_-])(?:article|story|entry|post|content|prose|text|isi|berita|read|news|body)(?:[\s_-]|$)/;
const surelyBodyNames =
  /article-?_?(?:body|text|content|copy)|articlebody|story-?_?(?:body|text|content)|post-?_?(?:body|content|text)|entry-?_?(?:content|body)|body-?_?(?:text|copy|content)|detail[-_]?(?:text|content|body|__body)|read__content|itp_bodycontent|td-post-content/;
const furnitureNames =
  /comment|disqus|related|relat|recommend|rekomendasi|terkait|share|sharing|social|promo|newsletter|subscri|signup|sign-up|sidebar|side-bar|footer|(?:^|[\s_-])nav|menu|breadcrumb|(?:^|[\s_-])ads?(?:[\s_-]|$)|advert|sponsor|banner|tags?(?:[\s_-]|$)|taglist|tag-list|topics|author|byline|bio(?:[\s_-]|$)|caption|credit|widget|popup|modal|cookie|consent|gdpr|popular|trending|most-?read|more-?(?:news|stories|from|on)|read-?(?:more|also|next)|also-?read|bacajuga|baca-juga|teaser|carousel|slider|gallery|outbrain|taboola|paywall|login|meta(?:[\s_-]|$)|timestamp|dateline|toolbar|rating|poll|copyright|disclaimer|hidden|pagination|pager|print|skip|masthead|feedback|survey|embed|tweet|instagram|video|player|playlist|jump|correction|toc(?:[\s_-]|$)/;
const surelyFurnitureNames =
  /comment|disqus|related|recommend|rekomendasi|terkait|newsletter|sidebar|footer|menu|breadcrumb|outbrain|taboola|cookie|consent|popular|trending|most-?read|share|social/;
const commentNames =
  /(?:^|[\s_-])(?:comments?|disqus(?:_thread)?|respond|commentlist|comment-?list|fb-comments|reply|replies|livefyre|coral)(?:[\s_-]|$)/;
const consentNames =
  /(?:^|[\s_-])(?:cookies?|consent|gdpr|onetrust|cookielaw\w*|cookiebot|didomi|usercentrics|cmp)(?:[\s_-]|$)/;
const captionNames =
  /(?:^|[\s_-])(?:wp-)?(?:caption|credits?|figcaption|photo-?credit|imgcaption|keterangan|ketfoto|image-?caption|photo__caption|media__caption)(?:[\s_-]|$|text)/;
const standfirstNames =
  /(?:^|[\s_-])(?:standfirst|sub-?title|sub-?judul|sub-?headline|dek|kicker|eyebrow|rubrik)(?:[\s_-]|$)/;
const openingNames = /(?:^|[\s_-])(?:excerpt|lede)(?:[\s_-]|$)/;

/** Names longer than this are generated; their start says enough. */
const maxLength = 300;

/** What the names of one element say. Each is true or false of the element itself, not of those around it. */
export interface Marks {
  isBody: boolean;
  isSurelyBody: boolean;
  isFurniture: boolean;
  isSurelyFurniture: boolean;
  isComments: boolean;
  isCaption: boolean;
  /** A dialog about cookies. */
  isConsent: boolean;
  /** Standfirst, sub-title or kicker: what stands above the first paragraph. */
  isStandfirst: boolean;
  /** What may be a standfirst or the first paragraph. */
  isOpening: boolean;
}

/** A reader of names that remembers them: a page repeats a few names thousands of times. */
export function createMarksReader(): (names: string) => Marks {
  const known = new Map<string, Marks>();
  return (names) => {
    const key = names.slice(0, maxLength).toLowerCase();
    const found = known.get(key);
    if (found !== undefined) return found;
    const marks = {
      isBody: bodyNames.test(key),
      isSurelyBody: surelyBodyNames.test(key),
      isFurniture: furnitureNames.test(key),
      isSurelyFurniture: surelyFurnitureNames.test(key),
      isComments: commentNames.test(key),
      isCaption: captionNames.test(key),
      isConsent: consentNames.test(key),
      isStandfirst: standfirstNames.test(key),
      isOpening: openingNames.test(key),
    };
    known.set(key, marks);
    return marks;
  };
}
