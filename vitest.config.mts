import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { startableHarfBuzz } from './scripts/lib/harfbuzz.mjs'

/** Unit tests stand beside their file; what crosses folders is in tests/. e2e drives the built app. */
export default defineConfig({
  plugins: [vue(), startableHarfBuzz()],
  test: {
    server: { deps: { inline: ['harfbuzzjs'] } },
    // Vitest leaves one core alone; on two cores that would be half the machine.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // What each file would load anew is most of their time; they leave nothing behind in it.
          isolate: false,
          include: ['{contract,domain,db,main,preload,server,scripts}/**/*.test.{ts,mjs}'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          // As the unit tests: each file brings its own offices, and what it loads is loaded once.
          isolate: false,
          include: ['tests/{integration,sync,security,torture,fuzz}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.e2e.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A machine that stands still for ten seconds fails no test; what is broken fails twice.
          retry: 1,
          // Three windows at a time on one display, each with an office of its own: two leave half of two cores idle.
          maxWorkers: 3,
          // A busy machine draws late; a test waits as long for what is shown as for a button.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
})
