import type { Document } from './internals'

/** pdfkit's metadata: what is appended stands in the file's XMP packet. */
interface Described extends Document {
  info: { Title: string; Creator: string; Producer: string; CreationDate: Date }
  appendXML(xml: string): void
  _addInfo(): void
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** `pdfuaid` is none of the schemas PDF/A knows: it has to be described where it is used (ISO 19005-2, 6.6.2.3). */
const ACCESSIBLE = `
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`

/** What pdfkit writes of the file's title has to be XML whatever a subject says, and the same as in the file's information. */
export function patchMetadata(prototype: Document): void {
  ;(prototype as Described)._addInfo = function (this: Described): void {
    const { Title, Creator, Producer, CreationDate } = this.info
    this.appendXML(`
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${CreationDate.toISOString().split('.')[0] ?? ''}Z</xmp:CreateDate>
<xmp:CreatorTool>${escaped(Creator)}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(Title)}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${escaped(Producer)}</pdf:Producer></rdf:Description>`)
  }
}

/** Says that the file is PDF/UA-1: only of one whose structure is written. */
export const sayAccessible = (document: Document): void => (document as Described).appendXML(ACCESSIBLE)
