/** The back-ends for names that the settings ask for; none unless they do (docs/backends.md). */
import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { createDisputeDesk, type DisputeDesk } from './disputeDesk.ts';
import { openNameModel } from './modelProcess.ts';
import type { NameBackends } from './nameBackends.ts';

type With = { clock: () => Date; log: Log };

function openDesk(config: Config, with_: With): DisputeDesk | null {
  const { ENTITY_ENDPOINT: url, ENTITY_ENDPOINT_MODEL: model } = config;
  if (url === undefined) return null;
  if (model === undefined)
    throw new AppError('BAD_INPUT', 'ENTITY_ENDPOINT is set, so ENTITY_ENDPOINT_MODEL must name a model.');
  const key = config.ENTITY_ENDPOINT_KEY ?? null;
  const limits = {
    perArticle: config.ENTITY_QUESTIONS_PER_ARTICLE,
    perDay: config.ENTITY_QUESTIONS_PER_DAY,
  };
  return createDisputeDesk({ url, key, model, timeoutMs: config.ENTITY_ENDPOINT_TIMEOUT_MS }, limits, with_);
}

/**
 * Opens what is set; a model is loaded at once, the endpoint is not asked before there is a question.
 * @throws AppError BAD_INPUT naming the setting that is wrong, and why.
 */
export async function openBackends(config: Config, with_: With): Promise<NameBackends> {
  const desk = openDesk(config, with_);
  const folder = config.ENTITY_MODEL_DIR;
  return { model: folder === undefined ? null : await openNameModel(folder), desk };
}
