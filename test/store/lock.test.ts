import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from '../../src/store/lock.ts';

describe('the lock of an embedded data directory', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'kabar-lock-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is refused while a living process holds it, in a sentence that names the directory', () => {
    const unlock = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(`The data directory ${directory} is in use by process`);
    unlock();
    lockDirectory(directory)();
  });

  it('is taken over from a process that has died', () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(directory, 'kabar.lock'), JSON.stringify({ pid: dead, started: null, token: 'x' }));
    lockDirectory(directory)();
  });

  it('is taken over when the pid lives on as another process', () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const owner = { pid: other.pid, started: 'another-boot/1', token: 'x' };
    writeFileSync(join(directory, 'kabar.lock'), JSON.stringify(owner));
    lockDirectory(directory)();
    other.kill();
  });

  it('survives a file that is no owner at all', () => {
    writeFileSync(join(directory, 'kabar.lock'), 'half a wri');
    lockDirectory(directory)();
  });

  it('says in a sentence why a directory cannot be made or written', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(() => lockDirectory(file)).toThrow(/^Cannot lock the data directory: ENOTDIR/);
    expect(() => lockDirectory(join(file, 'below'))).toThrow(/^Cannot make the data directory: ENOTDIR/);
  });

  it.runIf(process.platform === 'linux')('gives up where the kernel makes no directory', () => {
    expect(() => lockDirectory('/proc/kabar/data')).toThrow(/^Cannot make the data directory: E/);
  });

  it('makes a missing directory', () => {
    lockDirectory(join(directory, 'a', 'b'))();
  });
});
