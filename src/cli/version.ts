/** The version of this program. */
import { readFileSync } from 'node:fs';

/** `version` of package.json, two folders up in sources and build alike. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
