/**
 * Calls every route with inputs nobody would send: each is answered with a result or with what is wrong, never with an
 * internal error, and none blocks the backend.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
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

const isLong = times(0, 1) === 1

/** Inputs per route. */
const inputs = Number(process.env['ODD_INPUTS'] ?? times(3, 1_000))
const seed = Number(process.env['ODD_SEED'] ?? 7)
/** The most valid inputs for slow routes, which take seconds each, by waiting or by work, for any input. */
const maxTaken: Readonly<Record<string, number>> = {
  'demo.create': times(0, 1),
  'demo.reset': times(0, 1),
  'demo.moveOn': 2,
  // They wait for Instantly, at its rate limit.
  'inbox.sync': 3,
  'jobs.run': 5,
  'backups.start': 5,
  'imports.open': 40,
  // Passphrases are deliberately slow to derive.
  'vault.setPassphrase': 3,
  'vault.unlock': 3,
  'lock.save': 3,
  'lock.remove': 3,
  'lock.unlock': 3,
}
/** The route that only waits for an answer of a server, with the number that wait together. */
const together: Readonly<Record<string, number>> = { 'workspaces.testConnection': 25 }
/** Routes that lock others out come last. */
const last = ['demo.', 'pauses.', 'vault.', 'lock.'] as const
const order = (name: string) => last.findIndex((area) => name.startsWith(area))
const routes = Object.keys(contract)
  .toSorted((one, other) => order(one) - order(other))
  .filter((name) => process.env['ODD_ROUTE'] === undefined || name.startsWith(process.env['ODD_ROUTE']))
// The keys of the contract.
const names = routes as readonly BackendRouteName[]

/** A new store after this many accepted commands, because growth is not tested here. */
const takenByOneStore = 250

/** More CPU time than any route takes of this thread for one answer, on any machine; independent of other load. */
const maxCpuMs = 1_000

function isTaken(name: BackendRouteName, input: unknown): boolean {
  try {
    return contract[name].input.safeParse(input).success
  } catch {
    // The parser itself throws on bytes where a list is expected; the route reports that like any other error.
    return false
  }
}

/** Starts a store with one of everything that is cheap to create. */
async function start(): Promise<void> {
  app = startBackend({ instantlyUrl: fake.url, crmUrl: fake.url, emailsPerMinute: 100_000 })
  const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
  await app.call('workspaces.create', { name: 'Harborline', colour: 2 })
  makeList(app.dir, { workspaceId: workspace.id, name: 'A', count: 40, heldEvery: 5 })
  await app.call('campaigns.readNow', { workspaceId: workspace.id })
}

/** Checks that the store is intact without dangling references; then removes it. */
async function endWhole(): Promise<void> {
  await app.stop()
  const raw = new Database(path.join(app.dir, 'sendoff.db'), { readonly: true })
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(raw.pragma('foreign_key_check')).toEqual([])
  raw.close()
  fs.rmSync(app.dir, { recursive: true, force: true, maxRetries: 5 })
}

/** Each route draws the same inputs, regardless of which others run. */
const randomOf = (name: string) => createRandom(seed + createHash('sha1').update(name).digest().readUInt32LE())

/**
 * Returns an input for the route, and whether it is valid: for slow routes a few are valid, and the others have no
 * valid shape at all.
 */
function draw(name: BackendRouteName, schema: unknown, random: () => number, taken: number) {
  for (let tries = 0; tries < 30; tries += 1) {
    const input = oddInput(schema, random)
    const takes = isTaken(name, input)
    if (!takes || taken < (maxTaken[name] ?? inputs)) return { input, takes }
  }
  return { input: `no. ${random()}`, takes: false }
}

type Asked = { readonly taken: number; readonly slowestMs: number; readonly faults: string[] }

