/**
 * Everything a caller can be told; a closed list. Each code has a sentence `errors.<code>` in the four languages:
 * what happened, what it means, what to do. Parameters are named beside the code.
 */
export const errorCodes = [
  // the bridge
  'invalid-input', // { field }
  'signed-out',
  'forbidden',
  'not-found',
  'unexpected', // reportId
  'cancelled', // long work was stopped by a person
  // the vault
  'wrong-password', // { waitSeconds }
  'wait-before-retry', // { waitSeconds }
  'vault-damaged',
  'vault-in-use',
  'office-exists',
  'no-office',
  'recovery-secret-wrong',
  'password-too-short', // { min }
  'password-common',
  'password-like-login',
  'electron-unsupported', // { found, needed }
  'sandbox-missing',
  'login-taken', // { login }
  'last-administrator',
  // the database
  'database-from-the-future', // { found, known }
  'database-damaged',
  'disk-full',
  'disk-failed',
  'file-held', // { name }
  // registering
  'book-closed', // { register, year }
  'book-suspended', // { register, year }
  'day-closed', // { date }: the next open day takes it, or a duty session, or two people open it again
  'day-not-over', // { date }: something stands between: an earlier day, a session, a day that has not come
  'second-person', // I4: another person, who may, with their own password
  'mail-differs', // D1: something is left over, and no word says why
  'envelope-sealed', // { number }: D4: nothing inside a tender's envelope is known before its session
  'tender-hour', // D4: the hour has passed, or has not come
  'second-keeper', // D3: another person who may keep valuables and see what they came with
  'no-book', // { register, year }
  'folder-away', // { reason }: network or roaming
  'order-outdated',
  'update-refused', // { reason }
  'update-no-room', // { neededMb }: the copy before a new version
  'update-unopened', // { version }: it could not open the office
  'way-back-loses', // { operations }: written since the copy; the person says that they know
  'way-back-uncounted',
  'copy-damaged',
  'package-missing', // { name }: not beside its release, or not what was signed
  'upload-refused', // { reason }: a release that does not come to the server
  'code-taken', // { code }: a register of the office has it
  'relation-unfit', // such cards do not stand so to each other
  // the filing plan (R1, R2)
  'class-code-taken', // { code }
  'retention-shortened', // { code }
  'not-due', // { count }: entries of a list that are not due, or not any more
  'own-disposal-list', // A4
  'disposal-held', // { count }: entries of the list somebody holds
  'chain-incomplete', // { year }: acts of a book are on their way here
  'register-unheard', // opened here without a line: the server says first whether its code is free
  'clock-jumped', // { date }
  'import-underway', // a transcription is not whole yet, or is being taken back
  'import-gone', // the window was closed, or the office: the file is to be chosen again
  'import-changed', // { name }: the file was written meanwhile
  'import-server-older', // the server takes no transcribed book yet
  'capsule-damaged', // { name }
  'capsule-unsafe', // { name }: it says, or gives, more than a letter holds
  'capsule-altered', // { name }: not what was signed
  'capsule-invalid', // { name }: not the form such files have
  'capsule-other-key', // { name }: the office signed under another key until now
  'capsule-unknown-sender', // { name }: no administrator accepted that office
  'capsule-unasked', // { name }: it acknowledges what never left here
  'capsule-known', // it is registered, or recorded, already
  'capsule-level', // { number }: above what leaves in plain
  'capsule-unproven', // this office has no key of its own
  'capsule-fingerprint', // what was read aloud is not what the file bears
  'sheet-old', // { name }: of Excel before 2007
  'sheet-unsafe', // { name }: it says, or gives, more than a sheet holds
  'subject-missing',
  'describe-first', // { number }: numbered, not described yet: nothing stands there to be corrected (D2)
  'letter-date-in-future', // { date }
  'already-cancelled', // { number }
  'post-number-used', // { number }: it stands on a list already
  'answers-cancelled', // { number }: nobody answers an entry that was cancelled
  'own-entry-cancel', // { number }
  'level-lowered', // A1: only authority lowers it
  'field-fixed', // { field }
  'too-many-pinned', // { most }
  'too-many-chosen', // { most, chosen }
  'too-many-on-paper', // { most, lines }
  'stale', // somebody else changed it meanwhile
  'not-proven', // { what }: nobody who may has signed it
  'password-to-change', // an administrator set it: the key is theirs until it is changed
  // assignments (W1)
  'assignment-opened', // whoever it was given to has seen it: it is not pulled back any more
  'assignment-standing', // somebody answers it already
  'assignment-not-cleared', // A1: beyond the clearance of whom it would be given to
  'route-closed', // only named people give something there
  'unit-ended', // it is no unit any more, or the person has left
  // documents
  'file-unreadable', // { name }
  'file-too-large', // { name, sizeMb, limitMb }
  'file-kind-unknown', // { name }
  'file-missing', // { name }
  'file-destroyed', // { name }
  'file-damaged', // { name }
  'file-gone', // { name }
  'file-held', // { name }
  'file-empty', // { name }
  'file-protected', // { name }
  'file-web-page', // { name }
  'file-office', // { name }
  'file-archive', // { name }
  'file-message', // { name }
  'file-signed', // { name }
  'file-signed-kept', // { name }
  'file-webp', // { name }
  'certificate-unreadable',
  'certificate-no-authority', // { name }
  'certificate-old', // protected as before 2017
  'certificate-passphrase',
  'certificate-over', // { name }: not, or no longer, in force
  'stamp-server-unreached',
  'file-too-many-points', // { name }
  'file-heic', // { name }
  'file-tiff', // { name }
  'picture-too-large', // { name, width, height }
  'stamp-impossible', // { name }: protected, or of a kind no stamp can be set on
  'scans-unused', // { limit }
  // letters
  'letter-frozen',
  'letter-not-submitted',
  'letter-not-signed',
  'letter-incomplete', // { part }
  'own-draft', // A4: nobody approves their own draft
  'letter-superseded',
  'visa-not-asked', // W2: not of this person, or not yet
  'visas-missing', // { count }: W2: signed after all visas
  'visa-path-unfit', // somebody stands in it twice, is not there any more, or wrote the draft alone
  'delegation-over', // W3: outside its dates or its scope
  'stand-in-unfit', // nobody stands in for themselves, nor hands over to themselves
  'letter-field-unknown', // { token }
  'letter-field-empty', // { letterField }
  'letter-blank', // a dotted place nobody has written in
  'template-field-unknown', // { templatePart, n, language, line, column, token }
  'template-part-unclosed', // { templatePart, n, language, line, column, token }
  'template-part-unopened', // { templatePart, n, language, line, column, token }
  'template-brace', // { templatePart, n, language, line, column, token }
  'template-too-deep', // { templatePart, n, language, line, column }
  'template-too-large',
  'template-empty',
  'template-retired',
  'template-file', // { name }: no template, or of a later form
  'document-unread', // { name, reason }: no text comes out of a .docx
  'letter-glyphs', // { characters }
  'letter-issued-elsewhere', // { device }
  'run-no-name',
  'run-no-address',
  'run-duplicate', // { line }
  'run-field-empty', // { templateField }
  'run-nobody', // nobody to write to is left
  'do-not-contact', // P4
  // backups
  'backup-invalid', // { reason }
  'backup-newer', // { found, known }
  'backup-other-office',
  'backup-incomplete', // { found, of, names }
  'secret-needed',
  'medium-full',
  'medium-read-only',
  'medium-gone',
  'medium-file-too-large', // { name, sizeMb }
  // the line
  'server-unreachable',
  'server-refused', // { reason }
  'enrolment-code-invalid',
  'enrolment-code-expired',
  'certificate-mismatch',
  'proxy-login', // the proxy wants a name and a password
  'proxy-windows-login', // it takes a Windows log-in only
  'proxy-unreachable',
  'proxy-refused',
  'proxy-no-tunnel', // it answers in the server's place
  'proxy-unsupported', // SOCKS
  'already-enrolled',
  'device-revoked',
  'clone-detected',
  'superseded', // another copy of this PC goes on
  'newer-version', // it is about what only a newer version of the program knows
  'server-unheard', // restored: the server says first which numbers were given
] as const

export type ErrorCode = (typeof errorCodes)[number]
export type Params = Record<string, string | number>
export type Failure = { code: ErrorCode; params?: Params; reportId?: string }
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure }

/** Thrown by rules and services; the router turns it into a Failure, the client turns it back. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly params?: Params,
    readonly reportId?: string,
  ) {
    super(params ? `${code} ${JSON.stringify(params)}` : code)
    this.name = 'AppError'
  }
}
