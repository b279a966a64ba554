/** Fields that the rows of several filters share. An absent field and `null` mean the same. */
import { z } from 'zod';
import { parseDate } from '../base/time.ts';

export const idField = z.union([z.string(), z.number()], { error: 'expected a string or a number' });

export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** ISO 8601 with a zone keeps its milliseconds; other printed dates are read as in feeds. */
function instantOf(text: string): Date | null {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) {
    const at = new Date(text);
    if (!Number.isNaN(at.getTime())) return at;
  }
  return parseDate(text)?.at ?? null;
}

/** An instant as text, or as milliseconds since 1970. */
export const instantField = z.union([z.string(), z.number()]).transform((value, context) => {
  const at = typeof value === 'number' ? new Date(value) : instantOf(value);
  if (at !== null && !Number.isNaN(at.getTime())) return at;
  context.addIssue({ code: 'custom', message: 'expected an instant such as 2015-11-27T03:00:00Z' });
  return z.NEVER;
});

export const optionalInstant = instantField.nullish().transform((at) => at ?? null);

/** BCP 47; only the primary tag counts ("id-ID" is "id"). */
export const optionalLanguage = optionalText.transform((tag) => tag?.split(/[-_]/)[0]?.toLowerCase() || null);
