/** A headless Chromium from the system, where one is installed; browser tests are skipped elsewhere. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const executables = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of the installed browser, or null. */
export const browserPath = executables.find((path) => existsSync(path)) ?? null;

/** Opens it without any talk to its maker's services; null when none is installed. */
export async function openBrowser(): Promise<Browser | null> {
  if (browserPath === null) return null;
  return chromium.launch({
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  });
}

/** What a page did that it should not have: requests to other origins, console errors, uncaught exceptions. */
export interface Misdeeds {
  foreignRequests: string[];
  errors: string[];
}

/** Starts to watch a page; the lists grow as things happen. */
export function watch(page: Page, origin: string): Misdeeds {
  const misdeeds: Misdeeds = { foreignRequests: [], errors: [] };
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url)) misdeeds.foreignRequests.push(url);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') misdeeds.errors.push(message.text());
  });
  page.on('pageerror', (error) => misdeeds.errors.push(error.message));
  return misdeeds;
}

/**
 * Opens the playground, brings the tab called `name` to the front (null: the one that is there already) and runs it;
 * the answer's text as far as it is shown.
 */
export async function runTab(page: Page, origin: string, name: string | null): Promise<string> {
  await page.goto(`${origin}/graphql`);
  const run = page.locator('.graphiql-execute-button');
  await run.waitFor({ timeout: 30_000 });
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  if (name !== null) {
    await page.getByRole('tab', { name, exact: true }).click();
    // GraphiQL looks for the operation's name a moment after the text has changed, and shows nothing when it has.
    await page.waitForTimeout(700);
  }
  await run.click();
  const shown = page.locator('.graphiql-response .view-lines').filter({ hasText: /"(?:data|errors)"/ });
  await shown.waitFor({ timeout: 15_000 });
  const lines = await page.locator('.graphiql-response .view-line').allTextContents();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}
