/** One database for the length of a command, migrated before and closed after. */
import type { Config } from '../base/config.ts';
import { type Database, openDatabase } from '../store/db.ts';
import { migrateDatabase } from '../store/migrate.ts';

/** Runs `use` on the configured database and closes it, whatever happens. */
export async function withDatabase<T>(config: Config, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(config);
  try {
    await migrateDatabase(database, config.DATABASE_URL);
    return await use(database);
  } finally {
    await database.close();
  }
}
