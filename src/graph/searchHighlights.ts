/** What of an article matched a search, in the texts that may be shown: headline and excerpt. */
import DataLoader from 'dataloader';
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { escapeHtml } from '../base/html.ts';
import type { ArticleRow } from '../store/articles.ts';
import { type WordOfText, wordsMeant } from '../store/searchHighlights.ts';
import type { Search } from '../store/searchNames.ts';
import { searchWords } from '../store/searchWords.ts';
import { Article } from './article.ts';
import { descriptionFor } from './body.ts';
import type { GraphContext } from './context.ts';
import { articleShowing } from './showing.ts';

@ObjectType({ simpleResolvers: true, description: 'A text of an article with the words that a query meant.' })
export class Highlight {
  @Field(() => String, { description: 'The field the text is of: headline or description.' })
  field!: string;

  @Field(() => String, { description: 'The text as HTML; the words are in mark elements.' })
  fragment!: string;
}

/** An article as a search found it. */
export type FoundArticle = ArticleRow & {
  /** The query that found it; absent on articles that no query found. */
  search?: Search | null;
};

/** A word as printed, with the apostrophes, dots and hyphens inside it. */
const printedWord = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu;

const wordsIn = (text: string, language: string): WordOfText[] =>
  searchWords(text).map((word) => ({ word, language }));

/** The text as HTML with the meant words marked; null when none is in it. */
function marked(text: string, language: string, meant: ReadonlySet<string>): string | null {
  const html: string[] = [];
  let from = 0;
  for (const { index, 0: printed } of text.matchAll(printedWord)) {
    if (!searchWords(printed).some((word) => meant.has(`${language} ${word}`))) continue;
    const word = printed.replace(/['’.-]+$/u, '');
    html.push(escapeHtml(text.slice(from, index)), `<mark>${escapeHtml(word)}</mark>`);
    from = index + word.length;
  }
  return html.length === 0 ? null : [...html, escapeHtml(text.slice(from))].join('');
}

interface Shown {
  search: Search;
  language: string;
  texts: [field: string, text: string][];
}

/** The texts of all articles of a page are looked through in one statement. */
function loaderOf({ loaders, database }: GraphContext, search: Search) {
  return loaders.once(
    `highlights ${JSON.stringify(search.node)}`,
    () =>
      new DataLoader<Shown, ReadonlySet<string>>(async (shown) => {
        const words = shown.flatMap(({ texts, language }) =>
          texts.flatMap(([, text]) => wordsIn(text, language)),
        );
        const distinct = new Map(words.map((word) => [`${word.language} ${word.word}`, word]));
        const meant = await wordsMeant(database, search, [...distinct.values()]);
        return shown.map(() => meant);
      }),
  );
}

@Resolver(() => Article)
export class HighlightsResolver {
  @FieldResolver(() => [Highlight], {
    nullable: true,
    description:
      'Its texts with the words that the query meant, as far as they may be shown; only on what a query found, else null.',
  })
  async highlights(@Root() article: FoundArticle, @Ctx() context: GraphContext): Promise<Highlight[] | null> {
    const { search, inLanguage: language, headline } = article;
    if (!search) return null;
    const source = await context.loaders.source.load(article.sourceId);
    const description = source && descriptionFor(article.description, articleShowing(article, source));
    const texts: Shown['texts'] = [['headline', headline]];
    if (description) texts.push(['description', description]);
    const meant = await loaderOf(context, search).load({ search, language, texts });
    return texts.flatMap(([field, text]) => {
      const fragment = marked(text, language, meant);
      return fragment === null ? [] : [{ field, fragment }];
    });
  }
}
