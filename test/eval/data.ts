/** Third-party data sets for measuring, which lie outside the repository and are never committed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.EVAL_DATA ?? '../shared/data';

/** Where a data set lies below `EVAL_DATA`; null, and a line that says so, when it is not there. */
export function findData(path: string): string | null {
  const found = join(folder, path);
  if (existsSync(found)) return found;
  console.log(`absent, not measured: ${found} (EVAL_DATA names the folder of data sets)`);
  return null;
}
