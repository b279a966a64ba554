/** Scores of quote variants on labelled groups: every two reports of different articles are a pair. */
import { createHash } from 'node:crypto';
import { type Statement, variantsAmong, withinStory } from '../../src/store/quoteMatch.ts';
import { statementWords } from '../../src/store/quoteWords.ts';
import { type StatementGroup, statementGroups } from '../gold/quotes/groups.ts';

/** A pair of reports: what it is, and whether it was taken for the same statement. */
export interface JudgedPair {
  group: string;
  texts: [string, string];
  isAcross: boolean;
  isSame: boolean;
  isFound: boolean;
}

/** The groups of one half; see test/gold/quotes/README.md. */
export function groupsOf(half: 'development' | 'test'): StatementGroup[] {
  const parity = half === 'development' ? 0 : 1;
  return statementGroups.filter(
    ({ name }) => (createHash('sha256').update(name).digest()[0] ?? 0) % 2 === parity,
  );
}

/** Every pair of a group, judged as the graph judges the quotes of one speaker in one story. */
export function judge({ name, reports }: StatementGroup): JudgedPair[] {
  const lines = reports.map((line, id) => {
    const [article = '', language = '', statement = '', text = ''] = line.split('|');
    const words = statementWords(text, language);
    const report: Statement = { id: id + 1, articleId: article.charCodeAt(0), words };
    return { report: { ...report, floors: withinStory }, statement, text };
  });
  return lines.flatMap((a, i) => {
    const found = variantsAmong(
      a.report,
      lines.map(({ report }) => report),
    );
    return lines.slice(i + 1).flatMap((b): JudgedPair[] => {
      if (a.report.articleId === b.report.articleId) return [];
      return [
        {
          group: name,
          texts: [a.text, b.text],
          isAcross: a.report.words.language !== b.report.words.language,
          isSame: a.statement === b.statement,
          isFound: found.some(({ id }) => id === b.report.id),
        },
      ];
    });
  });
}
