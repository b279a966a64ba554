import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import { findPlayground } from '../../src/serve/playground.ts';
import type { Database } from '../../src/store/db.ts';
import { browserPath, openBrowser, runTab, watch } from '../kit/browser.ts';
import { openTestDatabase } from '../kit/database.ts';
import { startTestServer, type TestServer } from './server.ts';

describe.runIf(browserPath)('the playground in a browser', () => {
  let database: Database;
  let server: TestServer;
  let browser: Browser | null = null;

  beforeAll(async () => {
    if (findPlayground() === null) {
      await build({ configFile: 'src/web/playground/vite.config.ts', logLevel: 'warn' });
    }
    database = await openTestDatabase();
    server = await startTestServer(database, { schema: buildGraph(), label: 'Demo newsroom' });
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.close();
  });

  const openPage = async () => {
    if (!browser) throw new Error('The browser did not start');
    const page = await browser.newPage();
    return { page, misdeeds: watch(page, server.url) };
  };

  it('runs an example and shows data, asking nobody but our own origin', async () => {
    const { page, misdeeds } = await openPage();
    const answer = await runTab(page, server.url, 'OneStoryManyOutlets');
    expect(answer).toContain('"data"');
    expect(answer).not.toContain('"errors"');
    expect(await page.locator('header.kabar').textContent()).toMatch(
      /^Kabar.*Demo newsroomschema\.graphqlHTTP 200 · \d+ ms · \d+ B · \d+ points, \d+ left$/,
    );
    expect(misdeeds).toEqual({ foreignRequests: [], errors: [] });
    await page.close();
  });

  it('passes the variables of an example', async () => {
    const { page, misdeeds } = await openPage();
    expect(await runTab(page, server.url, 'PersonPage')).toContain('"person": null');
    expect(misdeeds.errors).toEqual([]);
    await page.close();
  });

  it('shows that a subscription is connected, and ends it when asked to', async () => {
    const { page, misdeeds } = await openPage();
    await page.goto(`${server.url}/graphql`);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Live', exact: true }).click();
    await page.waitForTimeout(700);
    const run = page.locator('.graphiql-execute-button');
    await run.click();
    await page.locator('.facts', { hasText: /^live · 0 events$/ }).waitFor({ timeout: 15_000 });
    await run.click();
    await page.locator('.facts', { hasText: /^ended/ }).waitFor();
    expect(misdeeds).toEqual({ foreignRequests: [], errors: [] });
    await page.close();
  });

  it('copies an operation as a command', async () => {
    const { page } = await openPage();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await runTab(page, server.url, 'Sources');
    await page.getByRole('button', { name: 'Copy as …' }).click();
    await page.getByRole('menuitem', { name: 'curl' }).click();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toMatch(/^curl -s 'http:\/\/127\.0\.0\.1:\d+\/graphql' /);
    expect(copied).toContain('query Sources');
    await page.close();
  });

  it('opens a shared operation in front', async () => {
    const { page } = await openPage();
    await runTab(page, server.url, 'Sources');
    await page.getByRole('button', { name: 'Copy a link to this operation' }).click();
    await page.waitForURL(/#share=/);
    const link = page.url();
    const { page: other, misdeeds } = await openPage();
    await other.goto(link);
    await other.locator('.graphiql-query-editor .view-line').first().waitFor();
    expect(await other.locator('.graphiql-query-editor').textContent()).toContain('Sources');
    expect(misdeeds.foreignRequests).toEqual([]);
    await Promise.all([page.close(), other.close()]);
  });

  it('shows the documentation of the graph', async () => {
    const { page, misdeeds } = await openPage();
    await runTab(page, server.url, null);
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
    await page.locator('.graphiql-doc-explorer').getByText('trending', { exact: true }).waitFor();
    expect(misdeeds.foreignRequests).toEqual([]);
    await page.close();
  });
});
