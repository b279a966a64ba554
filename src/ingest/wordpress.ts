/** Posts as the REST API of WordPress lists them (`/wp-json/wp/v2/posts?_embed`). */
import type { RawEntry, RawFeed, RawImage } from './feedEntry.ts';
import { arrayIn, type JsonObject, objectIn, objectsIn, textIn } from './feedJsonValue.ts';

/** The HTML of a field that WordPress gives as `{"rendered": …}`. */
const rendered = (value: unknown): string | null => textIn(objectIn(value)?.rendered);

/** Sites print `date` in their own zone without saying which; `date_gmt` is UTC, also without saying so. */
function instant(gmt: unknown, local: unknown): string | null {
  const text = textIn(gmt);
  return text === null ? textIn(local) : /[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`;
}

function imageOf(post: JsonObject, embedded: JsonObject): RawImage[] {
  const [media] = objectsIn(embedded['wp:featuredmedia']);
  const url = textIn(media?.source_url) ?? textIn(post.jetpack_featured_media_url);
  return url === null ? [] : [{ url, caption: rendered(media?.caption) }];
}

/** Categories first (the section is among them), then tags; terms of any other taxonomy are left out. */
function termsOf(embedded: JsonObject): string[] {
  const terms = (arrayIn(embedded['wp:term']) ?? []).flatMap(objectsIn);
  const named = (taxonomy: string) =>
    terms.filter((term) => term.taxonomy === taxonomy).flatMap(({ name }) => textIn(name) ?? []);
  const categories = named('category').filter(
    (name) => !/^(?:uncategori[sz]ed|tak berkategori)$/i.test(name),
  );
  return [...categories, ...named('post_tag')];
}

function toRaw(post: JsonObject): RawEntry {
  const embedded = objectIn(post._embedded) ?? {};
  const content = objectIn(post.content);
  const link = textIn(post.link);
  return {
    guid: rendered(post.guid) ?? link,
    links: [link],
    permalink: rendered(post.guid),
    title: rendered(post.title),
    summary: rendered(post.excerpt),
    contentHtml: content?.protected === true ? null : rendered(content),
    published: [instant(post.date_gmt, post.date)],
    modified: [instant(post.modified_gmt, post.modified)],
    authors: objectsIn(embedded.author).map(({ name }) => textIn(name)),
    keywords: termsOf(embedded),
    images: imageOf(post, embedded),
    language: textIn(post.lang),
  };
}

const isPost = (value: JsonObject): boolean =>
  textIn(value.link) !== null && objectIn(value.title) !== null && 'date' in value;

/**
 * The posts in an answer; null when it is no list of posts. An empty list cannot be told from any other and is none.
 * @see https://developer.wordpress.org/rest-api/reference/posts/
 */
export function readWordPress(value: unknown): RawFeed | null {
  const posts = objectsIn(value);
  if (posts.length === 0 || !posts.some(isPost)) return null;
  return { kind: 'API', entries: posts.map(toRaw) };
}
