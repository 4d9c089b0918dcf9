// @ts-check
import { contents } from './contents.mjs'

/** Names of the program where a system shows them in the user's language. */
const NAMES = { ar: 'ديوان', fr: 'Diwan', es: 'Diwan' }
const ABOUT = {
  ar: 'مكتب الضبط: التسجيل والمراسلات',
  fr: 'Bureau d’ordre : registres et courrier',
  es: 'Registro: libros y correspondencia',
}

/** A double click on one shows it in Settings → Updates (main/shell/given.ts). */
const UPDATE_FILE = { ext: 'diwan-update', name: 'Diwan update', description: 'تحديث ديوان · Mise à jour de Diwan' }

/**
 * How a package is made, for every system (docs/server.md). On a network without GitHub deb and tar.gz can be; the others
 * fetch their makers' tools from there.
 * @param {{ root: string, output: string, version: string, electronVersion: string, electronDist?: string, development: boolean, fails?: string, releaseKeys?: string[] }} o
 * @returns {import('electron-builder').Configuration}
 */
export function configuration({
  root,
  output,
  version,
  electronVersion,
  electronDist,
  development,
  fails,
  releaseKeys,
}) {
  const major = Number(electronVersion.split('.')[0])
  return {
    appId: 'org.diwan.desk',
    productName: 'Diwan',
    electronVersion,
    ...(electronDist ? { electronDist } : {}),
    // Our one native module is Node-API and was built by `npm run setup`.
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,
    directories: { output, buildResources: 'resources' },
    // An unsupported Electron makes packages for tests: the program inside knows that it is one (main/shell/support.ts).
    extraMetadata: {
      version,
      diwan: { ...(development && { development, ...(fails && { fails }) }), ...(releaseKeys && { releaseKeys }) },
    },
    files: contents(root),
    extraResources: ['fonts', 'names'].map((to) => ({ from: `resources/${to}`, to })),
    asarUnpack: ['**/*.node', '**/xmllint-wasm/**'],
    electronLanguages: ['ar', 'fr', 'en-US', 'en', 'es'],
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      // A fuse of Electron 29 and later; an older one has no such wire.
      ...(major >= 29 ? { grantFileProtocolExtraPrivileges: false } : {}),
    },
    // Where releases really come from is the office's own server, known at run time (main/updates/).
    publish: [{ provider: 'generic', url: 'https://server.invalid/' }],
    linux: {
      executableName: 'diwan',
      category: 'Office',
      mimeTypes: ['application/x-diwan-update'],
      icon: 'resources/icons',
      maintainer: 'The Diwan team <diwan@example.invalid>',
      synopsis: 'Registry desk of a ministry',
      description: 'Register, answer in two languages, sign, synchronise; offline first.',
      desktop: {
        entry: {
          StartupWMClass: 'Diwan',
          ...Object.fromEntries(Object.entries(NAMES).map(([language, name]) => [`Name[${language}]`, name])),
          ...Object.fromEntries(Object.entries(ABOUT).map(([language, about]) => [`Comment[${language}]`, about])),
        },
      },
    },
    deb: {
      packageName: 'diwan',
      // What an update file is called where files are listed, in the languages of the window.
      fpm: [`${root}/scripts/package/diwan-update.xml=/usr/share/mime/packages/diwan.xml`],
      depends: [
        'libgtk-3-0',
        'libnss3',
        'libxss1',
        'libxtst6',
        'libatspi2.0-0',
        'libasound2',
        'libgbm1',
        'libssl3',
        'xdg-utils',
      ],
      // Asks for an administrator when a clerk's update is installed.
      recommends: ['pkexec'],
    },
    win: {
      fileAssociations: [UPDATE_FILE],
      target: [{ target: 'nsis', arch: ['x64'] }],
      icon: 'resources/icons/256x256.png',
    },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowElevation: true,
      allowToChangeInstallationDirectory: true,
      selectPerMachineByDefault: true,
      multiLanguageInstaller: true,
      installerLanguages: ['ar_SA', 'fr_FR', 'en_US', 'es_ES'],
      displayLanguageSelector: true,
      include: 'scripts/package/installer.nsh',
      deleteAppDataOnUninstall: false,
      differentialPackage: true,
    },
    mac: {
      fileAssociations: [{ ...UPDATE_FILE, role: 'Viewer' }],
      target: [{ target: 'dmg' }, { target: 'zip' }],
      category: 'public.app-category.business',
      icon: 'resources/icons/512x512.png',
      hardenedRuntime: true,
    },
    appImage: { artifactName: 'diwan-${version}-${arch}.${ext}' },
  }
}
