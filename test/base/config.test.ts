import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/base/config.ts';

describe('settings', () => {
  it('have a default each, so that nothing needs to be set', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 4000,
      HOST: '127.0.0.1',
      KABAR_DATA_DIR: '.kabar',
      DEMO: 'auto',
    });
  });

  it('name every fault at once, and never the value', () => {
    const faulty = {
      PORT: '99999',
      DATABASE_URL: 'mysql://u:secret@h/d',
      LOG_LEVEL: 'loud',
      POLL_SECONDS: 'x',
    };
    expect(() => readConfig(faulty)).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*LOG_LEVEL[\s\S]*POLL_SECONDS/);
    expect(() => readConfig(faulty)).not.toThrow(/secret/);
    expect(() => readConfig({ POLL_SECONDS: 'x' })).toThrow('POLL_SECONDS: must be a number');
  });

  it('name the range that a number must be in', () => {
    expect(() => readConfig({ PORT: '99999' })).toThrow(/PORT: .*65535/);
  });

  it('take an empty value for an unset one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 4000 });
  });

  it('read flags and lists', () => {
    const config = readConfig({ PLAYGROUND: '0', FETCH_ALLOW_HOSTS: 'localhost:1, 10.0.0.1:80' });
    expect(config.PLAYGROUND).toBe(false);
    expect(config.FETCH_ALLOW_HOSTS).toEqual(['localhost:1', '10.0.0.1:80']);
  });
});
