import { describe, expect, it } from 'vitest';
import { takeScreenshot } from '../kit/screenshot.ts';

const origin = process.env.SCREENSHOT_OF;

describe.runIf(origin)('the picture of the playground', () => {
  it('is taken from the running gateway', async () => {
    await expect(
      takeScreenshot(new URL(origin ?? '').origin, 'docs/playground.png'),
    ).resolves.toBeUndefined();
  });
});
