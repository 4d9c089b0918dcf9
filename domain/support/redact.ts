/**
 * What of a failure may leave this PC: which error, its code, and where in the program. Never its message, which may say a subject, a
 * login or a path; nothing of it is looked for and blacked out: what is not known to be ours is left out.
 */
export type Failed = { name: string; code: string | null; frames: string[] }

const MOST_FRAMES = 20
/** `AppError`, `TypeError`, `SqliteError`. */
const NAME = /^[A-Z][A-Za-z]{0,30}Error$|^Error$|^Refusal$/
/** `not-found`, `SQLITE_BUSY`, `ENOENT`, `ERR_INVALID_ARG_TYPE`. */
const OWN_CODE = /^[a-z]{2,20}(-[a-z]{1,20}){0,5}$/
const SYSTEM_CODE = /^(SQLITE_[A-Z_]{2,40}|ERR_[A-Z_]{2,40}|E[A-Z]{2,15})$/

/** @param codes codes of our own: what is not among them, and no system's, is left out */
export function failedOf(error: unknown, codes: ReadonlySet<string>): Failed {
  const { name, message, stack, code, type } = (typeof error === 'object' && error !== null ? error : {}) as {
    [part: string]: unknown
  }
  const called = [type, name].find((one): one is string => typeof one === 'string' && NAME.test(one))
  return { name: called ?? 'unknown', code: codeOf(code, codes), frames: framesOf(stack, message) }
}

export function codeOf(code: unknown, codes: ReadonlySet<string>): string | null {
  if (typeof code !== 'string') return null
  return (OWN_CODE.test(code) && codes.has(code)) || SYSTEM_CODE.test(code) ? code : null
}

/** `    at Object.run (file:///home/someone/diwan/out/main/main.js:10:20)` */
const FRAME = /^ {4}at (?:(?:async )?(.{1,120}?) \()?([^()]{1,400}?):(\d{1,7}):(\d{1,6})\)?$/
const FUNCTION = /^[A-Za-z_$][\w$]{0,40}(\.[A-Za-z_$<][\w$>]{0,40}){0,3}$/

/** Where it was, in the program's own files; without the message, in which somebody may have written such a line. */
function framesOf(stack: unknown, message: unknown): string[] {
  if (typeof stack !== 'string') return []
  const said = typeof message === 'string' ? message : ''
  const after = said === '' ? 0 : stack.indexOf(said)
  // A message that cannot be told from what follows it takes everything with it.
  if (after < 0 || (said === '' && stack.split('\n').length > 1 && !/^[A-Za-z]{1,40}\n {4}at /.test(stack))) return []
  return stack
    .slice(after + said.length)
    .split('\n')
    .flatMap((line): string[] => {
      const found = FRAME.exec(line.slice(0, 600))
      const file = found && fileOf(found[2] ?? '')
      if (!found || !file) return []
      const name = FUNCTION.test(found[1] ?? '') ? `${found[1]} ` : ''
      return [`${name}${file}:${found[3]}:${found[4]}`]
    })
    .slice(0, MOST_FRAMES)
}

const OURS = ['main', 'db', 'domain', 'contract', 'server', 'preload', 'renderer', 'chunks', 'assets']
const PART = /^[A-Za-z0-9@_.-]{1,60}$/

/** The path from the program's own folder on; `node_modules` with its package; nothing of where the program lies. */
export function fileOf(path: string): string | null {
  if (/^node:[a-z0-9_/]{1,60}$/.test(path)) return path
  const parts = path.replace(/\\/g, '/').split('/')
  const packages = parts.lastIndexOf('node_modules')
  const out = parts.lastIndexOf('out')
  const from = packages >= 0 ? packages : out >= 0 && OURS.concat('node').includes(parts[out + 1] ?? '') ? out : -1
  if (from < 0) return null
  const own = parts.slice(from)
  return own.length <= 9 && own.every((part) => PART.test(part) && part !== '..') ? own.join('/') : null
}

/** `about 3000`: how many, as far as it says how large an office is and no more. */
export function roughly(count: number): string {
  if (count < 10) return count === 0 ? '0' : 'fewer than 10'
  const unit = 10 ** Math.floor(Math.log10(count))
  return `about ${Math.round(count / unit) * unit}`
}
