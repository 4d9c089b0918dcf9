import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Command } from './command'
import type * as Office from './office'

const letterProof: Command = {
  name: 'letter proof',
  needs: ['in.json', 'out.pdf'],
  says: 'sets paragraphs as letters are set, one page each, to be compared with a browser’s print',
  run: async ([input = '', output = ''], { fontsDir }) => {
    const { renderProof } = await import('../pdf/proof')
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

/** What needs an office loads it, with the database: the rest runs where that is not built yet. */
const office = (
  name: string,
  needs: string[],
  says: string,
  of: (module: typeof Office) => Command['run'],
): Command => ({
  name,
  needs,
  says,
  run: async (args, places) => of(await import('./office'))(args, places),
})

export const commands: Command[] = [
  help,
  letterProof,
  {
    name: 'letter verify',
    needs: ['file.pdf'],
    says: 'says, offline, what a letter’s PDF is: genuine, changed, unknown, unsigned (--json for a program); ends with 0 when genuine',
    run: async (args, places) => (await import('./letters')).letterVerify(args, places),
  },
  office(
    'backup make',
    ['folder'],
    'writes a backup of the office into a new folder inside the given one (administrator)',
    (o) => o.backupMake,
  ),
  office(
    'backup check',
    ['folder'],
    'says whether a backup is whole and what is in it; needs no password',
    (o) => o.backupCheck,
  ),
  office(
    'register verify',
    [],
    'proves every book, and heads of closing sheets given behind it (--json for a program): whole, incomplete, altered, truncated, or not what was kept',
    (o) => o.registerVerify,
  ),
  {
    name: 'transfer verify',
    needs: ['folder'],
    says: 'holds a package for the archives, a folder or a zip, against itself: the bag, the chain of its books, each entry and document; needs no office',
    run: async ([folder = '']) => {
      const { verifyPackage } = await import('../transfer/verify')
      const faults = await verifyPackage(resolve(folder))
      if (faults.length === 0)
        return console.log('whole: the bag, the chains of its books, and what they say of each entry')
      for (const fault of faults) console.log(fault)
      throw new Error('the package is not whole')
    },
  },
  office(
    'demonstration make',
    [],
    'fills an empty folder with the demonstration office; with a server’s enrolment code behind it, connects it too',
    (o) => o.demonstrationMake,
  ),
  office(
    'diagnostics',
    [],
    'what this PC is and how it does, to be read and sent: nothing of the office’s; DIWAN_LOGIN= (empty) without opening it',
    (o) => o.diagnosticsMake,
  ),
  {
    name: 'names match',
    needs: ['--candidates', 'FILE', '--queries', 'FILE'],
    says: 'for each name of a list the likest of other lists, in either script, as JSON lines (--top 10; --candidates-column, --queries-column of tab-separated lines)',
    run: async (args, places) => (await import('./names')).namesMatch(args, places),
  },
  {
    name: 'names train',
    needs: ['folder'],
    says: 'learns how names sound anew from the pairs of a folder, into resources/names; for developers',
    run: async (args, places) => (await import('./names')).namesTrain(args, places),
  },
  office('users list', [], 'logins, roles and whether each is active (administrator)', (o) => o.usersList),
]
