/** What the process of the token classifier and its parent say to each other, one answer to each text. */
import type { AppError } from '../base/errors.ts';
import type { Tagged } from '../enrich/knowledge.ts';

export interface Asked {
  text: string;
}

export type Said =
  | { kind: 'ready' }
  | { kind: 'tagged'; tagged: Tagged }
  | { kind: 'failed'; code: AppError['code']; message: string };
