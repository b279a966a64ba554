/** The playground's built files: where they are, and the page as it is sent. */
import { existsSync, readFileSync } from 'node:fs';
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

/** The page with `label` beside the name ("Demo newsroom"); null prints none. */
export function renderPlayground(folder: string, label: string | null): string {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const tag = /<meta name="kabar-label" content=""\s*\/?>/;
  return page.replace(tag, () => `<meta name="kabar-label" content="${escapeHtml(label ?? '')}">`);
}

/** True for a browser that asks for a page: it accepts HTML by name and brings no operation. */
export function wantsPage(request: {
  method: string;
  accept: string | undefined;
  hasQuery: boolean;
}): boolean {
  return request.method === 'GET' && !request.hasQuery && (request.accept?.includes('text/html') ?? false);
}
