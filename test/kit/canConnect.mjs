/** Exit 0 when the PostgreSQL at the given URL answers within three seconds. */
import postgres from 'postgres';

const client = postgres(process.argv[2] ?? '', { max: 1, connect_timeout: 3, onnotice: () => {} });
try {
  await client`select 1`;
} catch {
  process.exitCode = 1;
} finally {
  await client.end({ timeout: 1 });
}
