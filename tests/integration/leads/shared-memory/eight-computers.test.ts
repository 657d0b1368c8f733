import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { goneIsNothing } from '../../../support/crash/crash-bench.ts'
import { type CrashingApp, startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { type CutLine, startCutLine } from '../../../support/cut-line.ts'
import { ledgerFaults } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'
import { postgresBin, startPostgres, type TestPostgres } from '../../../support/postgres.ts'

/**
 * Eight computers, three in the short run, export overlapping lists of one client at once, while they are killed and
 * their connections to the database are cut at random. Instantly accepts every duplicate, so its record shows whether
 * anybody is there twice.
 */

const computers = times(3, 8)
const passphrase = 'ten green bottles on a wall'

type Computer = {
  readonly dir: string
  readonly line: CutLine
  readonly workspaceId: WorkspaceId
  app: CrashingApp
}

let db: TestPostgres
let fake: FakeInstantly
let all: Computer[]

beforeAll(async () => {
  const bin = postgresBin()
  if (!bin) throw new Error('PostgreSQL is not installed (Debian, Ubuntu: sudo apt-get install postgresql)')
  db = await startPostgres(bin)
})
afterAll(() => db.stop())

beforeEach(async () => {
  // A plan large enough for every round.
  const workspaces = [{ name: 'Kessler', keys: [{ key: 'eight-computers-key-0001' }], leadLimit: 1_000_000 }]
  fake = await startFakeInstantly({ dedupe: false, workspaces })
  fake.faults.latency({ ms: 80, jitterMs: 60, commitAt: 0.5 })
  all = [await startComputer(1)]
  all.push(...(await Promise.all(Array.from({ length: computers - 1 }, (_, at) => startComputer(at + 2)))))
})

async function startComputer(no: number): Promise<Computer> {
  const dir = temporaryDir('sendoff-shared-')
  const line = await startCutLine(db.port)
  const app = await startCrashingApp(dir, fake.url)
  const connection = db.url.replace(`:${db.port}/`, `:${line.port}/`)
  if (no === 1) await app.call('sharedMemory.setUp', { connection })
  const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
  const workspaceId = workspace.id
  const access = { connection, name: 'Kessler', passphrase }
  await app.call('sharedMemory.join', { ...access, workspaceId, computerName: `Computer ${no}` })
  return { dir, line, workspaceId, app }
}

afterEach(async () => {
  await Promise.all(all.filter(({ app }) => !app.dead()).map(({ app }) => app.kill()))
  await Promise.all(all.map(({ line }) => line.close()))
  expect(fake.violations).toEqual([])
  await fake.close()
})

/** Repeats a call on the next process if its process dies. */
async function asked<T>(one: Computer, ask: (app: CrashingApp) => Promise<T>): Promise<T> {
  for (;;) {
    if (one.app.dead()) one.app = await startCrashingApp(one.dir, fake.url)
    const found = await ask(one.app)
      .then((value) => ({ value }))
      .catch(goneIsNothing)
    if (found) return found.value
  }
}

/** Last known state of the exports, reported if one does not end. */
const lastSeen = new Map<string, unknown>()

const finished = (one: Computer, name: string) =>
  asked(one, async (app) => {
    const { rows } = await app.call('exports.list', { workspaceId: one.workspaceId, page: {} })
    const run = rows.find((row) => row.campaignName === name)
    lastSeen.set(name, run)
    // Killed just as the campaign was created: the app does not know it, so the operator has it created again.
    if (run?.state === 'waiting' && run.problem?.code === 'CAMPAIGN_CREATION_UNCLEAR')
      await app.call('exports.answer', { exportId: run.id, answer: { kind: 'create_again' } })
    return run?.finishedAt ? app.call('exports.ledger', { exportId: run.id }) : null
  })

it(
  'Killed and disconnected at random, everybody is in exactly one campaign, and a stop applies everywhere',
  async () => {
    const random = createRandom(20_261_122)
    const rounds = times(1, 25)
    for (let round = 1; round <= rounds; round += 1) {
      const tag = `round${round}`
      const lists: ListId[] = all.map(
        ({ dir, workspaceId }, no) => makeList(dir, { workspaceId, name: tag, tag, count: 700 + 150 * no }).listId,
      )
      const most = 700 + 150 * (computers - 1)
      const nameOf = (no: number) => `${tag} of computer ${no}`
      // One person opts out at each computer, before anything is exported.
      for (const [no, one] of all.entries()) {
        const text = `lead${no + 1}@stops-${tag}.example`
        await asked(one, (app) => app.call('optOuts.add', { workspaceId: one.workspaceId, scope: 'client', text }))
      }
      const start = (no: number) =>
        asked(all[no] as Computer, async (app) => {
          const settings = newCampaignSettings(nameOf(no), { skipIfInWorkspace: false })
          await app.call('exports.start', {
            listId: lists[no] as ListId,
            settings,
            idempotencyKey: `the-click-of-${tag}`,
          })
        })
      await Promise.all(all.map((_, no) => start(no)))
      for (let trouble = 0; trouble < times(4, 8); trouble += 1) {
        const one = all[Math.floor(random() * computers)] as Computer
        await new Promise((resolve) => setTimeout(resolve, random() * 150))
        if (random() < 0.5) {
          await one.app.kill()
        } else {
          one.line.cut()
          setTimeout(() => one.line.mend(), 50 + random() * 400)
        }
      }
      const ledgers = await Promise.all(
        all.map((one, no) =>
          until(nameOf(no), () => finished(one, nameOf(no)), 240_000).catch((error: Error) => {
            throw new Error(`${error.message}: ${JSON.stringify(lastSeen.get(nameOf(no)) ?? 'no such export')}`)
          }),
        ),
      )
      for (const ledger of ledgers) {
        expect(ledger.summary.state).toBe('done')
        expect(ledgerFaults(ledger)).toEqual([])
      }
      expect(fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
      const there = ledgers.flatMap(({ summary }) => fake.journal.committedAddresses(summary.campaignId ?? ''))
      expect(new Set(there).size).toBe(most)
      expect(there.length).toBe(most)
      expect(ledgers.reduce((sum, { summary }) => sum + summary.totals.uploaded, 0)).toBe(most)
      for (const one of all) {
        const { listId } = makeList(one.dir, {
          workspaceId: one.workspaceId,
          name: 'Who stopped',
          tag: `stops-${tag}`,
          count: computers,
        })
        await until('the stops of all', async () => {
          const sum = await asked(one, (app) =>
            app.call('exports.sum', { listId, rules: { skipIfInWorkspace: false }, place: null, campaign: null }),
          )
          return sum.held.some(({ reason, count }) => reason === 'opted_out' && count === computers)
        })
      }
    }
  },
  times(300_000, 7_200_000),
)
