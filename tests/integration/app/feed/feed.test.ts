import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Feed, FeedEntry } from '#shared/contract/app/feed.ts'
import type { CampaignId } from '#shared/ids.ts'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'

let app: TestBackend
beforeAll(async () => {
  app = startBackend({ instantlyUrl: null, dir: await demoDir() })
})
afterAll(() => app.stop())

const year = (more: object = {}): Promise<Feed> => app.call('feed.list', { days: 366, limit: 1_000, ...more })
const kinds = (entries: readonly FeedEntry[]) => [...new Set(entries.map(({ event }) => event.kind))]

const undoOf = async (key: string | undefined) => {
  const undo = (await year()).entries.find((entry) => entry.key === key)?.undo ?? null
  return undo?.kind === 'accounts' ? undo : null
}

describe('the activity feed', () => {
  it('has exports, imports and replies in one order, newest first, each once', async () => {
    const { entries, counts } = await year()
    expect(kinds(entries)).toEqual(expect.arrayContaining(['export', 'import', 'reply']))
    expect(entries.map(({ at }) => at)).toEqual(
      entries
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    )
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length)
    expect(counts.all).toBe(entries.length)
  })

  it('shows one client if chosen, and its groups add up to the whole', async () => {
    const all = await year()
    const [first] = all.entries.filter(({ workspaceId }) => workspaceId !== null)
    const one = await year({ workspaceId: first?.workspaceId })
    expect(new Set(one.entries.map(({ workspaceId }) => workspaceId))).toEqual(new Set([first?.workspaceId]))
    for (const group of ['replies', 'exports', 'campaigns', 'problems', 'mine'] as const) {
      const part = await year({ group })
      expect(part.entries).toHaveLength(all.counts[group])
      expect(all.entries).toEqual(expect.arrayContaining([...part.entries]))
    }
  })

  it('searches by every word, and counts each group', async () => {
    const reply = (await year({ group: 'replies' })).entries.find(({ event }) => event.kind === 'reply')
    const name = reply?.event.kind === 'reply' ? reply.event.name : ''
    const found = await year({ search: name.toUpperCase() })
    expect(found.entries.map(({ key }) => key)).toContain(reply?.key)
    expect(found.counts.all).toBe(found.entries.length)
    expect((await year({ search: `${name} nobody-is-called-so` })).counts.all).toBe(0)
  })

  it('says who paused a campaign, with its state before and after', async () => {
    await app.call('campaigns.readNow', { workspaceId: null })
    const running = () => app.call('campaigns.list', { workspaceId: null, show: 'running', page: {} })
    await until('campaigns were read', async () => (await running()).rows.length > 0)
    const { rows } = await running()
    const campaignId = rows[0]?.id as CampaignId
    await app.call('campaigns.setActive', { campaignId, active: false })
    const [newest] = (await year({ group: 'campaigns' })).entries
    expect(newest).toMatchObject({
      mine: true,
      workspaceId: rows[0]?.workspaceId,
      event: { kind: 'campaign', campaignId, name: rows[0]?.name, was: 'running', state: 'paused', by: 'operator' },
    })
    // Reading again gives the same entries, without duplicates.
    await app.call('campaigns.readNow', { workspaceId: null })
    const again = (await year({ group: 'campaigns' })).entries.filter(
      ({ event }) => event.kind === 'campaign' && event.campaignId === campaignId,
    )
    expect(again).toHaveLength(1)

    // Only the last change can be undone, and switching back is a separate change.
    expect(newest?.undo).toEqual({ kind: 'campaign', active: true })
    await app.call('campaigns.setActive', { campaignId, active: true })
    const ways = (await year({ group: 'campaigns' })).entries.flatMap(({ event, undo }) =>
      event.kind === 'campaign' && event.campaignId === campaignId ? [undo] : [],
    )
    expect(ways).toEqual([{ kind: 'campaign', active: false }, null])
  })

  it("says each account's limit before it was changed, and saves all of it as CSV", async () => {
    const { rows } = await app.call('accounts.list', { workspaceId: null, page: {} })
    const [one, other] = rows.flatMap((row) => (row.kind === 'account' && row.dailyLimit !== null ? [row] : []))
    if (!one || !other) throw new Error('the demo has accounts with limits')
    const accounts = [one, other]
      .filter(({ workspaceId }) => workspaceId === one.workspaceId)
      .map(({ workspaceId, email }) => ({ workspaceId, email }))
    const change = { kind: 'daily_limit', value: 41 } as const
    await app.call('accounts.act', { accounts, change, submission: crypto.randomUUID() })
    const [newest] = (await year({ group: 'accounts' })).entries
    expect(newest?.event).toMatchObject({
      kind: 'accounts',
      value: '41',
      emails: accounts.map(({ email }) => email),
      was: [one, other].slice(0, accounts.length).map(({ dailyLimit }) => String(dailyLimit)),
    })
    await until('the limits were set', async () => (await undoOf(newest?.key)) !== null)
    const back = await undoOf(newest?.key)
    expect(back?.changes.flatMap(({ emails }) => emails).toSorted()).toEqual(
      accounts.map(({ email }) => email).toSorted(),
    )
    expect(back?.changes).toContainEqual({
      change: { kind: 'daily_limit', value: one.dailyLimit },
      emails: expect.arrayContaining([one.email]) as unknown,
    })
    // An account whose limit has changed since is skipped.
    const later = { accounts: accounts.slice(0, 1), change: { kind: 'daily_limit', value: 43 } } as const
    await app.call('accounts.act', { ...later, submission: crypto.randomUUID() })
    await until('it has another', async () => {
      const emails = (await undoOf(newest?.key))?.changes.flatMap((each) => each.emails) ?? []
      return !emails.includes(one.email)
    })
    // A removed domain is shown with its previous value.
    const only = accounts.slice(0, 1)
    for (const value of ['go.kessler.example', null]) {
      const { kind } = { kind: 'tracking_domain' } as const
      await app.call('accounts.act', { accounts: only, change: { kind, value }, submission: crypto.randomUUID() })
      await until('the account has it', async () => {
        const { rows: now } = await app.call('accounts.list', { workspaceId: null, page: {} })
        const found = now.find((row) => row.kind === 'account' && row.email === one.email)
        return found?.kind === 'account' && found.trackingDomain === value
      })
    }
    app.savePath = path.join(app.dir, 'activity.csv')
    const { rows: saved } = (await app.call('feed.saveCsv', { workspaceId: null, days: 366, group: 'accounts' })) ?? {}
    const lines = readFileSync(app.savePath, 'utf8').split('\r\n')
    expect(lines).toHaveLength((saved ?? 0) + 2)
    expect(lines[0]).toContain('Time,Client,By,What,About,Before,After,Detail')
    expect(lines.join('\n')).toContain(`Operator,accounts,${one.email},${one.dailyLimit},41,daily_limit`)
    expect(lines.join('\n')).toContain(`Operator,accounts,${one.email},go.kessler.example,,tracking_domain`)
  })

  it('shows when an account change was requested, when Instantly confirmed it, and how it was undone', async () => {
    const { rows } = await app.call('accounts.list', { workspaceId: null, page: {} })
    const one = rows.find((row) => row.kind === 'account' && row.sendingGap !== null)
    if (one?.kind !== 'account' || one.sendingGap === null) throw new Error('the demo has accounts with a gap')
    const set = (value: number) =>
      app.call('accounts.act', {
        accounts: [{ workspaceId: one.workspaceId, email: one.email }],
        change: { kind: 'sending_gap', value },
        submission: crypto.randomUUID(),
      })
    const ended = async (value: number) =>
      until('Instantly has it', async () => {
        const open = (await app.call('accounts.actions', { workspaceId: null })).some(({ state }) => state !== 'done')
        const { row } = await app.call('accounts.detail', { workspaceId: one.workspaceId, email: one.email })
        return !open && row.sendingGap === value
      })
    await set(one.sendingGap + 7)
    await ended(one.sendingGap + 7)
    const [newest] = (await year({ group: 'accounts' })).entries
    const moments = async () =>
      (await app.call('feed.moments', { key: newest?.key ?? '' })).map(({ what }) => what as object)
    const whole = { accounts: 1, of: 1 }
    expect((await moments()).slice(0, 2)).toEqual([{ kind: 'asked' }, { kind: 'confirmed', ...whole }])
    await set(one.sendingGap + 9)
    await ended(one.sendingGap + 9)
    await set(one.sendingGap)
    await ended(one.sendingGap)
    const step = { kind: 'accounts', action: 'sending_gap', ...whole }
    expect(await moments()).toEqual([
      { kind: 'asked' },
      { kind: 'confirmed', ...whole },
      { ...step, value: String(one.sendingGap + 9), back: false },
      { ...step, value: String(one.sendingGap), back: true },
    ])
    const times = (await app.call('feed.moments', { key: newest?.key ?? '' })).map(({ at }) => at)
    expect(times[0]).toBe(newest?.at)
    expect(times).toEqual(times.toSorted())
  })

  it('says who changed a campaign’s state later, and shows no timeline with only one time', async () => {
    const { rows } = await app.call('campaigns.list', { workspaceId: null, show: 'running', page: {} })
    const campaignId = rows.at(-1)?.id as CampaignId
    const newest = async () =>
      (await year({ group: 'campaigns' })).entries.find(
        ({ event }) => event.kind === 'campaign' && event.campaignId === campaignId,
      )?.key ?? ''
    const moments = async (key: string) => (await app.call('feed.moments', { key })).map(({ what }) => what)
    // A kind without entries.
    expect(await moments('constructor 1')).toEqual([])
    await app.call('campaigns.setActive', { campaignId, active: false })
    const paused = await newest()
    expect(await moments(paused)).toEqual([])
    await app.call('campaigns.setActive', { campaignId, active: true })
    expect(await moments(paused)).toEqual([
      { kind: 'campaign', state: 'paused', by: 'operator' },
      { kind: 'campaign', state: 'running', by: 'operator' },
    ])
    // Entries without times of their own have no moments.
    const imported = (await year()).entries.find(({ event }) => event.kind === 'import')
    expect(await moments(imported?.key ?? '')).toEqual([])
    // An export has moments of its own.
    const exported = (await year()).entries.find(({ event }) => event.kind === 'export' && event.state === 'done')
    const told = (await moments(exported?.key ?? '')).map(({ kind }) => kind)
    expect(told.at(0)).toBe('asked')
    expect(told.at(-1)).toBe('ended')
  })
})
