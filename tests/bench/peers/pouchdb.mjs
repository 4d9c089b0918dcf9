import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const require = createRequire(import.meta.url)
const { v7 } = require('uuid')
const PouchDB = require('pouchdb')
const BATCH = { batch_size: 1000 }
const SHARED = 1000

/**
 * PouchDB on LevelDB, replicated to express-pouchdb over HTTP, as its guide says, in batches of a thousand: what Diwan's line is
 * measured beside. `pouchdb.mjs <folder> <cards.json> <clients> <edits>` prints one line of JSON.
 */
async function client(folder, file, clients, edits) {
  const cards = JSON.parse(readFileSync(file, 'utf8'))
  const server = fork(import.meta.filename, ['server', folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const heard = () => new Promise((said) => server.once('message', said))
  const { port } = await heard()
  const bytes = async () => {
    server.send('bytes')
    return heard()
  }
  const at = (name) => `http://127.0.0.1:${port}/${name}`
  const first = new PouchDB(join(folder, 'first'))
  for (let from = 0; from < cards.length; from += 5000)
    await first.bulkDocs(cards.slice(from, from + 5000).map((card, i) => ({ _id: idOf(from + i), ...card })))
  await bytes()
  const pushMs = await timed(() => first.replicate.to(at('office'), BATCH))
  const pushBytes = (await bytes()).up
  const second = new PouchDB(join(folder, 'second'))
  const pullMs = await timed(() => second.replicate.from(at('office'), BATCH))
  const pullBytes = (await bytes()).down
  const { doc_count: there } = await second.info()
  if (there !== cards.length) throw new Error(`${there} of ${cards.length} came`)
  const megabytes = process.resourceUsage().maxRSS / 1024
  const editsMs = await edited(folder, at('edits'), cards, clients, edits)
  server.kill()
  console.log(JSON.stringify({ pushMs, pushBytes, pullMs, pullBytes, editsMs, megabytes }))
}

/** Every client writes four fifths of its own and edits a fifth of what all share; all send, then all fetch. */
async function edited(folder, url, cards, clients, edits) {
  const seed = new PouchDB(join(folder, 'seed'))
  await seed.bulkDocs(cards.slice(0, SHARED).map((card, i) => ({ _id: idOf(i), ...card })))
  await seed.replicate.to(url, BATCH)
  const all = []
  for (let c = 0; c < clients; c++) {
    const db = new PouchDB(join(folder, `client-${c}`))
    await db.replicate.from(url, BATCH)
    const own = Math.floor(edits * 0.8)
    await db.bulkDocs(Array.from({ length: own }, (_, i) => ({ _id: v7(), ...cards[i] })))
    const shared = Array.from({ length: edits - own }, (_, i) =>
      idOf((i * 7 + c * 13) % Math.min(SHARED, cards.length)),
    )
    const { rows } = await db.allDocs({ keys: shared, include_docs: true })
    await db.bulkDocs(rows.map(({ doc }, i) => ({ ...doc, notes: `${c} ${i}` })))
    all.push(db)
  }
  return timed(async () => {
    await Promise.all(all.map((db) => db.replicate.to(url, BATCH)))
    await Promise.all(all.map((db) => db.replicate.from(url, BATCH)))
  })
}

/** Ids as an office's: version 7, so that both carry as many random bytes. */
const ids = []
const idOf = (i) => (ids[i] ??= v7())

async function timed(work) {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function serve(folder) {
  const app = require('express')()
  const Kept = PouchDB.defaults({ prefix: join(folder, 'server-') })
  app.use(
    '/',
    require('express-pouchdb')(Kept, {
      mode: 'minimumForPouchDB',
      logPath: join(folder, 'log.txt'),
      inMemoryConfig: true,
    }),
  )
  const sockets = new Set()
  let [up, down] = [0, 0]
  const http = createServer(app)
  http.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => {
      up += socket.bytesRead
      down += socket.bytesWritten
      sockets.delete(socket)
    })
  })
  let said = { up: 0, down: 0 }
  process.on('message', () => {
    let now = { up, down }
    for (const socket of sockets) now = { up: now.up + socket.bytesRead, down: now.down + socket.bytesWritten }
    process.send({ up: now.up - said.up, down: now.down - said.down })
    said = now
  })
  http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }))
}

if (process.argv[2] === 'server') serve(process.argv[3])
else await client(process.argv[2], process.argv[3], Number(process.argv[4]), Number(process.argv[5]))
