import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { program } from './chromium'

/** Debian's jars of Apache PDFBox and of what Java left out since. */
const JARS = ['preflight', 'pdfbox2', 'fontbox2', 'xmpbox', 'commons-logging', 'javax.activation', 'jaxb-api']
const FOLDER = '/usr/share/java'

/** What Apache PDFBox's Preflight, a PDF/A-1b validator, finds wrong, a line a fault. */
export async function judge(pdf: Uint8Array): Promise<string[]> {
  const java = program(['java'], 'default-jre-headless')
  if (!existsSync(join(FOLDER, 'preflight.jar')))
    throw new Error(
      'PDF/A is judged by Apache PDFBox: apt-get install libpdfbox2-java libactivation-java libjaxb-api-java',
    )
  const folder = await mkdtemp(join(tmpdir(), 'diwan-preflight-'))
  try {
    const file = join(folder, 'a.pdf')
    await writeFile(file, pdf)
    const path = JARS.map((jar) => join(FOLDER, `${jar}.jar`)).join(':')
    const said = await new Promise<string>((done) =>
      execFile(java, ['-cp', path, 'org.apache.pdfbox.preflight.Validator_A1b', file], (_, out, err) =>
        done(out + err),
      ),
    )
    if (!/is (not )?a valid PDF\/A-1b file/.test(said))
      throw new Error(`Preflight did not judge:\n${said.slice(0, 1_000)}`)
    return said.split('\n').filter((line) => /^\d+(\.\d+)* : /.test(line))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
