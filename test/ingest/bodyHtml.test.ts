import { describe, expect, it } from 'vitest';
import { articleHtml, textBlock } from '../../src/ingest/blockHtml.ts';
import { paragraphsOf } from '../../src/ingest/paragraphs.ts';
import { parseHtml, textOf } from '../../src/ingest/tree.ts';

const blocksOf = (html: string, baseUrl?: string) =>
  paragraphsOf(parseHtml(html)).map((paragraph) => textBlock(paragraph, baseUrl));
const htmlOf = (html: string) => blocksOf(html, 'https://a.example/news/1').map((block) => block.html);

describe('the HTML of a block', () => {
  it('keeps links to the web, emphasis, code and indices, and nothing else', () => {
    expect(
      htmlOf(
        '<p class="x" onclick="y()">A <b>bold</b> <i>word</i> at <a href="/b" target="_blank">home</a>.</p>',
      ),
    ).toEqual(['<p>A <strong>bold</strong> <em>word</em> at <a href="https://a.example/b">home</a>.</p>']);
    expect(htmlOf('<p>H<sub>2</sub>O <code>x</code> <span style="color:red">red</span></p>')).toEqual([
      '<p>H<sub>2</sub>O <code>x</code> red</p>',
    ]);
  });

  it('drops addresses that run code or carry data', () => {
    const hrefs = [
      'javascript:alert(1)',
      'data:text/html,x',
      ' jAvAsCrIpT:alert(1)',
      'mailto:a@b.example',
      '',
    ];
    for (const href of hrefs)
      expect(htmlOf(`<p>See <a href="${href}">this</a>.</p>`)).toEqual(['<p>See this.</p>']);
  });

  it('leaves relative links out where nobody knows what they are relative to', () => {
    expect(blocksOf('<p>See <a href="/b">this</a>.</p>').map((block) => block.html)).toEqual([
      '<p>See this.</p>',
    ]);
  });

  it('prints markup that stood in the text as text', () => {
    expect(blocksOf('<p>1 &lt; 2 &amp;&amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>')).toEqual([
      {
        text: '1 < 2 && <script>alert(1)</script>',
        html: '<p>1 &lt; 2 &amp;&amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>',
      },
    ]);
  });

  it('is one element named after the one the text stood in', () => {
    const html =
      '<h1>One</h1><h3>Three</h3><h6>Six</h6><ul><li>Item</li><li><p>Other</p></li></ul><blockquote><p>Said</p></blockquote><pre>code</pre><div>Text</div>';
    expect(htmlOf(html)).toEqual([
      '<h2>One</h2>',
      '<h3>Three</h3>',
      '<h4>Six</h4>',
      '<li>Item</li>',
      '<li>Other</li>',
      '<blockquote>Said</blockquote>',
      '<pre>code</pre>',
      '<p>Text</p>',
    ]);
  });

  it('has the text as its text content, whatever the white space, breaks and nesting', () => {
    const odd = [
      '<p> A  <b> b </b>\n<i><b>c</b></i>d<br>e <a href="https://b.example/"> f </a> </p>',
      '<p>one<br> two <b>three<br>four</b></p>',
      '<p><a href="https://b.example/"><b>x</b> y</a>&nbsp;z\u00ad\u200b</p>',
    ];
    for (const block of odd.flatMap((html) => blocksOf(html)))
      expect(textOf(parseHtml(block.html)).replace(/\s+/g, ' ')).toBe(block.text);
    expect(blocksOf(odd[1] ?? '')).toEqual([
      { text: 'one two three four', html: '<p>one<br /> two <strong>three<br /> four</strong></p>' },
    ]);
  });

  it('gathers list items into lists', () => {
    expect(articleHtml(blocksOf('<p>A</p><ul><li>b</li><li>c</li></ul><p>D</p>'))).toBe(
      '<p>A</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n<p>D</p>',
    );
  });

  it('gives a text of thousands of links without them', () => {
    const [block] = blocksOf(`<p>${'<a href="https://b.example/">x</a> y '.repeat(3000)}</p>`);
    expect(block?.html).not.toContain('<a');
    expect(block?.text.startsWith('x y x y')).toBe(true);
  });
});
