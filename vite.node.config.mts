import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import { startableHarfBuzz } from './scripts/lib/harfbuzz.mjs'

/** What runs in plain Node 20: the central server, the walk of the demo, benchmarks. Packages stay outside the bundle. */
export default defineConfig({
  plugins: [startableHarfBuzz()],
  ssr: { noExternal: ['harfbuzzjs'] },
  build: {
    outDir: 'out/node',
    emptyOutDir: true,
    target: 'node20',
    ssr: true,
    ssrEmitAssets: true,
    minify: false,
    rolldownOptions: {
      input: {
        server: resolve('server/main.ts'),
        release: resolve('scripts/release/release.ts'),
        walk: resolve('scripts/demo/walk.ts'),
        'bench-registering': resolve('tests/bench/registering.ts'),
        torture: resolve('tests/torture/torture.ts'),
        'torture-child': resolve('tests/torture/child.ts'),
        fuzz: resolve('tests/fuzz/fuzz.ts'),
        'bench-sync': resolve('tests/bench/taking.ts'),
        'bench-line': resolve('tests/bench/line.ts'),
        'bench-list': resolve('tests/bench/big-register.ts'),
        'bench-everyday': resolve('tests/bench/everyday.ts'),
        'bench-search': resolve('tests/bench/search.ts'),
        'bench-import': resolve('tests/bench/import.ts'),
        'bench-names': resolve('tests/bench/names.ts'),
        'bench-persons': resolve('tests/bench/persons.ts'),
        'bench-baskets': resolve('tests/bench/baskets.ts'),
        'bench-duplicates': resolve('tests/bench/duplicates.ts'),
        'bench-runs': resolve('tests/bench/runs.ts'),
        'bench-clocks': resolve('tests/bench/clocks.ts'),
        'bench-letters': resolve('tests/bench/letters.ts'),
      },
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[name]-[hash].cjs' },
    },
  },
})
