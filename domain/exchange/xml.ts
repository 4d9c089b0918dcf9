import { SaxesParser } from 'saxes'
import { languages, type Names } from '../../contract/values'
import { Capsule, documentPath, type CapsuleLetter } from './capsule'

export const NAMESPACE = 'urn:diwan:letter:1'

/** XML 1.0 has no place for control characters; what they are in a name or a subject nobody meant. */
const UNSAYABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const MARKS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
const said = (text: string): string =>
  text
    .replace(UNSAYABLE, '')
    .replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark)
    .replace(/[\t\n\r]/g, (mark) => `&#${mark.charCodeAt(0)};`)

type Attributes = Record<string, string | number | null>
function element(name: string, attributes: Attributes, inside: string | readonly string[] = ''): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${said(String(value))}"`],
  )
  const content = typeof inside === 'string' ? said(inside) : inside.join('')
  return content === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${content}</${name}>`
}
const namesOf = (names: Names): string[] =>
  languages.flatMap((lang) => (names[lang] ? [element('name', { lang }, names[lang])] : []))

/** The same capsule is always the same bytes: its signature and its hash are too. */
export function capsuleXml({ id, office, handedBy, letter, acknowledges }: Capsule): string {
  const kind = letter ? 'letter' : acknowledges ? 'acknowledgement' : 'office'
  const inside = [
    element('office', { id: office.id }, namesOf(office.names)),
    ...(letter ? [letterXml(letter)] : []),
    ...(acknowledges ? [element('acknowledges', acknowledges)] : []),
  ]
  const whole = element('capsule', { xmlns: NAMESPACE, kind, id, handedBy }, inside)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${whole}\n`
}

const letterXml = (l: CapsuleLetter): string =>
  element(
    'letter',
    {
      ...{ number: l.number, date: l.date, level: l.level, urgency: l.urgency },
      ...{ letterDate: l.letterDate, reference: l.reference },
    },
    [
      element('subject', {}, l.subject),
      ...l.languages.map((one) => element('language', {}, one)),
      ...l.parties.map(({ role, names }) => element('party', { role }, namesOf(names))),
      element(
        'enclosures',
        { count: l.enclosureCount },
        l.enclosures.map(({ title, kind, pages }) => element('enclosure', { kind, pages }, title)),
      ),
      ...l.documents.map((one, i) => element('document', { ...one, path: documentPath(i) })),
    ],
  )

type Node = { name: string; attributes: Record<string, string>; children: Node[]; text: string }

/** Read after the schema has passed it: what is not as it should be is null, and so is any document type. */
export function readCapsule(xml: string): Capsule | null {
  try {
    const root = tree(xml)
    if (root?.name !== 'capsule') return null
    const [office] = of(root, 'office')
    const [letter] = of(root, 'letter')
    const [acknowledges] = of(root, 'acknowledges')
    const read = {
      id: root.attributes['id'],
      office: { id: office?.attributes['id'], names: office && readNames(office) },
      handedBy: root.attributes['handedBy'] ?? null,
      letter: letter ? readLetter(letter) : null,
      acknowledges: acknowledges ? acknowledges.attributes : null,
    }
    return Capsule.safeParse(read).data ?? null
  } catch {
    return null
  }
}

/** Whether a parser comes to its end. */
export function isXml(xml: string): boolean {
  try {
    return tree(xml) !== null
  } catch {
    return false
  }
}

const of = (node: Node, name: string): Node[] => node.children.filter((child) => child.name === name)
/** A name that is missing in Arabic is said in what there is. */
function readNames(node: Node): Record<string, string> {
  const given = Object.fromEntries(of(node, 'name').map((one) => [one.attributes['lang'], one.text]))
  const first = given['ar'] ?? Object.values(given)[0] ?? ''
  return Object.fromEntries(languages.map((one) => [one, given[one] ?? (one === 'ar' ? first : '')]))
}

function readLetter(node: Node): unknown {
  const { number, date, level, urgency, letterDate = null, reference = null } = node.attributes
  const [enclosures] = of(node, 'enclosures')
  return {
    ...{ number, date, level, urgency, letterDate, reference },
    subject: of(node, 'subject')[0]?.text,
    languages: of(node, 'language').map(({ text }) => text),
    parties: of(node, 'party').map((one) => ({ role: one.attributes['role'], names: readNames(one) })),
    enclosureCount: Number(enclosures?.attributes['count']),
    enclosures: (enclosures ? of(enclosures, 'enclosure') : []).map(({ text, attributes: { kind, pages } }) => ({
      ...{ title: text, kind, pages: pages === undefined ? null : Number(pages) },
    })),
    documents: of(node, 'document').map(({ attributes: { name, mediaType, size, sha256 } }) => ({
      ...{ name, mediaType, size: Number(size), sha256 },
    })),
  }
}

function tree(xml: string): Node | null {
  const parser = new SaxesParser()
  const open: Node[] = []
  let root: Node | null = null
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a document type')
  })
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes: { ...attributes }, children: [], text: '' }
    open.at(-1)?.children.push(node)
    root ??= node
    open.push(node)
  })
  const heard = (text: string): void => {
    const node = open.at(-1)
    if (node) node.text += text
  }
  parser.on('text', heard)
  parser.on('cdata', heard)
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  return root
}
