import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite picks graphql's index.mjs and Node its index.js; two copies of one module make "another realm" errors.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    root: '.',
    include: ['test/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['test/kit/globalSetup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
