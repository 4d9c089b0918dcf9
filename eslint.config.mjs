import { dirname, relative, resolve, sep } from 'node:path'
import pluginVue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** Who may import whom (docs/architecture.md). A message teaches: it says what to do instead. */
const layers = {
  contract: {
    may: [],
    why: 'contract is what the sides say to each other: it runs anywhere and imports nothing of ours.',
  },
  domain: {
    may: ['contract'],
    why: 'domain holds pure rules, without database, clock or window: pass in what the rule needs.',
  },
  db: { may: ['contract', 'domain'], why: 'db keeps rows; what to do with them is decided in a service under main/.' },
  main: {
    may: ['contract', 'domain', 'db'],
    why: 'main serves the window through the contract and never imports it; the server is another program.',
  },
  preload: { may: ['contract'], why: 'preload is the narrow door: call and on, nothing else.' },
  renderer: {
    may: ['contract', 'domain'],
    why: 'the window asks main through renderer/bridge (the contract); it never reaches main, db or server.',
  },
  server: {
    may: ['contract', 'domain'],
    why: 'the server shares only the contract and the rules with the desk; it has its own tables.',
  },
}
/** Who talks to which package: everything else goes through the one that may. */
const packages = {
  electron: { may: ['main', 'preload'], why: 'Only main/ and preload/ know Electron.' },
  typeorm: {
    may: ['db', 'server'],
    why: 'Only db/ (and the server’s own db/) talks to a database: call a repository.',
  },
  sqlite3: { may: ['db'], why: 'Only db/ talks to SQLite: call a repository.' },
}
/** Parts of the window that every feature uses: they know the shell, and none of the features. */
const shared = { folder: 'renderer/ui', may: ['ui', 'app', 'bridge', 'locales'] }
const root = import.meta.dirname

/** Resolves each import to the top-level folder it reaches, so that server/sync may import server/db and not db/. */
const layerRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const [from] = relative(root, context.filename).split(sep)
    const layer = layers[from]
    const check = (node) => {
      const name = node.source?.value
      if (typeof name !== 'string') return
      const known = packages[name]
      if (known && !known.may.includes(from)) context.report({ node, message: known.why })
      if (!name.startsWith('.')) return
      const [to, part] = relative(root, resolve(dirname(context.filename), name)).split(sep)
      if (relative(root, context.filename).split(sep).slice(0, 2).join('/') === shared.folder)
        if (to === 'renderer' && !shared.may.includes(part))
          context.report({
            node,
            message: `${shared.folder} knows no feature: pass in what it shows, or put the part into renderer/${part}/.`,
          })
      if (to === from || layer.may.includes(to) || !(to in layers)) return
      context.report({
        node,
        message: `${from}/ may import ${layer.may.join(', ') || 'nothing of ours'}. ${layer.why}`,
      })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    }
  },
}

export default tseslint.config(
  { ignores: ['out/**', 'node_modules/**', 'demo-output/**', 'test-output/**', 'resources/**'] },
  ...tseslint.configs.strict,
  ...pluginVue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue,mts}'],
    languageOptions: { parserOptions: { parser: tseslint.parser, sourceType: 'module' } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings: it travels as it is.' },
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Name what you export; only Vue components and configurations have a default.',
        },
      ],
    },
  },
  {
    files: ['**/*.vue', '*.config.{ts,mts,mjs}', 'renderer/env.d.ts', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      // Prettier formats templates.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: Object.keys(layers).map((folder) => `${folder}/**/*.{ts,vue}`),
    ignores: ['**/*.test.ts'],
    plugins: { diwan: { rules: { layers: layerRule } } },
    rules: { 'diwan/layers': 'error' },
  },
)
