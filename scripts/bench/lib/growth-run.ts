/**
 * One process with a backend at accelerated time, among clients that are synced again and again. Reports its memory at
 * the end of each day, after everything that can be freed was freed.
 */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import v8 from 'node:v8'
import vm from 'node:vm'
import { startBackend } from '../../../tests/support/backend.ts'
import { hastyClock } from '../../../tests/support/hasty-clock.ts'
import { answer } from './processes.ts'

export type GrowthFigures = {
  readonly daysMb: readonly number[]
  /** The part that is still referenced. */
  readonly heldMb: readonly number[]
  readonly requests: number
}

const [dir = '', url = '', clients = '30', days = '30', times = '2000'] = process.argv.slice(2)
v8.setFlagsFromString('--expose-gc')
const collect = vm.runInNewContext('gc') as () => void

const mb = 1024 * 1024
const clock = hastyClock(Number(times))
const soon = { firstMs: 60_000 }
const app = startBackend({
  dir,
  instantlyUrl: url,
  clock,
  paces: { campaigns: soon, accounts: soon, inbox: soon, lead_labels: soon, sent_mails: soon },
})
for (let no = 0; no < Number(clients); no += 1) {
  const key = `bench-key-${String(no).padStart(4, '0')}`
  await app.call('workspaces.addKey', { workspaceId: null, name: `Client ${no}`, key })
}
const daysMb: number[] = []
const heldMb: number[] = []
const startedAt = clock.now()
for (let day = 1; day <= Number(days); day += 1) {
  await sleep((startedAt + day * 86_400_000 - clock.now()) / Number(times))
  // The records of the test's host are not part of the app.
  app.events.length = 0
  app.logs.length = 0
  collect()
  daysMb.push(residentMb())
  const { heapUsed, external } = process.memoryUsage()
  heldMb.push((heapUsed + external) / mb)
  console.error(`day ${day}: ${Math.round(daysMb.at(-1) ?? 0)} MB, held ${Math.round(heldMb.at(-1) ?? 0)} MB`)
}
const { total: requests } = await app.call('audit.list', { workspaceId: null, page: { offset: 0, limit: 1 } })
await app.stop()
answer({ daysMb, heldMb, requests } satisfies GrowthFigures)

function residentMb(): number {
  if (process.platform !== 'linux') return process.memoryUsage.rss() / 1024 / 1024
  const rss = /^RssAnon:\s+(\d+) kB/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Number(rss) / 1024
}
