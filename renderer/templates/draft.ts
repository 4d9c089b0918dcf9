import type { TemplateBlock, TemplateBody, TemplateFile } from '../../contract/template-body'
import { noNames } from '../session/newOffice'

/** A template while it is written: what is saved of it as its next version. */
export type Draft = Pick<TemplateFile, 'names' | 'use' | 'body'>

const empty = () => ({ ar: '', fr: '', en: '', es: '' })
export const emptyBlock = (): TemplateBlock => ({ role: 'free', ...empty() })
export const emptyEnclosure = (): TemplateBody['enclosures'][number] => empty()

/** The least a letter has: a place for each of its parts, opening and closing as the country writes them. */
export const emptyDraft = (): Draft => {
  const phrase = (role: 'opening' | 'closing'): TemplateBlock => {
    const text = `{{${role}}}`
    return { role, ar: text, fr: text, en: text, es: text }
  }
  return {
    names: noNames(),
    use: 'other',
    body: {
      subject: empty(),
      blocks: [phrase('opening'), emptyBlock(), phrase('closing')],
      enclosures: [],
      urgency: 'routine',
      level: 'ordinary',
      signatureMode: 'byDelegation',
    },
  }
}

export const copyOf = ({ names, use, body }: Draft): Draft => JSON.parse(JSON.stringify({ names, use, body })) as Draft
