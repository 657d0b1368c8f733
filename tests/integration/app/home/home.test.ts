import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HomeClients } from '#shared/contract/app/home.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { useBench } from '../../../support/use-bench.ts'
import { makeCampaign, read, startCampaigns } from '../../campaigns/campaigns/support.ts'

let app: TestBackend
let home: HomeClients
beforeAll(async () => {
  app = startBackend({ instantlyUrl: null, dir: await demoDir() })
  // Until the demo's answers are read, it is unknown which conversations need an answer.
  await app.call('inbox.sync', { workspaceId: null })
  await until('the answers to be read', async () => (await app.call('inbox.counts', { workspaceId: null })).mails.known)
  home = await app.call('home.clients', {})
})
afterAll(() => app.stop())

const wholes = () => home.lines.filter(({ partId }) => partId === null)

describe('the table of clients on Home', () => {
  it('has the figures of the screens it links to: inbox, accounts, analytics', async () => {
    expect(wholes().length).toBeGreaterThan(1)
    for (const line of wholes()) {
      const { workspaceId } = line
      const { answer } = await app.call('inbox.counts', { workspaceId })
      expect(line.toAnswer).toBe(answer)
      const accounts = await accountsOf(workspaceId)
      expect(line.accounts.all).toBe(accounts.length)
      expect(line.sentToday).toBe(accounts.reduce((sum, { sentToday }) => sum + sentToday, 0))
      expect(line.dailyLimit).toBe(accounts.reduce((sum, { dailyLimit }) => sum + (dailyLimit ?? 0), 0))
      const { sentToday, dailyLimit } = line
      expect(await app.call('home.sentToday', { workspaceId })).toEqual(
        accounts.length === 0 ? null : { sentToday, dailyLimit },
      )
      expect(line.accounts.inTrouble).toBe(
        accounts.filter(({ verdict }) => verdict === 'burning' || verdict === 'disconnected').length,
      )
      const week = await app.call('analytics.overview', { workspaceId, period: { from: home.from, to: home.to } })
      expect(line.sums).toEqual(week.sums)
      expect(line.replyRates).toHaveLength(12)
      expect(line.replyRates.at(-1)).toBe(
        week.sums.contacted === 0 ? null : week.sums.repliedUnique / week.sums.contacted,
      )
    }
  })

  it('has a row for each part of a workspace, which adds nothing to the whole', async () => {
    const [{ workspaceId } = { workspaceId: 0 as WorkspaceId }] = wholes()
    const before = (await app.call('home.clients', {})).lines.filter((line) => line.workspaceId === workspaceId)
    const { id } = await app.call('clients.createPart', { workspaceId, name: 'A part', colour: 2 })
    const after = (await app.call('home.clients', {})).lines.filter((line) => line.workspaceId === workspaceId)
    expect(after.map(({ partId }) => partId)).toContain(id)
    expect(after.find(({ partId }) => partId === null)).toEqual(before.find(({ partId }) => partId === null))
  })

  it('has the clients in the order of the rail', async () => {
    const [first] = await app.call('workspaces.list', { archived: false })
    await app.call('workspaces.update', { workspaceId: first?.id ?? (0 as WorkspaceId), name: 'Zuletzt' })
    await app.call('clients.createPart', { workspaceId: first?.id ?? (0 as WorkspaceId), name: 'A part 10', colour: 2 })
    const rail = await app.call('workspaces.list', { archived: false })
    const parts = await app.call('clients.parts', {})
    const lines = (await app.call('home.clients', {})).lines
    expect(lines.map(({ workspaceId, partId }) => [workspaceId, partId])).toEqual(
      rail.flatMap(({ id }) => [
        [id, null],
        ...parts.filter(({ workspaceId }) => workspaceId === id).map((part) => [id, part.id]),
      ]),
    )
  })

  it('is a table of campaigns if one client is shown, and adds up to the client', async () => {
    for (const line of wholes()) {
      const campaigns = await app.call('home.campaigns', { workspaceId: line.workspaceId })
      const sum = (of: 'sent' | 'repliedUnique') => campaigns.lines.reduce((all, { sums }) => all + sums[of], 0)
      expect([sum('sent'), sum('repliedUnique')]).toEqual([line.sums.sent, line.sums.repliedUnique])
    }
  })
})

describe('a new client', () => {
  const begin = useBench(startCampaigns)
  it('sees its campaign before anything was sent', async () => {
    const rig = await begin()
    await read(rig)
    const { lines } = await rig.app.call('home.clients', {})
    const client = { workspaceId: lines[0]?.workspaceId ?? (0 as WorkspaceId) }
    expect((await rig.app.call('home.campaigns', client)).lines).toEqual([])
    await makeCampaign(rig, 'First of all', { start: false })
    await read(rig)
    const seen = (await rig.app.call('home.campaigns', client)).lines
    expect(seen.map(({ name, state }) => `${name} ${state}`)).toEqual(['First of all draft'])
  })
})

async function accountsOf(workspaceId: WorkspaceId) {
  const { rows } = await app.call('accounts.list', { workspaceId, page: { offset: 0, limit: 200 } })
  return rows.filter((row) => row.kind === 'account')
}
