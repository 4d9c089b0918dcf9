import { z } from 'zod'
import { command, event, query } from './define'
import { Proof } from './proof'
import { Id, Instant, Names, None, paragraphs, Word } from './values'

// Releases of the program (docs/adr/025): what the offline key signs, what the server offers and what the window shows of it.

/** Three numbers; a later one is a later program. */
export const Version = z.string().regex(/^(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}$/)
/** Who gets it: PCs that try first, or all. */
export const releaseChannels = ['general', 'pilot'] as const
export const ReleaseChannel = z.enum(releaseChannels)
export type ReleaseChannel = z.infer<typeof ReleaseChannel>

/** Packages that can take the place of what runs; others (tar.gz) are unpacked by hand. */
export const packageKinds = ['deb', 'appimage', 'nsis', 'mac'] as const
export const PackageKind = z.enum(packageKinds)
export type PackageKind = z.infer<typeof PackageKind>
export const Architecture = z.enum(['x64', 'arm64'])
export const Sha512 = z.string().regex(/^[0-9a-f]{128}$/)

export const PackageFile = z.object({
  kind: PackageKind,
  arch: Architecture,
  /** A bare name; it never becomes a path. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/),
  /** Bytes. */
  size: z.int().min(1).max(2_000_000_000),
  sha512: Sha512,
})
export type PackageFile = z.infer<typeof PackageFile>

export const Notes = z.object({
  ar: paragraphs(4000),
  fr: paragraphs(4000),
  en: paragraphs(4000),
  es: paragraphs(4000),
})
export type Notes = z.infer<typeof Notes>

export const Release = z.object({
  format: z.literal(1),
  version: Version,
  channel: ReleaseChannel,
  madeAt: Instant,
  /** A release nobody renewed is refused from then on: an old one is not kept up for ever. */
  expiresAt: Instant,
  /** The oldest version it may take the place of. */
  from: Version,
  notes: Notes,
  files: z.array(PackageFile).min(1).max(20),
})
export type Release = z.infer<typeof Release>

/** The very bytes that were signed, as text, and who signed them: two keys while they change. */
export const SignedRelease = z.object({
  release: z.string().max(100_000),
  signatures: z
    .array(z.object({ key: z.string().max(100), signature: z.string().max(200) }))
    .min(1)
    .max(4),
})
export type SignedRelease = z.infer<typeof SignedRelease>

/** What the server has for a PC that asked. */
export const Offer = z.object({
  release: SignedRelease.nullable(),
  /** Older than this must not go on for long: the desk counts down, saves and installs. */
  minimum: Version.nullable(),
})
export type Offer = z.infer<typeof Offer>

/** Bytes of a package that travel in one answer: half a minute of a line of 56 kbit/s. */
export const PACKAGE_PIECE = 192 * 1024

export const updateStates = ['current', 'fetching', 'ready', 'installing', 'failed', 'back'] as const
/** What a PC says of itself, in words only. */
export const UpdateReport = z.object({
  version: Version,
  channel: ReleaseChannel,
  kind: PackageKind.nullable(),
  state: z.enum(updateStates),
  /** The version it was about, and why it failed. */
  about: Version.nullable(),
  reason: Word.nullable(),
})
export type UpdateReport = z.infer<typeof UpdateReport>

/** Why a release is not installed here (domain/updates/release.ts), or why it could not be. */
export const updateRefusals = [
  'signature',
  'unreadable',
  'expired',
  'channel',
  'older',
  'tooOld',
  'noPackage',
  'hash',
  'noSpace',
  'line',
  'installer',
  'wentBack',
] as const
export type UpdateRefusal = (typeof updateRefusals)[number]

/** What the server lets a release's managers decide; the desk never trusts more to it than a delay. */
export const Rollout = z.object({
  state: z.enum(['running', 'paused', 'withdrawn']),
  /** Of all PCs, by a number of their own that never changes for one release. */
  percent: z.int().min(0).max(100),
  /** Offices that get it before the share is looked at, and offices that get it when all others may. */
  first: z.array(Id).max(1000),
  last: z.array(Id).max(1000),
  startsAt: Instant,
  /** Whoever is older than this release must install it. */
  forced: z.boolean(),
})
export type Rollout = z.infer<typeof Rollout>

/** What was wrong with the folder of the office the last time: it is there for nobody, or not for us, is full, or lied. */
export const folderTroubles = ['away', 'denied', 'full', 'wrong', 'other'] as const
export type FolderTrouble = (typeof folderTroubles)[number]

