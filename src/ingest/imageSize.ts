/** Sizes of pictures as pages and feeds declare them. */

export type ImageSize = { width?: number; height?: number };

/** In pixels; no picture of an article is larger. */
const longestSide = 30_000;

function side(declared: unknown): number | null {
  // Structured data may hold anything, such as an object whose `toString` is no function.
  if (typeof declared !== 'string' && typeof declared !== 'number') return null;
  const [, digits] = /^\s*(\d{1,6})(?:\.0+)?\s*(?:px)?\s*$/i.exec(String(declared)) ?? [];
  const pixels = Number(digits);
  return pixels >= 1 && pixels <= longestSide ? pixels : null;
}

/** Width and height in pixels; empty where either is missing or no number of pixels ("100%"). */
export function imageSize(width: unknown, height: unknown): ImageSize {
  const [across, down] = [side(width), side(height)];
  return across !== null && down !== null ? { width: across, height: down } : {};
}
