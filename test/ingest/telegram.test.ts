import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/ingest/feed.ts';
import { headlineOf } from '../../src/ingest/telegram.ts';

const source = { url: 'https://t.me/s/koran', now: new Date('2026-01-01T00:00:00Z') };

const message = (id: number, inner: string) =>
  `<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="koran/${id}">
   <div class="tgme_widget_message_bubble">${inner}<div class="tgme_widget_message_footer"><a class="tgme_widget_message_date" href="https://t.me/koran/${id}"><time datetime="2015-11-27T03:00:00+00:00" class="time">10:00</time></a></div></div></div></div>`;
const text = (html: string) =>
  `<div class="tgme_widget_message_text js-message_text" dir="auto">${html}</div>`;
const page = (messages: string) =>
  `<!DOCTYPE html><html><head><title>Koran – Telegram</title></head><body><div class="tgme_channel_info"><div class="tgme_channel_info_header_title"><span>Koran &amp; Kita</span></div><div class="tgme_channel_info_header_username"><a href="https://t.me/koran">@koran</a></div></div><section>${messages}</section></body></html>`;

describe('the preview of a Telegram channel', () => {
  const photo =
    '<a class="tgme_widget_message_photo_wrap x" style="width:800px;background-image:url(\'https://cdn.example/p.jpg\')"></a>';
  const reply = `<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text">Pesan lama</div></a>`;
  const feed = parseFeed(
    page(
      message(
        1,
        photo + text('<b>Banjir 5 &lt; 6 m di Solo</b><br/><br/>Air naik <a href="/x">semalam</a>.'),
      ) +
        message(2, photo) +
        message(3, reply + text('Pesan baru')),
    ),
    source,
  );

  it('gives its messages as whole entries', () => {
    expect(feed).toMatchObject({ kind: 'TELEGRAM', title: 'Koran & Kita', siteUrl: 'https://t.me/koran' });
    expect(feed.entries[0]).toMatchObject({
      guid: 'koran/1',
      url: 'https://t.me/koran/1',
      headline: 'Banjir 5 < 6 m di Solo',
      contentHtml: '<p>Banjir 5 &lt; 6 m di Solo</p><p>Air naik semalam.</p>',
      publishedAt: new Date('2015-11-27T03:00:00Z'),
      image: { url: 'https://cdn.example/p.jpg', caption: null, credit: null },
      isWhole: true,
    });
  });

  it('tells messages without a text as faults', () => {
    expect(feed.faults).toEqual([{ index: 1, message: 'The message has no text' }]);
  });

  it('does not take the message that is answered for the answer', () => {
    expect(feed.entries[1]?.headline).toBe('Pesan baru');
  });

  it('is told from other pages', () => {
    expect(() => parseFeed('<!doctype html><html><body>Masuk</body></html>', source)).toThrow('an HTML page');
  });
});

describe('the headline of a message', () => {
  it.each([
    ['Satu\nDua', 'Satu'],
    ['🔴🔴\n— \nKabar', 'Kabar'],
    ['🔴', null],
    ['', null],
  ])('of %j is %j', (lines, headline) => {
    expect(headlineOf(lines)).toBe(headline);
  });

  it('has at most 120 characters, cut between words', () => {
    const headline = headlineOf('kata '.repeat(50)) ?? '';
    expect(headline.length).toBeLessThanOrEqual(120);
    expect(headline.endsWith('kata…')).toBe(true);
    expect(headlineOf('x'.repeat(500))).toHaveLength(120);
  });
});
