import { describe, expect, it } from 'vitest';
import { readSite } from '../../src/outlets/discovery.ts';
import { readPublisher } from '../../src/outlets/publisherLd.ts';

const site = 'https://pagi.example/';
const factsOf = (...nodes: unknown[]) =>
  readPublisher(
    nodes.map((node) => JSON.stringify(node)),
    site,
  );

describe('a publisher in JSON-LD', () => {
  it('tells when it was founded, by what it goes and whose it is', () => {
    const facts = factsOf({
      '@type': 'NewsMediaOrganization',
      name: 'Surya Pagi',
      foundingDate: '1951-08-17',
      publishingPrinciples: '/kode-etik',
      correctionsPolicy: { '@type': 'CreativeWork', url: 'https://pagi.example/ralat' },
      parentOrganization: [
        { '@type': 'Organization', name: 'Surya Media' },
        'Surya Media',
        { name: 'https://x.example' },
      ],
    });
    expect(facts).toMatchObject({
      foundedYear: 1951,
      principlesUrl: 'https://pagi.example/kode-etik',
      correctionsUrl: 'https://pagi.example/ralat',
      owners: ['Surya Media'],
    });
  });

  it.each([
    ['a year', 1951, null],
    ['a year as text', '1951', 1951],
    ['a month', '1951-08', 1951],
    ['words', 'founded in 1951', null],
    ['before there were newspapers', '0999', null],
    ['in the future', '9999', null],
    ['an object', { year: 1951 }, null],
  ])('takes a founding date that is %s for what it is', (_, foundingDate, year) => {
    expect(factsOf({ '@type': 'Organization', foundingDate }).foundedYear).toBe(year);
  });

  it('leaves out addresses that are none, and what a site or another publisher says', () => {
    const facts = factsOf(
      {
        '@type': 'Organization',
        publishingPrinciples: 'javascript:alert(1)',
        correctionsPolicy: 'http://',
        parentOrganization: 5,
      },
      { '@type': 'WebSite', foundingDate: '2001', publishingPrinciples: '/x' },
      {
        '@type': 'Organization',
        url: 'https://other.example/',
        foundingDate: '1900',
        parentOrganization: 'Other',
      },
    );
    expect(facts).toMatchObject({ foundedYear: null, principlesUrl: null, correctionsUrl: null, owners: [] });
  });

  it('takes a reference for the page of a policy, and not for a picture', () => {
    const facts = factsOf({
      '@type': 'Organization',
      logo: { '@id': 'https://pagi.example/#logo' },
      publishingPrinciples: { '@id': '/kode-etik' },
      correctionsPolicy: [null],
    });
    expect(facts).toMatchObject({
      logoUrl: null,
      principlesUrl: 'https://pagi.example/kode-etik',
      correctionsUrl: null,
    });
  });

  it('is read where a list holds nothing', () => {
    const keys = ['name', 'url', 'logo', 'sameAs', 'address', 'parentOrganization', 'publishingPrinciples'];
    const node = Object.fromEntries([...keys, 'foundingDate', 'inLanguage'].map((key) => [key, [null]]));
    expect(factsOf({ '@type': [null, 'Organization'], ...node })).toMatchObject({ name: null, owners: [] });
  });

  it('makes no profile of nothing', () => {
    const page = (node: unknown) =>
      readSite(`<script type="application/ld+json">${JSON.stringify(node)}</script>`, site).profile;
    expect(page({ '@type': 'Organization', name: 'Surya Pagi' })).toBeNull();
    expect(page({ '@type': 'Organization', logo: { url: '/logo.png' }, foundingDate: '1951' })).toEqual({
      logoUrl: 'https://pagi.example/logo.png',
      foundedYear: 1951,
      principlesUrl: null,
      correctionsUrl: null,
      owners: [],
    });
  });
});
