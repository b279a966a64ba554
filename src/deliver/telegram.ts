/**
 * Deliveries as messages of a Telegram bot: HTML of the few elements that the Bot API knows, with a link to the publisher.
 * @see https://core.telegram.org/bots/api#html-style
 */
import { escapeHtml } from '../base/html.ts';

interface Source {
  name: string;
}

/** The parts of a payload's data that messages are made of; documents.ts asks for them. */
interface Told {
  article?: {
    url?: string;
    headline?: string;
    description?: string | null;
    source?: Source;
    rights?: { creditText: string };
  };
  story?: {
    headline: string;
    articleCount: number;
    sourceCount: number;
    firstReport: { url: string; source: Source };
  };
  entry?: {
    name: string;
    trend: { rank: number; articleCount: number; sourceCount: number };
    topStory: { headline: string } | null;
  };
}

/**
 * Characters that each part may have. A message has at most 4,096 UTF-16 units, elements not counted; together the parts
 * stay below that even where each character takes two, so that a message is never cut inside an element.
 */
const most = { headline: 300, description: 1_000, name: 100, credit: 200 };

/** The text cut at a whole character, escaped. */
function part(text: string, limit: number): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  const cut = letters.length > limit ? `${letters.slice(0, limit - 1).join('')}…` : letters.join('');
  return escapeHtml(cut);
}

const link = (url: string, text: string): string =>
  `<a href="${escapeHtml(url)}">${part(text, most.name)}</a>`;
const bold = (text: string): string => `<b>${part(text, most.headline)}</b>`;

/** Addresses longer than this are left out: the message would be refused. */
const longestUrl = 1_000;
const isShort = (url: string): boolean => escapeHtml(url).length <= longestUrl;

function articleText({
  url = '',
  headline = '',
  description,
  source,
  rights,
}: NonNullable<Told['article']>): string {
  const lines = [bold(headline)];
  if (description) lines.push('', part(description, most.description));
  if (rights) lines.push('', `<i>${part(rights.creditText, most.credit)}</i>`);
  if (isShort(url)) lines.push(link(url, source?.name ?? url));
  return lines.join('\n');
}

function storyText({ headline, articleCount, sourceCount, firstReport }: NonNullable<Told['story']>): string {
  const { url, source } = firstReport;
  const lines = [`⚡ ${bold(headline)}`, `${articleCount} articles, ${sourceCount} outlets`];
  if (isShort(url)) lines.push(link(url, source.name));
  return lines.join('\n');
}

function entryText({ name, trend, topStory }: NonNullable<Told['entry']>): string {
  const counts = `${trend.articleCount} articles, ${trend.sourceCount} outlets`;
  const lines = [`📈 <b>${part(name, most.name)}</b>, ${trend.rank} of the day: ${counts}`];
  if (topStory) lines.push(part(topStory.headline, most.headline));
  return lines.join('\n');
}

/** The message for a payload's data; null for what is not told to chats. */
export function messageOf(data: Record<string, unknown>): string | null {
  const { article, story, entry } = data as Told;
  if (article?.headline) return articleText(article);
  if (story) return storyText(story);
  return entry ? entryText(entry) : null;
}
