/** `kabar sources set`: changes what an operator decides about a configured outlet. */
import { compile } from 'css-select';
import { AppError } from '../base/errors.ts';
import type { OutletSelectors } from '../base/news.ts';
import { changeSource, findConfigured, type SourceChanges } from '../store/sourceSettings.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeProgress, writeResult } from './io.ts';
import { namedDomain, notConfigured } from './sources.ts';

export interface SetOptions {
  changes: Omit<SourceChanges, 'selectors'>;
  /** Selectors to set; those not named stay. */
  selectors: OutletSelectors;
  /** Drop all selectors first. */
  clearSelectors: boolean;
}

/** Longest selector that is taken, in characters. */
const longestSelector = 500;

/** @throws AppError BAD_INPUT for a selector that does not parse, saying why. */
function assertSelector(name: string, selector: string): void {
  if (selector.trim() === '' || selector.length > longestSelector) {
    throw new AppError('BAD_INPUT', `--selector-${name} must have 1 to ${longestSelector} characters.`);
  }
  try {
    compile(selector);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('BAD_INPUT', `--selector-${name} is no CSS selector: ${reason}`, { cause: thrown });
  }
}

function assertSelectors(selectors: OutletSelectors): void {
  for (const [name, value] of Object.entries(selectors)) {
    for (const selector of Array.isArray(value) ? value : [value]) assertSelector(name, selector);
  }
}

/** The selectors after the change; null when none is left. */
function selectorsAfter(before: OutletSelectors | null, options: SetOptions): OutletSelectors | null {
  const after = { ...(options.clearSelectors ? {} : before), ...options.selectors };
  return Object.keys(after).length > 0 ? after : null;
}

/** `sources set`: takes a domain or an address of the site; selectors are checked before anything is opened. */
export async function setSourceCommand(io: CliIo, text: string, options: SetOptions): Promise<number> {
  const config = await io.readConfig();
  const domain = namedDomain(text);
  const { changes, selectors, clearSelectors } = options;
  assertSelectors(selectors);
  const isSelecting = clearSelectors || Object.keys(selectors).length > 0;
  if (!isSelecting && Object.keys(changes).length === 0) {
    throw new AppError('BAD_INPUT', 'Nothing to change: give at least one option (--help tells which).');
  }
  const changed = await withDatabase(config, async (database) => {
    const source = await findConfigured(database, domain);
    if (source === null) throw notConfigured(domain);
    const own = isSelecting ? { selectors: selectorsAfter(source.selectors, options) } : {};
    await changeSource(database, domain, { ...changes, ...own }, new Date());
    return { ...source, ...changes, ...own };
  });
  const names = [...Object.keys(changes), ...(isSelecting ? ['selectors'] : [])];
  await writeResult(io, `Changed ${changed.name} (${domain}): ${names.join(', ')}.`);
  if (changed.exposure === 'FULL_TEXT' && changed.licenceUrl === null) {
    await writeProgress(io, "Without --licence the publisher's own reservations still hold.");
  }
  return exitCodes.done;
}
