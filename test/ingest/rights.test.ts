import { describe, expect, it } from 'vitest';
import { gatherFacts } from '../../src/ingest/pageFacts.ts';
import { type RightsHeaders, readPageRights } from '../../src/ingest/rights.ts';
import { parseAiTxt, parseRobotsRights, snippetLimitOf } from '../../src/ingest/rightsRobots.ts';
import { licenceLinks, parseRsl, rslOfLinkHeader } from '../../src/ingest/rightsRsl.ts';
import { matchesPath, type ScopedSignal, signalsAt } from '../../src/ingest/rightsSignal.ts';
import { parseTdmFile, readTdmHeaders, readTdmMetas } from '../../src/ingest/rightsTdm.ts';
import { parseHtml } from '../../src/ingest/tree.ts';

const site = 'https://koran.example';
const at = (rules: ScopedSignal[], path: string) => signalsAt(rules, `${site}${path}`);
const reserved = (rules: ScopedSignal[], path: string) => at(rules, path).map((signal) => signal.tdmReserved);
const training = (rules: ScopedSignal[], path: string) =>
  at(rules, path).map((signal) => signal.aiTrainingAllowed);

function pageRights(head: string, headers: RightsHeaders = {}) {
  const url = `${site}/berita/1`;
  return readPageRights(gatherFacts(parseHtml(`<head>${head}</head>`), url, null), headers, url, 'Kabar/0.1');
}

describe('a path pattern', () => {
  const matches = (pattern: string, path: string) => matchesPath(pattern, `${site}${path}`);

  it('is a prefix, with a star for anything and a dollar for the end', () => {
    expect(matches('/', '/berita/1')).toBe(true);
    expect(matches('/berita', '/berita-lama')).toBe(true);
    expect(matches('/berita/', '/berita')).toBe(false);
    expect(matches('/*/foto', '/2015/11/foto/1')).toBe(true);
    expect(matches('/*.jpg$', '/a/b.jpg')).toBe(true);
    expect(matches('/*.jpg$', '/a/b.jpg?x=1')).toBe(false);
    expect(matches('/tepat$', '/tepat')).toBe(true);
    expect(matches('/tepat$', '/tepat/lagi')).toBe(false);
    expect(matches('*?id=', '/x?id=3')).toBe(true);
    expect(matches('/aba*ba$', '/aba')).toBe(false);
  });

  it('sees through percent escapes, whatever their case', () => {
    expect(matches('/%7Eari', '/~ari/1')).toBe(true);
    expect(matches('/berita/café', '/berita/caf%c3%a9')).toBe(true);
    expect(matches('/harga-%24', '/harga-%24')).toBe(true);
  });

  it('matches nothing when the address is none, or the pattern endless', () => {
    expect(matchesPath('/', 'tidak ada')).toBe(false);
    expect(matches(`/${'a*'.repeat(5000)}`, `/${'a'.repeat(2000)}`)).toBe(false);
  });
});

describe('tdmrep.json', () => {
  const rules = parseTdmFile(
    `[{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://koran.example/tdm.json"},
      {"location": "/terbuka/", "tdm-reservation": 0}, {"location": "/foto/*.jpg", "tdm-reservation": "1"},
      {"location": 7, "tdm-reservation": 1}, {"location": "/x", "tdm-reservation": 2}, null]`,
    `${site}/.well-known/tdmrep.json`,
  );

  it('gives each path its most specific rule, and leaves out rules that cannot be read', () => {
    expect(rules).toHaveLength(3);
    expect(reserved(rules, '/berita/1')).toEqual([true]);
    expect(reserved(rules, '/terbuka/1')).toEqual([false]);
    expect(at(rules, '/berita/1')).toEqual([
      {
        basis: 'TDMREP_FILE',
        url: `${site}/.well-known/tdmrep.json`,
        excerpt: 'location: /; tdm-reservation: 1; tdm-policy: https://koran.example/tdm.json',
        tdmReserved: true,
        aiTrainingAllowed: null,
        exposure: null,
        licenceUrl: 'https://koran.example/tdm.json',
      },
    ]);
  });

  it('counts as unset when it is not a JSON array', () => {
    for (const text of ['', '<html>', '{"location": "/", "tdm-reservation": 1}', '[', '['.repeat(100_000)])
      expect(parseTdmFile(text, site)).toEqual([]);
  });
});

