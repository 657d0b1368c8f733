import { afterEach, expect, it } from 'vitest'
import { startBackend, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { makeCampaign, rowsByName, startCampaigns } from './support.ts'

let bench: Bench | null = null
afterEach(async () => {
  await bench?.close()
  bench = null
})

const lists = (rig: Bench) => rig.fake.journal.requests('GET', /v2\/campaigns$/).length

it('The campaign sync reads automatically at the start and after waking, but not what was just read, and not while asleep', async () => {
  const time = { ahead: 0 }
  const rig = await startCampaigns({
    backend: {
      campaignTimings: { startAfterMs: 50 },
      clock: {
        now: () => Date.now() + time.ahead,
        sleep: (ms, signal) =>
          new Promise((resolve, reject) => {
            const timer = setTimeout(resolve, ms)
            signal?.addEventListener('abort', () => {
              clearTimeout(timer)
              reject(new Error('aborted'))
            })
          }),
      },
    },
  })
  bench = rig
  const health = async () => (await rig.app.call('campaigns.health', {}))[0]
  const settled = () =>
    until('a reading', async () => {
      const now = await health()
      return now && !now.running && now.last?.state === 'done' && now.nextAt !== null ? now : null
    })
  await settled()
  await makeCampaign(rig, 'Autumn', { leads: 2 })
  rig.fake.journal.clear()

  // The network returns a moment after a reading, so no requests are made.
  rig.app.backend.machine('online')
  await until('the next reading to be planned', async () => {
    const next = (await health())?.nextAt
    return next && Date.parse(next) - Date.now() > 60_000
  })
  expect(lists(rig)).toBe(0)

  // After an hour of sleep it reads soon after waking, and not before.
  rig.app.backend.machine('suspend')
  time.ahead += 3_600_000
  rig.app.backend.machine('resume')
  await until('the campaign', async () => (await rowsByName(rig)).has('Autumn'))
  const { everyMinutes } = await rig.app.call('campaigns.saveSettings', { everyMinutes: 1_440 })
  expect(everyMinutes).toBe(1_440)
  const next = Date.parse((await health())?.nextAt ?? '') - Date.now() - time.ahead
  // A day, and up to a tenth less, so that clients are not all read at the same moment.
  expect(next).toBeGreaterThan(21 * 3_600_000)
  await expect(rig.app.call('campaigns.saveSettings', { everyMinutes: 4 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
})

it('A client without a key is said not to be read, and nothing is requested for it', async () => {
  const rig = await startCampaigns()
  bench = rig
  const { id } = await rig.app.call('workspaces.create', { name: 'No key yet', colour: 2 })
  rig.fake.journal.clear()
  expect(await rig.app.call('campaigns.readNow', { workspaceId: null })).toHaveLength(1)
  const own = (await rig.app.call('campaigns.health', {})).find(({ workspaceId }) => workspaceId === id)
  expect(own).toMatchObject({ held: 'no_key', last: null })
})

it('A sync of all clients, none of which has a key that works, says what is wrong with the key each time', async () => {
  const rig = await startCampaigns()
  bench = rig
  for (const one of rig.fake.world.workspaces[0]?.keys ?? []) one.revoked = true
  for (const _ of [1, 2])
    expect(await rig.app.call('campaigns.readNow', { workspaceId: null })).toMatchObject([
      { state: 'failed', problem: { code: expect.stringMatching(/^INSTANTLY_API_KEY_(?:INVALID|REVOKED)$/) } },
    ])
})

it('The demo’s screens are filled without any network', async () => {
  const app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir: await demoDir() })
  try {
    for (const reading of await app.call('campaigns.readNow', { workspaceId: null })) {
      expect(reading).toMatchObject({ state: 'done', failed: 0 })
    }
    const { rows } = await app.call('campaigns.list', { workspaceId: null, page: {} })
    expect(rows.length).toBeGreaterThan(8)
    const [most] = rows
    if (!most) throw new Error('no campaigns')
    const { days, steps } = await app.call('campaigns.figures', { campaignId: most.id })
    expect(days.reduce((sum, { sent }) => sum + sent, 0)).toBe(most.totals.sent)
    expect(steps.reduce((sum, { sent }) => sum + sent, 0)).toBe(most.totals.sent)
    expect(new Set(rows.map(({ state }) => state)).size).toBeGreaterThan(3)
    expect(rows.some(({ measures }) => !measures.opens) && rows.some(({ measures }) => measures.opens)).toBe(true)
  } finally {
    await app.stop()
  }
})
