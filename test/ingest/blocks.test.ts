import { describe, expect, it } from 'vitest';
import { contextOf } from '../../src/ingest/blockContext.ts';
import { featuresOf } from '../../src/ingest/blockFeatures.ts';
import { shippedModel } from '../../src/ingest/blockModel.ts';
import { isWithin, segment } from '../../src/ingest/blocks.ts';
import { parseHtml } from '../../src/ingest/tree.ts';
import { packTrees, predict, unpackTrees } from '../../src/ingest/trees.ts';
import { boost } from '../eval/boost.ts';

const textsOf = (html: string) => segment(parseHtml(html)).blocks.map(({ text }) => text);
const noHints = { headline: '', description: '', articleBody: '' };

describe('blocks', () => {
  it('begin and end at tags that begin a line, not at those within one', () => {
    expect(textsOf('<div>One <b>and</b> two<p>Three</p>four</div><ul><li>five</ul>')).toEqual([
      'One and two',
      'Three',
      'four',
      'five',
    ]);
  });

  it('are parted by two breaks, and by one after a sentence', () => {
    expect(textsOf('<p>A line<br>goes on<br><br>A paragraph.<br>Another</p>')).toEqual([
      'A line goes on',
      'A paragraph.',
      'Another',
    ]);
  });

  it('leave out scripts, buttons, hidden words and lines without a letter or digit', () => {
    expect(
      textsOf(
        '<p>Seen <span hidden>not</span><script>x</script></p><button>Share</button><p>* * *</p><p>7</p>',
      ),
    ).toEqual(['Seen', '7']);
  });

  it('know their links, emphasis and the elements above', () => {
    const [block] = segment(
      parseHtml('<section class="related"><p><a href="/x">Link</a> and <b>bold</b></p></section>'),
    ).blocks;
    expect(block).toMatchObject({ text: 'Link and bold', linkChars: 4, boldChars: 4, links: 0 });
    expect(block && isWithin(block.container, ({ marks }) => marks.isFurniture)).toBe(true);
    expect(block && isWithin(block.container, ({ marks }) => marks.isComments)).toBe(false);
  });

  it('are ten thousand at most', () => {
    expect(textsOf('<p>x</p>'.repeat(12_000))).toHaveLength(10_000);
  });
});

describe('features', () => {
  it('are as many as the shipped model reads, for every block and any page', () => {
    const pages = [
      '<p>One</p>',
      '<article><h1>H</h1><p>Text, more text.</p></article><table><tr><td>1</table>',
    ];
    for (const html of pages) {
      const rows = featuresOf(contextOf(segment(parseHtml(html)), noHints));
      for (const row of rows) {
        expect(row).toHaveLength(shippedModel().features);
        expect([...row].every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('are none for a page without text', () => {
    expect(featuresOf(contextOf(segment(parseHtml('')), noHints))).toEqual([]);
  });
});

describe('trees', () => {
  const rows = Array.from({ length: 400 }, (_, i) => Float32Array.from([i % 20, (i * 7) % 13]));
  const labels = rows.map(([a = 0, b = 0]) => a > 9 && b > 4);
  const options = { trees: 30, depth: 3, rate: 0.3, columnShare: 1, rowShare: 1 };
  const trained = boost({ rows, labels, weights: rows.map(() => 1) }, options);

  it('learn what tells the classes apart', () => {
    expect(rows.filter((row, i) => predict(trained, row) > 0.5 === labels[i])).toHaveLength(rows.length);
  });

  it('answer the same after they were written to a file and read', () => {
    const read = unpackTrees(JSON.parse(JSON.stringify(packTrees(trained))));
    for (const row of rows) expect(predict(read, row)).toBe(predict(trained, row));
  });

  it('refuse a row of another length', () => {
    expect(() => predict(trained, Float32Array.from([1]))).toThrow(
      'The model reads 2 features, the row has 1',
    );
  });
});
