/** The settings as documents, made from the one schema that reads them: the README's table and `.env.example`. */
import { z } from 'zod';
import { configSchema } from '../base/config.ts';

/** One setting as a person needs to know it. */
export interface SettingRow {
  name: string;
  /** As one would write it in the environment; null when the setting is unset by default. */
  default: string | null;
  /** Values it takes, in words. */
  values: string;
  meaning: string;
}

interface PropertySchema {
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  description?: string;
}

function written(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return Array.isArray(value) ? value.join(',') : String(value);
}

function valuesOf({ type, enum: choices, minimum, maximum }: PropertySchema): string {
  if (choices) return choices.includes('true') ? 'true, false' : choices.join(', ');
  if (type === 'integer') return `${minimum ?? 0} to ${maximum ?? 'any'}`;
  return 'text';
}

/** Every setting, in the order of the schema. */
export function settingRows(): SettingRow[] {
  const { properties = {} } = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' });
  const defaults: Record<string, unknown> = configSchema.parse({});
  return Object.entries(properties).map(([name, property]) => {
    const schema = property as PropertySchema;
    return {
      name,
      default: written(defaults[name]),
      values: valuesOf(schema),
      meaning: schema.description ?? '',
    };
  });
}

/** A Markdown table of the settings, without a newline at the end. */
export function settingsTable(): string {
  const cell = (text: string) => text.replace(/\|/g, '\\|');
  const lines = settingRows().map(({ name, default: value, values, meaning }) => {
    const shown = value === null ? 'unset' : value === '' ? 'empty' : `\`${value}\``;
    return `| \`${name}\` | ${cell(shown)} | ${cell(values)} | ${cell(meaning)} |`;
  });
  return ['| Setting | Default | Values | Meaning |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

/** The text of `.env.example`: every setting with its meaning, commented out at its default. */
export function envExample(): string {
  const head =
    '# Settings of Kabar. Copy to .env and remove the # in front of what you change; the environment wins over .env.\n' +
    '# Made from src/base/config.ts: npm run -s kabar -- settings --env > .env.example\n';
  const blocks = settingRows().map(({ name, default: value, values, meaning }) => {
    const range = values === 'text' ? '' : ` (${values})`;
    const quoted = value !== null && /[\s#'"]/.test(value) ? `"${value}"` : (value ?? '');
    return `\n# ${meaning}${range}\n# ${name}=${quoted}\n`;
  });
  return head + blocks.join('');
}
