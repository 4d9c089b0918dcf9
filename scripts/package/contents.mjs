import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the build leaves outside its bundles: the packages the desk calls at run time. */
function called(root) {
  const built = ['out/main', 'out/preload'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((file) => readFileSync(join(root, folder, file), 'utf8')),
  )
  const names = built.flatMap((text) =>
    [...text.matchAll(/require\("([^."][^"]*)"\)/g)].map((found) => packageOf(found[1])),
  )
  return [...new Set(names)].filter(
    (name) => existsSync(join(root, 'node_modules', name, 'package.json')) && name !== 'electron',
  )
}
const packageOf = (path) =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')

/** What a package names only because it is built with it. */
const ONLY_TO_BUILD = { sqlite3: ['node-addon-api', 'prebuild-install', 'tar', 'node-gyp'] }

function dependenciesOf(root, name) {
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  )
  const built = ONLY_TO_BUILD[name] ?? []
  return Object.keys({ ...dependencies, ...optionalDependencies }).filter((other) => !built.includes(other))
}

/** Everything these packages stand on, and they themselves. */
function closure(root, names) {
  const found = new Set()
  const visit = (name) => {
    if (found.has(name) || !existsSync(join(root, 'node_modules', name))) return
    found.add(name)
    dependenciesOf(root, name).forEach(visit)
  }
  names.forEach(visit)
  return found
}

/** Beside the code: sources, types, other platforms' builds, fonts nobody here prints with. */
const NEVER = [
  '**/*.{map,d.ts,d.mts,d.cts,md,markdown,flow}',
  '**/{test,tests,__tests__,docs,examples,benchmarks,.github}/**',
  'typeorm/browser/**',
  'pdfmake/{build,fonts,standard-fonts,src}/**',
  'sqlite3/{src,deps,node-addon-api}/**',
  'sqlite3/build/!(Release)/**',
  'sqlite3/build/*.*',
  'sqlite3/build/Release/{obj.target,.deps,node-addon-api}/**',
  'sqlite3/build/Release/*.a',
  'zod/src/**',
  '@swc/helpers/{esm,src}/**',
  'dayjs/{esm,locale,plugin}/**',
  'fontkit/src/**',
]
/**
 * The patterns of what goes into a package: what was built, and of the installed packages those the desk calls. What only the
 * server or the window's build needs stays out by itself, so that nobody keeps a list.
 */
export function contents(root) {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const needed = closure(root, called(root))
  const named = [...Object.keys(dependencies), ...Object.values(ONLY_TO_BUILD).flat()]
  const others = [...closure(root, named)].filter((name) => !needed.has(name))
  return [
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    'package.json',
    ...others.map((name) => `!node_modules/${name}/**`),
    ...NEVER.map((pattern) => `!node_modules/${pattern}`),
  ]
}
