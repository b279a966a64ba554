/** What the pipeline is made of, opened once a process by openPipeline.ts. */
import type { Config } from '../base/config.ts';
import type { Log } from '../base/log.ts';
import type { Fetcher } from '../ingest/http.ts';
import type { Database } from '../store/db.ts';
import type { Readers } from './readers.ts';
import type { RightsBook } from './rights.ts';
import type { RobotsCache } from './robotsCache.ts';
import type { StoryWriter } from './storyWriter.ts';

export interface Pipeline {
  config: Config;
  log: Log;
  clock: () => Date;
  database: Database;
  fetcher: Fetcher;
  robots: RobotsCache;
  rights: RightsBook;
  readers: Readers;
  stories: StoryWriter;
}
