/**
 * The import rules of docs/architecture.md as data. A folder may import the folders listed for it (type imports count),
 * itself, and packages; everything else is a breach.
 */
const mayImport = {
  base: [],
  outlets: ['base'],
  demo: ['base'],
  ingest: ['base', 'outlets'],
  enrich: ['base'],
  stories: ['base'],
  trends: ['base'],
  store: ['base'],
  graph: ['base', 'store'],
  deliver: ['base', 'graph', 'store'],
  serve: ['base', 'graph', 'store'],
  run: ['base', 'outlets', 'ingest', 'enrich', 'stories', 'trends', 'store', 'demo'],
  cli: ['base', 'outlets', 'demo', 'ingest', 'enrich', 'stories', 'trends', 'store', 'graph', 'deliver', 'serve', 'run'],
};

const layers = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-what-it-may`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

/** Packages that only one folder may know. */
const kept = [
  ['drizzle-orm|postgres|@electric-sql/pglite|@redis/client', 'store'],
  ['type-graphql|dataloader|graphql-jit', 'graph'],
  ['@apollo/server|fastify|@fastify/[^/]+|@as-integrations/fastify', 'serve'],
  ['commander', 'cli'],
  ['undici', 'ingest'],
].map(([packages, folder]) => ({
  name: `${packages.split('|')[0]}-stays-in-${folder}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${folder}/` },
  to: { path: `(^|/)node_modules/(${packages})/` },
}));

module.exports = {
  forbidden: [
    ...layers,
    ...kept,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-folders-do-no-io',
      severity: 'error',
      from: { path: '^src/(enrich|stories|trends)/' },
      to: { path: '^(node:)?(fs|fs/promises|http|https|net|child_process|worker_threads)$', dependencyTypes: ['core'] },
    },
    {
      name: 'the-browser-speaks-graphql-only',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/', pathNot: '^src/web/' },
    },
    { name: 'src-never-imports-test', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|drizzle/meta)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
