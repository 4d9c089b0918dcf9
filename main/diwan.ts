import { join } from 'node:path'
import { AppError } from '../contract/errors'
import { commands } from './command-line/commands'

/** The administrator's command line: the same services as the window, without one. `npm run diwan -- help`. */
async function run(args: string[]): Promise<number> {
  const [group = 'help', verb = '', ...rest] = args
  const command =
    commands.find((c) => c.name === [group, verb].filter(Boolean).join(' ')) ?? commands.find((c) => c.name === group)
  if (!command) {
    console.error(`Unknown command: ${args.join(' ')}. \`npm run diwan -- help\` lists what there is.`)
    return 2
  }
  const given = command.name.includes(' ') ? rest : [verb, ...rest].filter(Boolean)
  if (given.length < command.needs.length) {
    console.error(`Usage: npm run diwan -- ${command.name} ${command.needs.join(' ')}`)
    return 2
  }
  const resources = join(__dirname, '../../resources')
  await command.run(given, {
    fontsDir: join(resources, 'fonts'),
    pdfWorkerFile: join(__dirname, 'pdf-worker.js'),
    namesFile: join(resources, 'names/sounds.bin'),
  })
  return 0
}

run(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof AppError || error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  },
)
