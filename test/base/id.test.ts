import { describe, expect, it } from 'vitest';
import { entityId, nodeNameOfId, publicId } from '../../src/base/id.ts';

describe('public ids', () => {
  it('are typed by a prefix, lasting, and different for different things', () => {
    expect(publicId('Article', 'https://a.example/1')).toMatch(/^art_[0-9a-hjkmnp-tv-z]{16}$/);
    expect(publicId('Article', 'https://a.example/1')).toBe(publicId('Article', 'https://a.example/1'));
    expect(publicId('Article', 'https://a.example/1')).not.toBe(publicId('Article', 'https://a.example/2'));
    expect(entityId('PERSON', 'wd:Q7747').slice(4)).not.toBe(entityId('PLACE', 'wd:Q7747').slice(4));
  });

  it('tell the kind of node, null for anything else', () => {
    expect(nodeNameOfId(entityId('ORGANIZATION', 'org:x'))).toBe('Organization');
    for (const id of ['', 'x', 'zzz_123', '_', 'art']) expect(nodeNameOfId(id)).toBeNull();
  });
});
