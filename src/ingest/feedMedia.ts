/** Pictures of a feed entry: Media RSS, enclosures and the lesser ways, each with its caption and credit. */
import type { RawImage } from './feedEntry.ts';
import type { XmlField } from './xmlOutline.ts';

/** True for the attributes of a media element that holds a picture. */
export function isImage({ type, medium, url, href }: Record<string, string | undefined>): boolean {
  if (medium !== undefined && medium !== 'image') return false;
  if (type !== undefined && type !== '' && !/^(?:image\/|application\/octet-stream)/i.test(type))
    return false;
  return Boolean(type?.startsWith('image/')) || medium === 'image' || hasImageEnding(url ?? href ?? '');
}

const hasImageEnding = (url: string): boolean => /\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)/i.test(url);

/** Portraits of bloggers that publishing systems attach to every entry. */
const isAvatar = (url: string | undefined): boolean => /gravatar\.com\/(?:avatar|blavatar)/i.test(url ?? '');

/** The nearest `media:` field of a name: inside the file, beside it, or further out (Media RSS 1.5, "inheritance"). */
function nearest(media: XmlField[], file: XmlField, name: string): string | undefined {
  const named = media.filter((field) => field.name === name);
  for (let place: XmlField | null = file; place !== null; place = place.parent) {
    const found = named.find(({ parent }) => parent === place);
    if (found !== undefined) return found.text;
  }
  return named.find(({ parent }) => parent === null)?.text;
}

function mediaImages(media: XmlField[]): RawImage[] {
  const pictures = media
    .filter(({ name, attribs }) => name === 'content' && isImage(attribs) && !isAvatar(attribs.url))
    .sort((a, b) => (Number(b.attribs.width) || 0) - (Number(a.attribs.width) || 0));
  const thumbnails = media.filter(({ name, attribs }) => name === 'thumbnail' && !isAvatar(attribs.url));
  return [...pictures, ...thumbnails].slice(0, 20).map((file) => ({
    url: file.attribs.url ?? file.text,
    width: file.attribs.width,
    height: file.attribs.height,
    caption: nearest(media, file, 'description') ?? nearest(media, file, 'title'),
    credit: nearest(media, file, 'credit'),
  }));
}

/** Candidates for the entry's picture, best first: Media RSS by width, thumbnails, enclosures, iTunes and plain images. */
export function imagesOf(fields: XmlField[]): RawImage[] {
  const media = fields.filter(({ prefix }) => prefix === 'media');
  const enclosed = fields.filter(
    ({ name, prefix, attribs }) =>
      prefix === '' &&
      isImage(attribs) &&
      (name === 'enclosure' || (name === 'link' && attribs.rel === 'enclosure')),
  );
  const podcast = fields.find(({ prefix, name }) => prefix === 'itunes' && name === 'image');
  const plain = fields.find(
    ({ prefix, name, parent }) => prefix === '' && name === 'image' && parent === null,
  );
  const inside = fields.find(({ name, parent }) => name === 'url' && parent !== null && parent === plain);
  const own = plain?.attribs.href ?? inside?.text ?? plain?.text;
  return [
    ...mediaImages(media),
    ...enclosed.map(({ attribs }) => ({ url: attribs.url ?? attribs.href })),
    ...(podcast === undefined ? [] : [{ url: podcast.attribs.href }]),
    ...(own?.trim() ? [{ url: own }] : []),
  ];
}
