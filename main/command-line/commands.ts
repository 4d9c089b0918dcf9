import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { renderProof } from '../letters/pdf/proof'
import { officeCommands } from './office'

export type Places = { fontsDir: string; pdfWorkerFile: string }
export type Command = {
  name: string
  /** Arguments that must be there, as they are printed in the usage. */
  needs: string[]
  says: string
  run: (args: string[], places: Places) => Promise<void>
}

const letterProof: Command = {
  name: 'letter proof',
  needs: ['in.json', 'out.pdf'],
  says: 'sets paragraphs as letters are set, one page each, to be compared with a browser’s print',
  run: async ([input = '', output = ''], { fontsDir }) => {
    const bytes = await renderProof(readJson(await readFile(input, 'utf8'), input), fontsDir).catch(
      (error: unknown) => {
        if (error instanceof z.ZodError) throw new Error(`${input} is not a proof:\n${z.prettifyError(error)}`)
        throw error
      },
    )
    await writeFile(output, bytes)
  },
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : ''}`)
  }
}

const help: Command = {
  name: 'help',
  needs: [],
  says: 'this list',
  run: async () => {
    console.log(
      'Diwan without a window. Commands on an office ask for a login and a password (or read DIWAN_LOGIN, DIWAN_PASSWORD);',
    )
    console.log(
      'its folder is DIWAN_HOME, or the usual one of this user. They refuse while the app has the vault open.\n',
    )
    const usage = (c: Command): string => [c.name, ...c.needs].join(' ')
    const width = Math.max(...commands.map((c) => usage(c).length))
    for (const command of commands) console.log(`  ${usage(command).padEnd(width)}  ${command.says}`)
  },
}

export const commands: Command[] = [help, letterProof, ...officeCommands]
