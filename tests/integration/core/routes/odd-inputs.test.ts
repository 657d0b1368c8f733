/**
 * Every route there is, with inputs nobody would send: each is answered, with what it is asked for or with what is wrong, never as
 * a fault of the app, and none holds the backend.
 */
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { desktop } from '#shared/contract/core/desktop.ts'
import { type BackendRouteName, contract } from '#shared/contract/index.ts'
import { isSaneInput } from '../../../../src/main/shell/input-sanity.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'
import { oddInput } from '../../../support/odd-input.ts'

let app: TestBackend
let fake: FakeInstantly
afterEach(async () => {
  await app.stop()
  await fake.close()
})

/** Inputs for each route. */
const inputs = Number(process.env['ODD_INPUTS'] ?? times(12, 1_000))
const seed = Number(process.env['ODD_SEED'] ?? 7)
/** How many inputs that it takes such a route is given: seconds each time, by waiting or by work, whatever stands in them. */
const mostTaken: Readonly<Record<string, number>> = {
  'demo.create': times(0, 1),
  'demo.reset': times(0, 1),
  'demo.moveOn': 2,
  // They wait for Instantly, at the pace it allows.
  'inbox.sync': 3,
  'jobs.run': 5,
  'backups.start': 5,
  'imports.open': 40,
  // A passphrase is made slow to guess.
  'vault.setPassphrase': 3,
  'vault.unlock': 3,
  'lock.save': 3,
  'lock.remove': 3,
  'lock.unlock': 3,
}
/** What shuts others out comes last. */
const last = ['demo.', 'pauses.', 'vault.', 'lock.'] as const
const order = (name: string) => last.findIndex((area) => name.startsWith(area))
const routes = Object.keys(contract)
  .toSorted((one, other) => order(one) - order(other))
  .filter((name) => process.env['ODD_ROUTE'] === undefined || name.startsWith(process.env['ODD_ROUTE']))
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys of the contract
const names = routes as readonly BackendRouteName[]

/** More than any route takes of this thread for one answer, on any machine; whatever else the machine does. */
const mostCpuMs = 1_000

function isTaken(name: BackendRouteName, input: unknown): boolean {
  try {
    return contract[name].input.safeParse(input).success
  } catch {
    // The parser itself fails over bytes where a list is expected: told by the route like any other.
    return false
  }
}

async function start(): Promise<void> {
  fake = await startFakeInstantly({ limits: null })
  app = startBackend({ instantlyUrl: fake.url, crmUrl: fake.url })
  const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
  await app.call('workspaces.create', { name: 'Harborline', colour: 2 })
  makeList(app.dir, { workspaceId: workspace.id, name: 'A', count: 40, heldEvery: 5 })
  await app.call('campaigns.readNow', { workspaceId: workspace.id })
}

it(`each route with ${inputs} odd inputs: an answer or a typed error, at once, and the store whole afterwards`, async () => {
  await start()
  const faults: string[] = []
  const random = createRandom(seed)
  let asked = 0
  for (const name of names) {
    const schema = z.toJSONSchema(contract[name].input, { unrepresentable: 'any', io: 'input' })
    let taken = 0
    for (let no = 0; no < inputs; no += 1) {
      const input = oddInput(schema, random)
      if (isTaken(name, input) && ++taken > (mostTaken[name] ?? inputs)) continue
      const before = process.threadCpuUsage()
      const reply = await app.backend.call(name, input)
      const { user, system } = process.threadCpuUsage(before)
      const cpuMs = (user + system) / 1_000
      asked += 1
      const shown = () =>
        `${name} ${JSON.stringify(input, (_, value: unknown) => (typeof value === 'bigint' ? 'n' : value))?.slice(0, 300)}`
      if (!reply.ok && reply.error.code === 'INTERNAL') {
        const told = app.logs.findLast((line) => line.message === 'call failed')
        faults.push(`untyped: ${shown()}\n  ${String(told?.data?.['error']).slice(0, 400)}`)
      }
      if (cpuMs > mostCpuMs && !name.startsWith('demo.')) faults.push(`${Math.round(cpuMs)} ms of CPU: ${shown()}`)
      app.events.length = 0
      app.logs.length = 0
    }
    if (name === 'pauses.set') await app.call('pauses.set', { workspaceId: null, paused: false })
  }
  expect(faults).toEqual([])
  expect(asked).toBeGreaterThan(names.length)
  expect(Object.keys({}).concat(Object.getOwnPropertyNames(Object.prototype))).not.toContain('polluted')
  await app.stop()
  const raw = new Database(path.join(app.dir, 'sendoff.db'), { readonly: true })
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(raw.pragma('foreign_key_check')).toEqual([])
  raw.close()
}, 14_400_000)

it('what the shell is asked is parsed without a fault, whatever it is; an unknown name is told', async () => {
  await start()
  const random = createRandom(seed)
  for (const [name, { input }] of Object.entries(desktop)) {
    const schema = z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' })
    for (let no = 0; no < times(50, 1_000); no += 1) {
      const odd = oddInput(schema, random)
      // As the shell does: what is no plain data is refused before it is looked at.
      if (isSaneInput(odd)) expect(typeof input.safeParse(odd).success, name).toBe('boolean')
    }
  }
  for (const name of ['', 'x', 'app.nothing', '__proto__', 'constructor', 'toString', 'a'.repeat(5_000)])
    expect(await app.backend.call(name, {})).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
})
