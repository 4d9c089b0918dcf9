import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { Notes, Release, ReleaseChannel, SignedRelease } from '../../contract/updates'
import { openRelease, signRelease } from '../../domain/updates/release'
import { signer } from '../../domain/trust/keys'
import { ask } from '../../main/command-line/ask'
import { makeKey, readKey } from './keys'
import { describePackage } from './packages'

const USAGE = `npm run release --
  key FILE                             makes the key of releases, under a passphrase, and prints its public half
  sign --key FILE --version V --notes NOTES.json [--channel general|pilot] [--from V] [--days 90] PACKAGE…
                                       signs what these packages are; a second --key while keys change
  stick RELEASE.json PACKAGE           one file for a PC without a line: RELEASE.diwan-update
  show RELEASE.json                    what it says, and whose signatures stand under it
The passphrase is asked for, or taken from DIWAN_RELEASE_PASSPHRASE.`

const DAY = 24 * 3600_000

const passphraseFor = (file: string): Promise<string> =>
  process.env['DIWAN_RELEASE_PASSPHRASE'] === undefined
    ? ask(`Passphrase of ${basename(file)}: `, { hidden: true })
    : Promise.resolve(process.env['DIWAN_RELEASE_PASSPHRASE'])

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: 'string', multiple: true, default: [] },
    version: { type: 'string', default: '' },
    notes: { type: 'string', default: '' },
    channel: { type: 'string', default: 'general' },
    from: { type: 'string', default: '0.0.0' },
    days: { type: 'string', default: '90' },
  },
})

async function key(file: string): Promise<void> {
  console.log(`public key  ${await makeKey(file, await passphraseFor(file))}`)
}

async function sign(packages: string[]): Promise<void> {
  const [first] = packages
  if (!first || values.key.length === 0) throw new Error(USAGE)
  const madeAt = Date.now()
  const release = Release.parse({
    format: 1,
    version: values.version,
    channel: ReleaseChannel.parse(values.channel),
    madeAt,
    expiresAt: madeAt + Number(values.days) * DAY,
    from: values.from,
    notes: Notes.parse(JSON.parse(await readFile(values.notes, 'utf8'))),
    files: await Promise.all(packages.map(describePackage)),
  })
  const keys = []
  for (const file of values.key) {
    const { seed, publicKey } = await readKey(file, await passphraseFor(file))
    keys.push({ publicKey, sign: signer(seed) })
  }
  const to = join(dirname(first), `diwan-${release.version}-${release.channel}.release.json`)
  await writeFile(to, JSON.stringify(signRelease(release, keys)), { flag: 'wx' })
  console.log(to)
}

const read = async (file: string): Promise<SignedRelease> =>
  SignedRelease.parse(JSON.parse(await readFile(file, 'utf8')))

/** The layout is read by main/updates/stick.ts. */
async function stick(file: string, packed: string): Promise<void> {
  const signed = await read(file)
  const { sha512 } = await describePackage(packed)
  if (!Release.parse(JSON.parse(signed.release)).files.some((one) => one.sha512 === sha512))
    throw new Error(`${packed} is none of the packages of ${file}`)
  const to = file.replace(/(\.release)?\.json$/, '') + '.diwan-update'
  await writeFile(to, `${JSON.stringify(signed)}\n`)
  await pipeline(createReadStream(packed), createWriteStream(to, { flags: 'a' }))
  console.log(to)
}

async function show(file: string): Promise<void> {
  const signed = await read(file)
  for (const { key: publicKey } of signed.signatures)
    console.log(`${openRelease(signed, [publicKey]).ok ? 'signed by' : 'NOT SIGNED by'}  ${publicKey}`)
  console.log(JSON.stringify(JSON.parse(signed.release), null, 2))
}

async function run([command, ...args]: string[]): Promise<number> {
  const [one, two] = args
  if (command === 'key' && one) await key(one)
  else if (command === 'sign') await sign(args)
  else if (command === 'stick' && one && two) await stick(one, two)
  else if (command === 'show' && one) await show(one)
  else {
    console.error(USAGE)
    return 2
  }
  return 0
}

run(positionals).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
