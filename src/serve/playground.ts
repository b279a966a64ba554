/** The playground's built files: where they are, and the page as it is sent. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Seen from `dist/serve`, and from `src/serve`, beside which stands only the page's source. */
const candidates = ['../web/playground', '../../dist/web/playground'];

/** The folder with the built page and its assets; null when it has not been built. */
export function findPlayground(): string | null {
  const folders = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return folders.find((folder) => existsSync(join(folder, 'assets'))) ?? null;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/**
 * The page with `label` beside the name ("Demo newsroom"; null prints none). It is read anew each time, since a new build
 * renames the assets it points to. Null when the page is not there.
 */
export async function renderPlayground(folder: string, label: string | null): Promise<string | null> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
  const tag = /<meta name="kabar-label" content=""\s*\/?>/;
  return page?.replace(tag, () => `<meta name="kabar-label" content="${escapeHtml(label ?? '')}">`) ?? null;
}

/** True for a browser that asks for a page: it accepts HTML by name and brings no operation. */
export function wantsPage(request: {
  method: string;
  accept: string | undefined;
  hasQuery: boolean;
}): boolean {
  return request.method === 'GET' && !request.hasQuery && (request.accept?.includes('text/html') ?? false);
}
