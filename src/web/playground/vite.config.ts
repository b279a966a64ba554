/** Builds the playground into static files that the gateway serves itself; nothing is loaded from elsewhere. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../../../dist/web/playground', import.meta.url));

/** Writes a .gz beside each asset, which the gateway sends as it is. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    closeBundle() {
      const assets = join(outDir, 'assets');
      for (const file of readdirSync(assets).filter((name) => /\.(?:js|css|svg|ttf)$/.test(name))) {
        writeFileSync(join(assets, `${file}.gz`), gzipSync(readFileSync(join(assets, file)), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: here,
  base: '/playground/',
  publicDir: false,
  plugins: [precompress()],
  build: {
    outDir,
    emptyOutDir: true,
    // An editor with two language services is one large chunk by nature.
    chunkSizeWarningLimit: 6_000,
    reportCompressedSize: false,
    rolldownOptions: {
      onwarn(warning, warn) {
        // Libraries mark files for React's server components; in a browser bundle the mark means nothing.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
