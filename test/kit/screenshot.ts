/**
 * The picture of the playground in the README, taken from a running gateway:
 * `SCREENSHOT_OF=http://127.0.0.1:4000 npx vitest run --config test/vitest.config.ts test/serve/screenshot.test.ts`
 */
import { openBrowser, runTab, watch } from './browser.ts';

const size = { width: 1600, height: 900 };

/** Runs an example, opens the documentation beside it and saves what is seen. @throws without a browser, or when the answer holds an error. */
export async function takeScreenshot(origin: string, path: string): Promise<void> {
  const browser = await openBrowser();
  if (browser === null) throw new Error('Chromium is not installed');
  try {
    const page = await browser.newPage({ viewport: size, colorScheme: 'light' });
    const misdeeds = watch(page, origin);
    const answer = await runTab(page, origin, 'OneStoryManyOutlets');
    if (!answer.includes('"data"')) throw new Error(`The example failed: ${answer.slice(0, 300)}`);
    await page.locator('button[aria-label="Show Documentation Explorer"]').click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
    await page.locator('.graphiql-doc-explorer').getByText('articles', { exact: true }).first().waitFor();
    await page.mouse.move(size.width / 2, 5);
    await page.waitForTimeout(1_000);
    const faults = [...misdeeds.foreignRequests, ...misdeeds.errors];
    if (faults.length > 0) throw new Error(`The page misbehaved: ${faults.join('; ')}`);
    await page.screenshot({ path });
  } finally {
    await browser.close();
  }
}