describe('TDMRep in headers and metas', () => {
  it('is a reservation when it is 1, an open door when it is 0, and nothing otherwise', () => {
    expect(readTdmHeaders('1', 'https://koran.example/p')).toMatchObject([
      { basis: 'TDMREP_HEADER', tdmReserved: true, licenceUrl: 'https://koran.example/p' },
    ]);
    expect(readTdmHeaders(' 0 ', null)).toMatchObject([{ tdmReserved: false }]);
    expect(readTdmHeaders('true', null)).toEqual([]);
    expect(readTdmHeaders(null, 'https://koran.example/p')).toEqual([]);
    expect(readTdmHeaders('0, 1', null)).toMatchObject([{ tdmReserved: true }]);
  });

  it('stands in metas as well', () => {
    const metas = new Map([
      ['tdm-reservation', ['1']],
      ['tdm-policy', ['javascript:alert(1)']],
    ]);
    expect(readTdmMetas(metas)).toMatchObject([
      { basis: 'TDMREP_META', tdmReserved: true, licenceUrl: null },
    ]);
  });
});

describe('robots.txt', () => {
  const read = (text: string, agent = 'Kabar/0.1 (+x)') =>
    parseRobotsRights(text, agent, `${site}/robots.txt`).rules;

  it('says in Content-Usage lines what may be trained on, path by path', () => {
    const rules = read(
      'User-Agent: *\nAllow: /\nContent-Usage: train-ai=n\nContent-Usage: /terbuka/ train-ai=y\n',
    );
    expect(training(rules, '/berita/1')).toEqual([false]);
    expect(training(rules, '/terbuka/1')).toEqual([true]);
    expect(at(rules, '/terbuka/1')[0]).toMatchObject({
      basis: 'AIPREF',
      url: `${site}/robots.txt`,
      excerpt: 'Content-Usage: /terbuka/: train-ai=y',
      exposure: null,
    });
  });

  it('speaks to us in the group that names us, else in the group for all', () => {
    const text =
      'User-agent: *\nContent-Usage: train-ai=y\n\nUser-agent: lain\nUser-agent: KABAR\nContent-Usage: train-ai=n';
    expect(training(read(text), '/')).toEqual([false]);
    expect(training(read(text, 'orang'), '/')).toEqual([true]);
    expect(read('User-agent: lain\nContent-Usage: train-ai=n')).toEqual([]);
  });

  it('takes a narrow category before a broad one, and reserves mining with tdm or bots', () => {
    const [signal] = at(read('User-agent: *\nContent-Usage: tdm=n, train-ai=y, search=n'), '/');
    expect(signal).toMatchObject({ tdmReserved: true, aiTrainingAllowed: true, exposure: 'NONE' });
    expect(at(read('User-agent: *\nContent-Usage: bots=n'), '/')[0]).toMatchObject({
      tdmReserved: true,
      aiTrainingAllowed: false,
    });
  });

  it('says the same in Content-Signal lines', () => {
    const rules = read('User-agent: *\nContent-Signal: search=yes,ai-input=no,ai-train=no,use=reference');
    expect(at(rules, '/a')[0]).toMatchObject({ aiTrainingAllowed: false, exposure: null, tdmReserved: null });
  });

  it('says nothing in lines that cannot be read', () => {
    expect(read('Content-Usage:\nContent-Usage: halo\nContent-Usage: train-ai=maybe\n: x\n')).toEqual([]);
  });

  it('names licences anywhere, each once and three at most', () => {
    const text = `License: /a.xml\nUser-agent: GPTBot\nDisallow: /\nLicense: ${site}/a.xml\nLicense: /b\nLicense: /c\nLicense: /d`;
    expect(parseRobotsRights(text, 'Kabar', `${site}/robots.txt`).licences).toEqual([
      `${site}/a.xml`,
      `${site}/b`,
      `${site}/c`,
    ]);
  });

  it('is read quickly when it is hostile', () => {
    const text = 'User-agent: a\nContent-Usage: / train-ai=n\n'.repeat(20_000);
    expect(read(text, 'a').length).toBe(200);
  });
});

