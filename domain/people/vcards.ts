import type { Row } from '../sheets/cell'
import { countryCalled } from '../text/country-called'

/*
 * vCards as people's telephones and mail programs write them (2.1 with quoted-printable, 3.0, 4.0), as rows under headings of ours, so that
 * they come in like any other list. Pictures, keys and sounds are left where they are.
 */
const PHONES = 4
const MAILS = 3
/** Headings by what they are taken for (people-import.ts). */
export const VCARD_HEADINGS: readonly string[] = [
  ...['name', 'family', 'given', 'father', 'kind', 'description', 'occupation', 'birthDate', 'sex'],
  ...Array.from({ length: PHONES }, (_, i) => (i === 0 ? 'phone' : `phone ${i + 1}`)),
  ...Array.from({ length: MAILS }, (_, i) => (i === 0 ? 'email' : `email ${i + 1}`)),
  ...['address', 'city', 'country', 'website', 'notes'],
]

type Line = { name: string; params: string; value: string }

/** One card, from its BEGIN to its END, as a row. @param line where it begins in its file */
export function vcardRow(text: string, line: number): Row {
  const lines = unfolded(text).flatMap(lineOf)
  const all = (name: string): Line[] => lines.filter((one) => one.name === name)
  const first = (name: string): string => textOf(all(name)[0])
  const [family = '', given = '', more = ''] = partsOf(all('N')[0])
  const organisation = partsOf(all('ORG')[0]).filter(Boolean).join(' · ')
  const named = first('FN') || [given, more, family].filter(Boolean).join(' ') || first('NICKNAME')
  const isEntity =
    /^(?:org|group)/i.test(first('KIND')) || (organisation !== '' && (named === '' || named === organisation))
  const [box = '', extended = '', street = '', city = '', region = '', code = '', country = ''] = partsOf(all('ADR')[0])
  const known = country === '' ? '' : countryCalled(country)
  const place = [box, extended, street, region, code, known === null ? country : '']
  const several = (name: string, most: number): { kept: string[]; rest: string[] } => {
    const values = all(name)
      .map((one) =>
        textOf(one)
          .replace(/^(?:tel|mailto):/i, '')
          .trim(),
      )
      .filter(Boolean)
    return { kept: Array.from({ length: most }, (_, i) => values[i] ?? ''), rest: values.slice(most) }
  }
  const [phones, mails] = [several('TEL', PHONES), several('EMAIL', MAILS)]
  const birth = dayOf(first('BDAY'))
  const role = first('TITLE') || first('ROLE')
  const cells = [
    ...[named || organisation, isEntity ? '' : family, isEntity ? '' : given, isEntity ? '' : more],
    ...[
      isEntity ? 'entity' : 'person',
      isEntity ? role : [role, organisation].filter(Boolean).join(' · ').slice(0, 200),
    ],
    ...[isEntity ? '' : role.slice(0, 120), birth ?? '', /^[FM](?:;|$)/i.exec(first('GENDER'))?.[0].slice(0, 1) ?? ''],
    ...[...phones.kept, ...mails.kept],
    ...[place.filter(Boolean).join(', '), city, known === null ? '' : country, first('URL')],
    [first('NOTE'), ...phones.rest, ...mails.rest, birth === null ? first('BDAY') : ''].filter(Boolean).join('\n'),
  ]
  return { line, cells }
}

/** A line that is broken goes on behind a space, or behind the = of quoted-printable. */
function unfolded(text: string): string[] {
  const out: string[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    const last = out.at(-1)
    if (last !== undefined && /^[ \t]/.test(line)) out[out.length - 1] = last + line.slice(1)
    else if (last !== undefined && last.endsWith('=') && /^[^:]*QUOTED-PRINTABLE/i.test(last))
      out[out.length - 1] = last.slice(0, -1) + line
    else out.push(line)
  }
  return out
}

function lineOf(text: string): Line[] {
  const found = /^(?:[\w-]+\.)?([A-Za-z-]+)((?:;(?:[^":]|"[^"]*")*)?):([\s\S]*)$/.exec(text)
  if (!found) return []
  const [, name = '', params = '', value = ''] = found
  return [{ name: name.toUpperCase(), params, value: decoded(params, value) }]
}

function decoded(params: string, value: string): string {
  if (!/QUOTED-PRINTABLE/i.test(params)) return value
  const bytes = new Uint8Array(
    [...value.matchAll(/=([0-9A-Fa-f]{2})|([^=])|(=)/gu)].flatMap(([, hex, char]) =>
      hex === undefined ? [...new TextEncoder().encode(char ?? '')] : [Number.parseInt(hex, 16)],
    ),
  )
  const charset = /CHARSET="?([\w-]+)/i.exec(params)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    // A set nobody has heard of: what is lost shows as such, and the row is refused.
    return new TextDecoder('utf-8').decode(bytes)
  }
}

const plain = (text: string): string =>
  text
    .replace(/\\n/gi, '\n')
    .replace(/\\([,;:\\])/g, '$1')
    .trim()
const textOf = (line: Line | undefined): string => plain(line?.value ?? '')
/** Parts between semicolons that are not written as \; */
const partsOf = (line: Line | undefined): string[] =>
  (line?.value ?? '').match(/(?:\\[\s\S]|[^;\\])+|(?<=^|;)(?=;|$)/g)?.map(plain) ?? []

/** 19840307, 1984-03-07T00:00:00Z, 1984; null for a day without a year, which is kept as a note. */
function dayOf(text: string): string | null {
  if (text === '') return ''
  const found = /^(\d{4})(?:-?(\d{2})-?(\d{2}))?(?:T.*)?$/.exec(text)
  if (!found) return /^--/.test(text) ? null : text
  return found[2] === undefined ? (found[1] ?? '') : `${found[1]}-${found[2]}-${found[3]}`
}
