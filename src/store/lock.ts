/**
 * The exclusive lock of an embedded database's directory. PGlite has none of its own, and two processes on one
 * directory lose acknowledged rows without an error. The lock is a file, linked into place, that names its owner; it is
 * taken over only from an owner that is provably gone, never by age.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../base/errors.ts';

interface Owner {
  pid: number;
  /** Kernel start time of the process, so that a recycled pid is not taken for the owner; null off Linux. */
  started: string | null;
  token: string;
}

/** Start time of a process in clock ticks after boot (proc(5), stat field 22), joined with the boot id. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The command name may hold spaces and brackets: fields are counted after its closing one.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks ? `${boot}/${ticks}` : null;
  } catch {
    return null;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return owner.started === null || owner.started === startOf(owner.pid);
}

function readOwner(path: string): Owner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return null;
  }
}

/** With its parents. Node's own `recursive` never returns where the kernel makes no directories, such as in /proc. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  try {
    mkdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new AppError('BAD_INPUT', `Cannot make the data directory: ${(error as Error).message}`);
  }
}

/** Linking a finished file is atomic: nobody ever reads a half-written owner. */
function tryCreate(path: string, owner: Owner): boolean {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, JSON.stringify(owner));
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new AppError('BAD_INPUT', `Cannot lock the data directory: ${(error as Error).message}`);
  } finally {
    if (existsSync(draft)) rmSync(draft);
  }
}

/** Moves a dead owner's file away. Renaming is atomic, so of several processes only one takes it. */
function removeDead(path: string): void {
  const grave = `${path}.${randomUUID()}`;
  try {
    renameSync(path, grave);
  } catch {
    return;
  }
  const moved = readOwner(grave);
  // Somebody took over between our look and our move: give the file back and let the retry see it.
  if (moved && isAlive(moved) && !tryCreate(path, moved)) rmSync(path, { force: true });
  rmSync(grave, { force: true });
}

/**
 * Locks `directory` (made when missing) for this process and returns the function that unlocks it.
 * @throws AppError CONFLICT in one sentence when another living process holds it.
 */
export function lockDirectory(directory: string): () => void {
  makeDirectory(resolve(directory));
  const path = join(directory, 'kabar.lock');
  const me: Owner = { pid: process.pid, started: startOf(process.pid), token: randomUUID() };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (tryCreate(path, me)) {
      return () => {
        if (readOwner(path)?.token === me.token) rmSync(path, { force: true });
      };
    }
    const owner = readOwner(path);
    if (owner && isAlive(owner)) throw inUse(directory, owner.pid);
    removeDead(path);
  }
  throw inUse(directory, readOwner(path)?.pid ?? null);
}

function inUse(directory: string, pid: number | null): AppError {
  const holder = pid === null ? 'another process' : `process ${pid}`;
  return new AppError(
    'CONFLICT',
    `The data directory ${directory} is in use by ${holder}: stop it, choose another KABAR_DATA_DIR, or set DATABASE_URL to share one PostgreSQL.`,
    { data: { directory, pid } },
  );
}
