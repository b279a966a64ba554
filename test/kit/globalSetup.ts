/** Makes what each test file's database starts from: a PGlite snapshot, or a template database on PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { databaseOfPglite, openPostgres } from '../../src/store/db.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { openPglite } from '../../src/store/pglite.ts';
import { onServer, postgresUrl, urlOf } from './database.ts';

async function makeTemplate(project: TestProject) {
  const name = `kabar_template_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const database = openPostgres(urlOf(name), { pool: 1, prepare: true });
  await migrateDatabase(database, urlOf(name));
  await database.close();
  project.provide('template', name);
  return () => onServer(`drop database ${name} with (force)`);
}

async function makeSnapshot(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'kabar-test-'));
  const lite = await openPglite({ dataDir: null });
  await migrateDatabase(databaseOfPglite(lite), undefined);
  writeFileSync(join(folder, 'snapshot.tar'), await lite.dump());
  await lite.close();
  project.provide('snapshot', join(folder, 'snapshot.tar'));
  return async () => rmSync(folder, { recursive: true });
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  return postgresUrl ? makeTemplate(project) : makeSnapshot(project);
}
