/** A process that delivers until it is killed: DATABASE_URL, ALLOW_HOST, and how far its clock is ahead in ms. */

/** Of the built program, which need not be there when types are checked. */
const built = (/** @type {string} */ path) => import(new URL(`../../dist/${path}`, import.meta.url).href);

const [{ silentLog }, { startDelivery }, { createSender }, { openPostgres }] = await Promise.all(
  ['base/log.js', 'deliver/deliver.js', 'ingest/send.js', 'store/db.js'].map(built),
);
const { DATABASE_URL = '', ALLOW_HOST = '', AHEAD_MS = '0' } = process.env;
const { post } = createSender({ userAgent: 'Kabar/test', timeoutMs: 5_000, allowHosts: [ALLOW_HOST] });
const clock = () => new Date(Date.now() + Number(AHEAD_MS));
const database = openPostgres(DATABASE_URL, { pool: 2, prepare: true });
startDelivery({ database, log: silentLog, clock, post, telegram: null });
process.stdout.write('delivering\n');
