/**
 * Rows as bytes, a page at a time: nothing is kept of what was written. A Parquet file is written group by group; of those
 * only their places stay until its end, where the format wants them.
 */
import { stringify } from 'csv-stringify/sync';
import {
  type BasicType,
  ByteWriter,
  type ColumnSource,
  ParquetWriter,
  schemaFromColumnData,
} from 'hyparquet-writer';
import { type ColumnKind, type ExportRow, exportColumns } from './exportRows.ts';
import { csvOptions } from './twins.ts';

type Pages = AsyncIterable<readonly ExportRow[]>;
type Chunks = AsyncGenerator<string | Uint8Array, void, void>;

/** Rows of a group in a Parquet file: twenty pages, some megabytes with whole texts. */
const rowsPerGroup = 2_000;

const listSeparator = '; ';

async function* ndjsonOf(pages: Pages, columns: readonly string[]): Chunks {
  for await (const rows of pages) {
    const ordered = rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? null])));
    if (rows.length > 0) yield `${ordered.map((row) => JSON.stringify(row)).join('\n')}\n`;
  }
}

const cellOf = (value: ExportRow[string] | undefined) =>
  Array.isArray(value) ? value.join(listSeparator) : value;

async function* csvOf(pages: Pages, columns: readonly string[]): Chunks {
  yield stringify([[...columns]], csvOptions);
  for await (const rows of pages) {
    const cells = rows.map((row) => columns.map((name) => cellOf(row[name])));
    if (rows.length > 0) yield stringify(cells, csvOptions);
  }
}

const parquetTypes: Record<ColumnKind, BasicType> = {
  ...{ text: 'STRING', texts: 'STRING', integer: 'INT32', boolean: 'BOOLEAN', instant: 'TIMESTAMP' },
};

/** One column of a group; lists become text, instants dates. */
function columnOf(name: string, rows: readonly ExportRow[]): ColumnSource {
  const kind = exportColumns[name] ?? 'text';
  const data = rows.map((row) => {
    const value = cellOf(row[name]) ?? null;
    return kind === 'instant' && typeof value === 'string' ? new Date(value) : value;
  });
  return { name, data, type: parquetTypes[kind], offsetIndex: false };
}

/** What was written since the last time; the buffer is used again. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

async function* parquetOf(pages: Pages, columns: readonly string[]): Chunks {
  const writer = new ByteWriter();
  const columnsFor = (rows: readonly ExportRow[]) => columns.map((name) => columnOf(name, rows));
  const schema = schemaFromColumnData({ columnData: columnsFor([]) });
  const file = new ParquetWriter({ writer, schema, createdBy: 'Kabar' });
  const write = async (rows: readonly ExportRow[]) => {
    await file.write({ columnData: columnsFor(rows), rowGroupSize: rowsPerGroup });
    return taken(writer);
  };
  let waiting: ExportRow[] = [];
  // The mark that a file begins with, so that the answer begins before the first group is full.
  yield taken(writer);
  for await (const rows of pages) {
    waiting.push(...rows);
    if (waiting.length < rowsPerGroup) continue;
    yield await write(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield await write(waiting);
  await file.finish();
  yield taken(writer);
}

/** Forms of an export, by the ending of its address. */
export const exportForms = {
  ndjson: { mediaType: 'application/x-ndjson; charset=utf-8', write: ndjsonOf },
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', write: csvOf },
  parquet: { mediaType: 'application/vnd.apache.parquet', write: parquetOf },
} as const;

export type ExportForm = keyof typeof exportForms;
