import jbig2 from 'pdfjs-dist/wasm/jbig2.wasm?url&no-inline'
import openjpeg from 'pdfjs-dist/wasm/openjpeg.wasm?url&no-inline'
import qcms from 'pdfjs-dist/wasm/qcms_bg.wasm?url&no-inline'
import dingbats from 'pdfjs-dist/standard_fonts/FoxitDingbats.pfb?url&no-inline'
import fixed from 'pdfjs-dist/standard_fonts/FoxitFixed.pfb?url&no-inline'
import fixedBold from 'pdfjs-dist/standard_fonts/FoxitFixedBold.pfb?url&no-inline'
import fixedBoldItalic from 'pdfjs-dist/standard_fonts/FoxitFixedBoldItalic.pfb?url&no-inline'
import fixedItalic from 'pdfjs-dist/standard_fonts/FoxitFixedItalic.pfb?url&no-inline'
import serif from 'pdfjs-dist/standard_fonts/FoxitSerif.pfb?url&no-inline'
import serifBold from 'pdfjs-dist/standard_fonts/FoxitSerifBold.pfb?url&no-inline'
import serifBoldItalic from 'pdfjs-dist/standard_fonts/FoxitSerifBoldItalic.pfb?url&no-inline'
import serifItalic from 'pdfjs-dist/standard_fonts/FoxitSerifItalic.pfb?url&no-inline'
import symbol from 'pdfjs-dist/standard_fonts/FoxitSymbol.pfb?url&no-inline'
import sansBold from 'pdfjs-dist/standard_fonts/LiberationSans-Bold.ttf?url&no-inline'
import sansBoldItalic from 'pdfjs-dist/standard_fonts/LiberationSans-BoldItalic.ttf?url&no-inline'
import sansItalic from 'pdfjs-dist/standard_fonts/LiberationSans-Italic.ttf?url&no-inline'
import sans from 'pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf?url&no-inline'

/**
 * Decoders of scans (JBIG2, JPEG 2000, colour profiles) and the fonts a PDF may leave out, shipped with the window.
 * pdf.js asks by file name; the shipped files carry a hash in theirs.
 */
const urls: Record<string, string> = {
  'jbig2.wasm': jbig2,
  'openjpeg.wasm': openjpeg,
  'qcms_bg.wasm': qcms,
  'FoxitDingbats.pfb': dingbats,
  'FoxitFixed.pfb': fixed,
  'FoxitFixedBold.pfb': fixedBold,
  'FoxitFixedBoldItalic.pfb': fixedBoldItalic,
  'FoxitFixedItalic.pfb': fixedItalic,
  'FoxitSerif.pfb': serif,
  'FoxitSerifBold.pfb': serifBold,
  'FoxitSerifBoldItalic.pfb': serifBoldItalic,
  'FoxitSerifItalic.pfb': serifItalic,
  'FoxitSymbol.pfb': symbol,
  'LiberationSans-Bold.ttf': sansBold,
  'LiberationSans-BoldItalic.ttf': sansBoldItalic,
  'LiberationSans-Italic.ttf': sansItalic,
  'LiberationSans-Regular.ttf': sans,
}

/** Given to pdf.js in place of its own, which builds addresses from a folder. */
export class ShippedFiles {
  async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const url = urls[filename]
    if (!url) throw new Error(`${filename} is not shipped`)
    const reply = await fetch(url)
    return new Uint8Array(await reply.arrayBuffer())
  }
}
