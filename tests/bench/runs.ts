import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { addUser, closeDesks, logIn, officeDesk } from '../fixtures/office'
import { figure, numberAsked } from './figures'

/*
 * A run of letters on a desk without a window: planned from a file, made, signed, numbered with a PDF each, put together for the printer.
 * What somebody else waits for meanwhile is how long the main process answers nobody; its memory is asked after each step.
 */
const LETTERS = numberAsked('letters', 1_000)
const MEGA = 1_048_576

async function run(): Promise<void> {
  const desk = await officeDesk()
  await addUser(desk, 'karim', ['officer'])
  await addUser(desk, 'said', ['headOfOffice'], 'secret')
  await addUser(desk, 'nadia', ['clerk'])
  await logIn(desk, 'karim')
  const path = join(desk.folder, 'list.csv')
  const rows = Array.from(
    { length: LETTERS },
    (_, i) => `رئيس جمعية المغاربة ${i + 1};${i + 1}, rue des Lilas;Lyon;France;${i + 100}`,
  )
  writeFileSync(path, ['الاسم;العنوان;المدينة;البلد;المبلغ', ...rows].join('\n'))
  const { id: fileId, columns } = await desk.api.runs.open({ path })
  const template = (await desk.api.templates.list({})).find(({ names }) => names.en === 'Invitation')
  const { body } = await desk.api.templates.get({ id: template?.id ?? '' })
  const filled = JSON.parse(JSON.stringify(body).replaceAll('………', 'حضوركم {{column1}}')) as typeof body
  const id = desk.app.session.desk.newId()
  const memory: number[] = []
  const step = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const began = performance.now()
    await work()
    const seconds = (performance.now() - began) / 1000
    delay.disable()
    memory.push(process.memoryUsage().rss / MEGA)
    figure({ bench: 'runs', what: `${what}, ${LETTERS} letters, s`, value: seconds, peer: null })
    const aim = '<= 100 ms: nobody feels it'
    figure({
      bench: 'runs',
      what: `${what}, longest silence, ms`,
      value: delay.max / 1e6,
      peer: null,
      aim,
      met: (v) => v <= 100,
    })
  }
  await step('planned', () =>
    desk.api.runs.plan({
      ...{ id, name: 'x', templateId: template?.id ?? '', body: filled, secondLanguage: 'fr', byPost: true },
      ...{
        addressForm: { rank: 'unknown', woman: false },
        signerTitle: { ar: 'المدير', other: 'Le directeur' },
        list: { kind: 'sheet', fileId, columns },
      },
    }),
  )
  await step('made', () => desk.api.runs.make({ id }))
  await logIn(desk, 'said')
  await step('signed', async () => {
    const { digest } = await desk.api.runs.toSign({ id })
    await desk.api.runs.sign({ id, digest })
  })
  await logIn(desk, 'nadia')
  const unitId = (await desk.api.office.get({})).units[0]?.id ?? ''
  const during: number[] = []
  const sampling = setInterval(() => during.push(process.memoryUsage().rss / MEGA), 500)
  await step('numbered, a PDF each', () => desk.api.runs.issue({ id, unitId, channel: 'post' }))
  clearInterval(sampling)
  // Flat is what a second half needs no more of than the first.
  const [half, end] = [Math.max(...during.slice(0, during.length / 2)), Math.max(...during.slice(during.length / 2))]
  const flat = '<= 1.15: it does not grow with the run'
  figure({
    ...{ bench: 'runs', what: 'memory while numbered, MB, most in the second half, peer: in the first', value: end },
    ...{ peer: half, aim: flat, met: (_value: number, ratio: number | null) => (ratio ?? 2) <= 1.15 },
  })
  await step('put together, 200 of them', () => desk.api.runs.print({ id, part: 0 }))
  const { standing, printed } = await desk.api.runs.get({ id })
  if (standing.issued !== LETTERS || printed !== LETTERS)
    throw new Error(`issued ${standing.issued}, printed ${printed}`)
  const [least, most] = [Math.min(...memory), Math.max(...memory)]
  figure({
    bench: 'runs',
    what: 'memory of the process, MB, most and (peer) least after a step',
    value: most,
    peer: least,
  })
  await closeDesks()
  process.exit(0)
}

void run()
