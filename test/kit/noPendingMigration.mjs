/** Fails when src/store/tables*.ts say something that no migration in drizzle/ does. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const before = readdirSync('drizzle').length;
mkdirSync('dist', { recursive: true });
const copy = mkdtempSync(join('dist', 'migrations-'));
cpSync('drizzle', copy, { recursive: true });
try {
  const flags = ['--dialect', 'postgresql', '--schema', './src/store/tables*.ts', '--out', copy];
  execFileSync('node_modules/.bin/drizzle-kit', ['generate', ...flags], { stdio: 'pipe' });
  if (readdirSync(copy).length > before) {
    process.stderr.write(
      'src/store/tables*.ts have changed: run `npm run db:generate -- --name <verb_noun>`.\n',
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true });
}
