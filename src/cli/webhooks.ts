/** `kabar webhooks`: the operator's view of every key's webhooks and of what was sent to them. */
import { AppError } from '../base/errors.ts';
import type { Database } from '../store/db.ts';
import { type DeliveryState, deliveriesOfWebhooks, replayDelivery } from '../store/webhookDeliveries.ts';
import { listWebhooks, setWebhookActive, type WebhookRow, webhooksByIds } from '../store/webhooks.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeProgress, writeResult } from './io.ts';
import { textTable } from './table.ts';

/** Rows of a list; older ones are seen in the graph. */
const mostRows = 1_000;
const firstPage = { limit: mostRows, backwards: false, after: null, before: null };

const second = (at: Date | null): string => (at === null ? '-' : `${at.toISOString().slice(0, 19)}Z`);
const orDash = (value: string | number | null): string => (value === null ? '-' : String(value));

/** In a row of a table nothing that came from outside may end the line or move the cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const oneLine = (text: string): string => text.replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ');

const serials = ['rowId', 'keyId', 'savedSearchId', 'webhookId', 'parent', 'sortKey'];

/** What a row says to people and programs; serial keys are the database's own. */
const withoutSerials = (row: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !serials.includes(name)));

async function print(
  io: CliIo,
  rows: readonly Record<string, unknown>[],
  { json, none, table }: { json: boolean; none: string; table: () => string },
): Promise<number> {
  if (json) for (const row of rows) await writeResult(io, JSON.stringify(row));
  else if (rows.length === 0) await writeProgress(io, none);
  else await writeResult(io, table());
  return exitCodes.done;
}

const stateOf = ({ active, inactiveReason }: WebhookRow): string => {
  if (active) return 'ACTIVE';
  return inactiveReason === null ? 'PAUSED' : 'OFF';
};

/** `webhooks list`: newest first; with `json` an object for each. Never a secret. */
export async function listWebhooksCommand(io: CliIo, { json }: { json: boolean }): Promise<number> {
  const config = await io.readConfig();
  const found = await withDatabase(config, (database) => listWebhooks(database, null, firstPage));
  const shown = found.slice(0, mostRows);
  const cells = (row: WebhookRow) => [
    row.id,
    row.keyPrefix,
    row.kind,
    stateOf(row),
    orDash(row.lastStatus),
    String(row.failureCount),
    second(row.lastDeliveryAt),
    row.events.join(','),
    oneLine(row.inactiveReason === null ? row.url : `${row.url} (${row.inactiveReason})`),
  ];
  const header = ['ID', 'KEY', 'KIND', 'STATE', 'STATUS', 'FAILURES', 'LAST SENT', 'EVENTS', 'ADDRESS'];
  return print(io, shown.map(withoutSerials), {
    json,
    none: 'There are no webhooks; clients make them with the mutation createWebhook.',
    table: () => textTable(header, shown.map(cells)),
  });
}

async function webhookNamed(database: Database, id: string): Promise<WebhookRow> {
  const [found] = id.includes('\0') ? [] : await webhooksByIds(database, [id], null);
  if (found) return found;
  throw new AppError('NOT_FOUND', `There is no webhook ${id}; "kabar webhooks list" shows them.`);
}

/** `webhooks deliveries`: the log of one webhook, newest first. @throws AppError NOT_FOUND */
export async function listDeliveriesCommand(
  io: CliIo,
  id: string,
  { json, states }: { json: boolean; states: DeliveryState[] | null },
): Promise<number> {
  const config = await io.readConfig();
  const found = await withDatabase(config, async (database) => {
    const { rowId } = await webhookNamed(database, id);
    return deliveriesOfWebhooks(database, [rowId], states, firstPage);
  });
  const shown = found.slice(0, mostRows);
  const header = ['ID', 'EVENT', 'STATE', 'TRIES', 'STATUS', 'QUEUED', 'NEXT TRY', 'ERROR'];
  const cells = shown.map((row) => [
    row.id,
    row.event,
    row.state,
    String(row.attempts),
    orDash(row.lastStatus),
    second(row.createdAt),
    second(row.nextAttemptAt),
    oneLine(orDash(row.lastError)),
  ]);
  return print(io, shown.map(withoutSerials), {
    json,
    none: 'Nothing was sent to it.',
    table: () => textTable(header, cells),
  });
}

/** `webhooks replay`: queues a delivery again. @throws AppError NOT_FOUND, or BAD_INPUT when its webhook is off */
export async function replayCommand(io: CliIo, id: string): Promise<number> {
  const config = await io.readConfig();
  const replayed = await withDatabase(config, async (database) =>
    id.includes('\0') ? null : replayDelivery(database, { keyId: null, id }, new Date()),
  );
  if (replayed === null) throw new AppError('NOT_FOUND', `There is no delivery ${id}.`);
  await writeResult(io, `Queued ${replayed.id} again; a worker sends it within seconds.`);
  return exitCodes.done;
}

/** `webhooks pause` and `webhooks resume`. @throws AppError NOT_FOUND */
export async function setActiveCommand(io: CliIo, id: string, active: boolean): Promise<number> {
  const config = await io.readConfig();
  await withDatabase(config, async (database) => {
    const webhook = await webhookNamed(database, id);
    return setWebhookActive(database, { keyId: null, id: webhook.id }, active, new Date());
  });
  await writeResult(io, active ? `${id} is told of news again.` : `Paused ${id}.`);
  return exitCodes.done;
}
