import type { Document } from './internals'

/** What pdfkit writes a page's operators to. */
interface Stream {
  write(chunk: string | Uint8Array): void
  end(chunk?: string | Uint8Array): void
}

interface Written extends Document {
  page: { content: Stream }
  addContent(data: string): Document
}

const gathering = new WeakSet<Stream>()

/** pdfkit makes a buffer of every operator, thousands a page: they are gathered as text and written when the page ends. */
function gather(content: Stream): void {
  const stock = { write: content.write.bind(content), end: content.end.bind(content) }
  let text = ''
  const flush = (): void => {
    if (text !== '') stock.write(text.slice(0, -1))
    text = ''
  }
  content.write = (chunk) => {
    if (typeof chunk === 'string') text += `${chunk}\n`
    else {
      flush()
      stock.write(chunk)
    }
  }
  content.end = (chunk) => {
    flush()
    stock.end(chunk)
  }
  gathering.add(content)
}

export function patchContent(prototype: Document): void {
  ;(prototype as Written).addContent = function (this: Written, data: string): Document {
    const { content } = this.page
    if (!gathering.has(content)) gather(content)
    content.write(data)
    return this
  }
}