async function askRoute(name: BackendRouteName): Promise<Asked> {
  const schema = z.toJSONSchema(contract[name].input, { unrepresentable: 'any', io: 'input' })
  const random = randomOf(name)
  const faults: string[] = []
  const atOnce = together[name] ?? 1
  let [taken, takenHere, slowestMs] = [0, 0, 0]
  for (let asked = 0; asked < inputs; asked += atOnce) {
    const drawn = Array.from({ length: Math.min(atOnce, inputs - asked) }, () => {
      const one = draw(name, schema, random, taken)
      if (one.takes) taken += 1
      return one.input
    })
    const before = process.threadCpuUsage()
    const replies = await Promise.all(drawn.map((input) => answered(name, input)))
    const { user, system } = process.threadCpuUsage(before)
    const cpuMs = (user + system) / 1_000
    slowestMs = Math.max(slowestMs, cpuMs)
    const shown = (input: unknown) =>
      `${name} ${JSON.stringify(input, (_, value: unknown) => (typeof value === 'bigint' ? 'n' : value))?.slice(0, 300)}`
    for (const [at, reply] of replies.entries()) {
      if (!reply) faults.push(`no answer: ${shown(drawn[at])}`)
      if (reply?.ok !== false || reply.error.code !== 'INTERNAL') continue
      const told = app.logs.findLast((line) => line.message === 'call failed')
      faults.push(`untyped: ${shown(drawn[at])}\n  ${String(told?.data?.['error']).slice(0, 400)}`)
    }
    if (cpuMs > maxCpuMs && !name.startsWith('demo.'))
      faults.push(`${Math.round(cpuMs)} ms of CPU: ${drawn.map(shown).join('\n')}`)
    app.events.length = 0
    app.logs.length = 0
    // Earlier changes are not what the next inputs test.
    if (taken - takenHere < takenByOneStore || contract[name].kind === 'query') continue
    takenHere = taken
    await renew()
  }
  return { taken, slowestMs, faults }
}

/** Returns null if no answer came, long after the slowest wait for Instantly. */
async function answered(name: BackendRouteName, input: unknown) {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), 600_000)
  const reply = await Promise.race([app.backend.call(name, input), late.promise])
  clearTimeout(timer)
  return reply
}

async function renew(): Promise<void> {
  await endWhole()
  await start()
}

it(`Each route answers ${inputs} odd inputs at once with a result or a typed error, and the store stays complete`, async () => {
  fake = await startFakeInstantly({ limits: null })
  await start()
  const faults: string[] = []
  let area = ''
  for (const [at, name] of names.entries()) {
    const ofArea = name.slice(0, name.indexOf('.'))
    if (isLong && area !== '' && ofArea !== area) await renew()
    area = ofArea
    const startedAt = performance.now()
    const { taken, slowestMs, faults: found } = await askRoute(name)
    faults.push(...found)
    if (isLong)
      console.error(
        `${at + 1}/${names.length} ${name}: ${inputs} asked, ${taken} taken, ${found.length} faults, slowest ${Math.round(slowestMs)} ms of CPU, ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`,
      )
    if (name === 'pauses.set') await app.call('pauses.set', { workspaceId: null, paused: false })
  }
  expect(faults).toEqual([])
  expect(Object.keys({}).concat(Object.getOwnPropertyNames(Object.prototype))).not.toContain('polluted')
  await endWhole()
}, 14_400_000)

it('Requests of the shell are parsed without a crash, whatever they are; an unknown name is reported', async () => {
  fake = await startFakeInstantly({ limits: null })
  await start()
  const random = createRandom(seed)
  for (const [name, { input }] of Object.entries(desktop)) {
    const schema = z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' })
    for (let no = 0; no < times(20, 1_000); no += 1) {
      const odd = oddInput(schema, random)
      // As in the shell, input that is not plain data is rejected before it is parsed.
      if (isSaneInput(odd)) expect(typeof input.safeParse(odd).success, name).toBe('boolean')
    }
  }
  for (const name of ['', 'x', 'app.nothing', '__proto__', 'constructor', 'toString', 'a'.repeat(5_000)])
    expect(await app.backend.call(name, {})).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
})