describe('ai.txt', () => {
  const read = (text: string) => parseAiTxt(text, 'Kabar/0.1', `${site}/ai.txt`);

  it('forbids training on texts when it disallows everything, or files of text', () => {
    expect(training(read('User-Agent: *\nDisallow: /'), '/berita')).toEqual([false]);
    expect(training(read('User-Agent: *\nDisallow: *\n'), '/berita')).toEqual([false]);
    expect(training(read('User-Agent: *\nDisallow: *.txt\nAllow: *.jpg'), '/berita')).toEqual([false]);
    expect(training(read('User-Agent: *\nAllow: /\nDisallow: /arsip/'), '/berita')).toEqual([true]);
    expect(training(read('User-Agent: *\nAllow: /\nDisallow: /arsip/'), '/arsip/1')).toEqual([false]);
  });

  it('says nothing about texts when it speaks of images only, or is a page', () => {
    expect(read('User-Agent: *\nDisallow: *.jpg')).toEqual([]);
    expect(read('<html>User-agent: *\nDisallow: /</html>')).toEqual([]);
    expect(read('User-Agent: *\nDisallow:')).toEqual([]);
  });
});

describe('an RSL document', () => {
  const url = `${site}/license.xml`;
  const read = (contents: string) =>
    parseRsl(`<?xml version="1.0"?><rsl xmlns="https://rslstandard.org/rsl">${contents}</rsl>`, url);

  it('permits search and prohibits training', () => {
    const rules = read(
      `<content url="/"><license><permits type="usage">search</permits>
        <prohibits type="usage">ai-train ai-input</prohibits></license></content>`,
    );
    expect(at(rules, '/berita')).toEqual([
      {
        basis: 'RSL',
        url,
        excerpt: 'content /: permits search, prohibits ai-train ai-input',
        tdmReserved: null,
        aiTrainingAllowed: false,
        exposure: null,
        licenceUrl: url,
      },
    ]);
  });

  it('withholds extracts when search is prohibited, and mining too when everything is', () => {
    const search = read('<content url="/"><license><prohibits>search</prohibits></license></content>');
    expect(at(search, '/a')[0]).toMatchObject({
      exposure: 'NONE',
      tdmReserved: null,
      aiTrainingAllowed: null,
    });
    const all = read('<content url="/"><license><prohibits type="usage">all</prohibits></license></content>');
    expect(at(all, '/a')[0]).toMatchObject({
      exposure: 'NONE',
      tdmReserved: true,
      aiTrainingAllowed: false,
    });
  });

  it('permits us nothing that costs money, but lets us choose the free licence among several', () => {
    const paid =
      '<license><permits type="usage">ai-train search</permits><payment type="crawl"><amount>1</amount></payment></license>';
    const free = '<license><permits type="usage">search</permits><payment type="attribution"/></license>';
    expect(at(read(`<content url="/">${paid}</content>`), '/a')[0]).toMatchObject({
      aiTrainingAllowed: false,
      exposure: 'SNIPPET',
    });
    expect(at(read(`<content url="/">${paid}${free}</content>`), '/a')[0]).toMatchObject({
      aiTrainingAllowed: false,
      exposure: null,
    });
    const served = `<content url="/" server="https://l.example"><license><permits>search</permits></license></content>`;
    expect(at(read(served), '/a')[0]).toMatchObject({ exposure: 'SNIPPET' });
  });

  it('says different things for different paths, and nothing for other hosts', () => {
    const rules = read(
      `<content url="/*"><license><permits>all</permits></license></content>
       <content url="${site}/premium/"><license><prohibits>all</prohibits></license></content>
       <content url="https://lain.example/"><license><prohibits>all</prohibits></license></content>`,
    );
    expect(training(rules, '/berita')).toEqual([true]);
    expect(reserved(rules, '/premium/1')).toEqual([true]);
    expect(rules).toHaveLength(2);
  });

  it('says nothing when it is something else, broken or empty', () => {
    expect(parseRsl('<html><content url="/"></content></html>', url)).toEqual([]);
    expect(parseRsl('', url)).toEqual([]);
    expect(read('<content url="/"></content>')).toEqual([]);
    expect(read('<content url="/"><license><prohibits>all')).toEqual([]);
    expect(read('<content url="/"><license>'.repeat(20_000))).toEqual([]);
  });

  it('is named by a Link header or a link element', () => {
    const header = `<${site}/feed>; rel="alternate", </license.xml>; rel="license"; type="application/rsl+xml"`;
    expect(rslOfLinkHeader(header, site)).toBe(url);
    expect(rslOfLinkHeader('</deed>; rel="license"', site)).toBeNull();
    expect(rslOfLinkHeader(null, site)).toBeNull();
    const { elements } = gatherFacts(
      parseHtml(
        '<link rel="license" type="application/rsl+xml" href="/license.xml"><link rel=license href="/cc">',
      ),
      site,
      null,
    );
    expect(licenceLinks(elements, site)).toEqual([
      { url, isRsl: true },
      { url: `${site}/cc`, isRsl: false },
    ]);
  });
});