export const UpdateStatus = z.object({
  version: Version,
  channel: ReleaseChannel,
  /** How it was installed; null: by hand (a folder, a checkout), and by hand it is replaced. */
  kind: PackageKind.nullable(),
  /** Whether this program knows a key of its makers: without one nothing is ever installed. */
  hasKeys: z.boolean(),
  /** Installing needs an administrator of this PC. */
  asksAdministrator: z.boolean(),
  checkedAt: Instant.nullable(),
  found: z
    .object({
      version: Version,
      notes: Notes,
      size: z.int(),
      /** Bytes that are here. */
      done: z.int(),
      state: z.enum(['fetching', 'ready', 'atClosing', 'installing']),
      /** It is installed then, whatever is being done: what was typed is kept as a draft. */
      forcedAt: Instant.nullable(),
    })
    .nullable(),
  /** Where PCs of the office lay packages for each other; `waits`: another of them fetches the one that was found. */
  folder: z
    .object({ path: z.string().max(1000), trouble: z.enum(folderTroubles).nullable(), waits: z.boolean() })
    .nullable(),
  /** Why the last one was not installed. */
  refusal: z.object({ version: Version.nullable(), reason: z.enum(updateRefusals) }).nullable(),
})
export type UpdateStatus = z.infer<typeof UpdateStatus>

// What a PC and the server say of releases, each request signed by the PC (docs/sync.md).

export const OfferRequest = z.object({
  version: Version,
  kind: PackageKind.nullable(),
  arch: Architecture,
  channel: ReleaseChannel,
})
export type OfferRequest = z.infer<typeof OfferRequest>

/** What the managers of releases decided of one, signed by one of them (domain/updates/order.ts). */
export const ReleaseOrder = z.object({ id: Id, at: Instant, version: Version, rollout: Rollout, proof: Proof })
export type ReleaseOrder = z.infer<typeof ReleaseOrder>

/** A release an administrator of the managing office brings from their window, signed by them (domain/updates/order.ts). */
export const ReleaseUpload = z.object({ id: Id, at: Instant, signed: SignedRelease, proof: Proof })
export type ReleaseUpload = z.infer<typeof ReleaseUpload>
/** Of each package, in the order in which the release names them: bytes that are at the server. */
export const UploadHere = z.object({ done: z.array(z.int().min(0)).max(20) })
export type UploadHere = z.infer<typeof UploadHere>

export const ReleaseHere = z.object({
  version: Version,
  channel: ReleaseChannel,
  madeAt: Instant,
  expiresAt: Instant,
  addedAt: Instant,
  rollout: Rollout,
  /** Of the order that stands; null: nobody gave one yet. The next one says a later time. */
  orderedAt: Instant.nullable(),
})
export type ReleaseHere = z.infer<typeof ReleaseHere>

/** What a PC last said of itself; null: nothing yet. */
export const ReleasePc = z.object({
  device: Id,
  name: z.string().max(60),
  office: Id,
  lastSeen: Instant.nullable(),
  report: UpdateReport.extend({ at: Instant }).nullable(),
})
export type ReleasePc = z.infer<typeof ReleasePc>

/** For the managing office: who has what, and what failed. `names` is null until the office's own row has come. */
export const ReleaseOverview = z.object({
  offices: z.array(z.object({ id: Id, names: Names.nullable() })),
  releases: z.array(ReleaseHere),
  pcs: z.array(ReleasePc),
})
export type ReleaseOverview = z.infer<typeof ReleaseOverview>

export const updates = {
  status: query({ needs: 'sync:read', input: None, output: UpdateStatus }),
  /** Asks the server now. */
  check: command({ needs: 'sync:read', input: None, output: UpdateStatus }),
  /** Now, or when the program is closed. */
  install: command({ needs: 'sync:read', input: z.object({ when: z.enum(['now', 'closing']) }), output: None }),
  /** A signed update on a stick: the system's own dialog asks which. Null: nothing was chosen. */
  fromFile: command({ needs: 'sync:read', input: None, output: UpdateStatus.nullable() }),
  /** Somebody opened an update file in the system: it waits for whoever is at work. Which it is, is said to nobody before. */
  given: query({ needs: 'anyone', input: None, output: z.object({ waits: z.boolean() }) }),
  /** Takes it as one from a stick, once; null: none waits. */
  fromGiven: command({ needs: 'sync:read', input: None, output: UpdateStatus.nullable() }),
  wasGiven: event({ needs: 'anyone', payload: None }),
  choose: command({ needs: 'office:manage', input: z.object({ channel: ReleaseChannel }), output: UpdateStatus }),
  /** The folder of the office: the system's own dialog asks which; null: nothing was chosen. `use` false: none any more. */
  useFolder: command({
    needs: 'office:manage',
    input: z.object({ use: z.boolean() }),
    output: UpdateStatus.nullable(),
  }),
  /** The releases of the server and which PC has what; null where another office manages them. */
  overview: query({ needs: 'office:manage', input: None, output: ReleaseOverview.nullable() }),
  /** To whom a release goes; `orderedAt` is that of the order the person had before them. */
  order: command({
    needs: 'office:manage',
    input: z.object({ version: Version, rollout: Rollout, orderedAt: Instant.nullable() }),
    output: ReleaseOverview.nullable(),
  }),
  /**
   * Brings a signed release and the packages beside it to the server, as a job; the system's own dialog asks which. It goes to
   * nobody yet. Null: nothing was chosen.
   */
  upload: command({
    needs: 'office:manage',
    input: None,
    output: z.object({ version: Version, channel: ReleaseChannel }).nullable(),
  }),
  changed: event({ needs: 'sync:read', payload: None }),
}
