import { describe, expect, it } from 'vitest';
import { expectationIn } from './feeds.ts';

const file = (expression: string) => `<!--\nDescription: a test\nExpect:      ${expression}\n-->\n<rss/>`;

describe('an expectation in a comment', () => {
  it.each([
    [`not bozo and entries[0]['title'] == 'A \\'b\\''`, { entry: 0, field: 'title', value: "A 'b'" }],
    [`not bozo and feed['link'] == u'http://a/\\u00e9'`, { entry: null, field: 'link', value: 'http://a/é' }],
    [`entries[1]['guid'] == "x"`, { entry: 1, field: 'id', value: 'x' }],
    [
      `not bozo and entries[0]['published_parsed'] == (2004, 1, 4, 17, 28, 19, 6, 4, 0)`,
      { entry: 0, field: 'published', value: '2004-01-04T17:28:19.000Z' },
    ],
  ])('%s is read', (expression, expected) => {
    expect(expectationIn(file(expression))).toEqual(expected);
  });

  it.each([
    [`not bozo and entries[0]['title_detail']['type'] == 'text/html'`],
    [`'title' not in feed`],
    [`not bozo and entries[0]['title'] == 'a' and 1`],
    [`not bozo and entries[0]['updated'] == '2003'`],
  ])('%s is left alone', (expression) => {
    expect(expectationIn(file(expression))).toBeNull();
  });

  it('is absent from other files', () => {
    expect(expectationIn('<rss/>')).toBeNull();
  });
});
