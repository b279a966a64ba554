import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const graphql = { find: /^graphql$/, replacement: 'graphql/index.js' };
/** Benches measure what is shipped: the build, as Node loads it, and not the sources as Vitest rewrites them. */
const shipped = {
  find: /^(?:\.\.\/)+src\/(.*)\.ts$/,
  replacement: `${fileURLToPath(new URL('../../dist', import.meta.url))}/$1.js`,
};

/** Figures, printed; no part of `npm test`. Nothing here asserts quality or speed: a figure is read, not passed. */
// biome-ignore lint/style/noDefaultExport: Vitest reads the default export.
export default defineConfig({
  test: {
    root: '.',
    environment: 'node',
    fileParallelism: false,
    disableConsoleIntercept: true,
    reporters: [['default', { summary: false }]],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        resolve: { alias: [graphql] },
        test: { name: 'eval', include: ['test/eval/*.eval.ts'] },
      },
      {
        extends: true,
        resolve: { alias: [graphql, shipped] },
        test: {
          name: 'bench',
          include: ['test/eval/*.bench.ts'],
          server: { deps: { external: [/\/dist\//] } },
        },
      },
    ],
  },
});
