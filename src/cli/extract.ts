/** `kabar extract`: `{id, url, html}` rows to `{id, article}` rows. Reads no network and no database. */
import { z } from 'zod';
import { AppError } from '../base/errors.ts';
import type { Page } from '../base/news.ts';
import { canonicalUrl } from '../base/url.ts';
import { extractPage } from '../ingest/page.ts';
import type { RowFilter } from './ndjson.ts';
import { idField } from './rows.ts';

const pageRow = z.object({ id: idField, url: z.string(), html: z.string() });

function articleOf(page: Page): object {
  return {
    headline: page.headline,
    text: page.text,
    authors: page.authors.map((name) => ({ name })),
    publishedAt: page.publishedAt?.toISOString() ?? null,
    modifiedAt: page.modifiedAt?.toISOString() ?? null,
    url: page.url,
    image: page.image,
    language: page.language,
    section: page.section,
    keywords: page.keywords,
  };
}

/** The stage. A page with neither headline nor text is an error row UNPARSABLE. */
export const extractFilter: RowFilter<z.infer<typeof pageRow>> = {
  schema: pageRow,
  apply({ url, html }) {
    // Refuses an address that is none before the page is read.
    canonicalUrl(url);
    const page = extractPage(html, { url });
    if (page.headline === null && page.text === '') {
      throw new AppError('UNPARSABLE', 'There is neither a headline nor a text in this page.');
    }
    return { article: articleOf(page) };
  },
};