describe('a page', () => {
  it('forbids extracts, copies and training in its robots metas', () => {
    const said = pageRights(
      '<meta name="robots" content="index, max-snippet:-1"><meta name="Robots" content="NOAI, noarchive, nosnippet">',
    );
    expect(said).toMatchObject([
      { basis: 'ROBOTS_TXT', excerpt: 'robots: noai', aiTrainingAllowed: false, exposure: null },
      { excerpt: 'robots: noarchive', exposure: 'SNIPPET' },
      { excerpt: 'robots: nosnippet', exposure: 'NONE' },
    ]);
  });

  it('limits extracts, by the smallest number it says to us', () => {
    const said = pageRights('<meta name="robots" content="max-snippet:80">', {
      'x-robots-tag': 'max-snippet: 120, otherbot: nosnippet, max-snippet:5, kabar: max-snippet:60',
    });
    expect(snippetLimitOf(said)).toBe(60);
    expect(said.map(({ exposure }) => exposure)).not.toContain('NONE');
    expect(snippetLimitOf(pageRights('<meta name="robots" content="max-snippet:-1">'))).toBeNull();
    expect(pageRights('<meta name="robots" content="max-snippet:0">')[0]?.exposure).toBe('NONE');
  });

  it('outweighs its own headers with its TDMRep metas', () => {
    const head = '<meta name="tdm-reservation" content="0">';
    expect(pageRights(head, { 'tdm-reservation': '1' })).toMatchObject([
      { basis: 'TDMREP_META', tdmReserved: false },
    ]);
    expect(pageRights('', { 'tdm-reservation': '1' })).toMatchObject([{ basis: 'TDMREP_HEADER' }]);
  });

  it('states preferences in a header', () => {
    expect(pageRights('', { 'content-usage': 'train-ai=n' })).toMatchObject([
      { basis: 'AIPREF', url: null, aiTrainingAllowed: false },
    ]);
  });

  it('tells in JSON-LD whose it is and on what terms, which withholds nothing', () => {
    const ld = {
      '@type': 'NewsArticle',
      headline: 'Kapal tiba',
      datePublished: '2015-11-27',
      license: 'https://creativecommons.org/licenses/by/4.0/',
      usageInfo: { '@type': 'CreativeWork', url: '/syarat' },
      copyrightHolder: { '@type': 'Organization', name: 'PT Koran' },
      creditText: 'Rini / Koran',
      acquireLicensePage: 7,
    };
    const said = pageRights(`<script type="application/ld+json">${JSON.stringify(ld)}</script>`);
    expect(said.map(({ basis, excerpt }) => [basis, excerpt])).toEqual([
      ['LICENCE', 'license: https://creativecommons.org/licenses/by/4.0/'],
      ['LICENCE', `usageInfo: ${site}/syarat`],
      ['LICENCE', 'copyrightHolder: PT Koran'],
      ['LICENCE', 'creditText: Rini / Koran'],
    ]);
    expect(said[0]?.licenceUrl).toBe('https://creativecommons.org/licenses/by/4.0/');
    expect(said.every(({ tdmReserved, exposure }) => tdmReserved === null && exposure === null)).toBe(true);
  });

  it('says nothing when it says nothing', () => {
    expect(pageRights('<meta name="robots" content="index,follow">')).toEqual([]);
  });

  it('gives excerpts that fit the store, and no more than a dozen signals', () => {
    const many = Array.from({ length: 500 }, (_, i) => `<link rel="license" href="/l${i}">`).join('');
    const limits = Array.from({ length: 500 }, (_, i) => `max-snippet:${i}`).join(',');
    const said = pageRights(
      `${many}<meta name="robots" content="${limits}"><meta name="tdm-reservation" content="1">
       <meta name="tdm-policy" content="${'a\u0001\ud83d'.repeat(900)}">`,
    );
    expect(said).toHaveLength(12);
    for (const { excerpt } of said) {
      expect(excerpt.length).toBeLessThanOrEqual(300);
      expect(excerpt).not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
    }
  });
});
