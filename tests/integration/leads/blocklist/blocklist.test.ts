import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { createBlockedLookup } from '#backend/leads/blocklist/blocked.ts'
import { updateCopiedEntry } from '#backend/leads/blocklist/entries.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { migrationsDir, startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'

const key = 'key-of-the-block-list-tests-0001'
let instantly: FakeInstantly
let app: TestBackend
let store: Store
let workspaceId: WorkspaceId

beforeEach(async () => {
  instantly = await startFakeInstantly({
    workspaces: [{ name: 'Northwind', keys: [{ key }], blocked: ['Never@Acme.example', 'blocked.example'] }],
  })
  app = startBackend({
    instantlyUrl: instantly.url,
    openStore: (dir) => (store = openStore(dir, migrationsDir)),
  })
  const added = await app.call('workspaces.addKey', { workspaceId: null, key })
  workspaceId = added.workspace.id
})
afterEach(async () => {
  await app.stop()
  await instantly.close()
})

const add = (text: string, more: { everyClient?: boolean } = {}) =>
  app.call('blocklist.add', { workspaceId, everyClient: false, text, ...more })
const values = async (search = '') =>
  (await app.call('blocklist.list', { workspaceId, search, page: {} })).rows.map((row) => row.value)

describe('Instantly’s own list', () => {
  it('is copied completely, and entries removed there are removed here', async () => {
    const world = instantly.world.workspaces[0]
    if (!world) throw new Error('no workspace')
    for (let n = 0; n < 250; n += 1) instantly.world.block(world, `n${n}@many.example`)
    expect(await app.call('blocklist.pull', { workspaceId })).toMatchObject({ instantly: 252 })
    expect(await values('never@')).toEqual(['never@acme.example'])
    world.blocked.delete('blocked.example')
    expect(await app.call('blocklist.pull', { workspaceId })).toMatchObject({ instantly: 251 })
    expect(await values('blocked.')).toEqual([])
    expect(instantly.violations).toEqual([])
  })

  it('is never changed from here, and its copy is kept when Instantly does not answer', async () => {
    await app.call('blocklist.pull', { workspaceId })
    const rows = (await app.call('blocklist.list', { workspaceId, page: {} })).rows
    expect(await app.call('blocklist.remove', { ids: rows.map((row) => row.id), removed: true })).toBe(0)
    await instantly.close()
    await expect(app.call('blocklist.pull', { workspaceId })).rejects.toMatchObject({ code: 'API_OFFLINE' })
    expect(await app.call('blocklist.state', { workspaceId })).toMatchObject({ instantly: 2 })
  })
})

it('An entry added to or removed from Instantly’s list while it was read stays so', async () => {
  await app.call('blocklist.pull', { workspaceId })
  instantly.journal.clear()
  const goOn = instantly.faults.hold({ path: '/block-lists-entries', when: 'after_commit' })
  const pulling = app.call('blocklist.pull', { workspaceId })
  await until('the list to be asked for', () => instantly.journal.requests('GET', /block-lists-entries/).length > 0)
  const note = (value: string, isThere: boolean) =>
    updateCopiedEntry(store, workspaceId, value, isThere, new Date().toISOString())
  note('late.example', true)
  note('blocked.example', false)
  goOn()
  await pulling
  expect((await values()).toSorted()).toEqual(['late.example', 'never@acme.example'])
  const world = instantly.world.workspaces[0]
  if (!world) throw new Error('no workspace')
  instantly.world.block(world, 'late.example')
  world.blocked.delete('never@acme.example')
  await app.call('blocklist.pull', { workspaceId })
  expect((await values()).toSorted()).toEqual(['blocked.example', 'late.example'])
})

describe('the operator’s own list', () => {
  it('gives back every entry it cannot read, whole, so that none of a long paste is lost', async () => {
    const lost = Array.from({ length: 60 }, (_, at) => `somebody ${at} ${'of Acme '.repeat(40)}at acme`)
    expect((await add([...lost, 'ann@acme.example'].join('\n'))).unreadable).toEqual(lost)
  })

  it('accepts addresses and domains as people paste them, and reports unreadable ones', async () => {
    const text =
      'Ann@Acme.example, @globex.example\nhttps://www.initech.example/team\n\nnot an address\n.com\nann@acme.example'
    expect(await add(text)).toMatchObject({ added: [1, 2, 3], known: 0, unreadable: ['not an address', '.com'] })
    expect(await values()).toEqual(['initech.example', 'globex.example', 'ann@acme.example'])
    expect(await add('ann@acme.example')).toMatchObject({ added: [], known: 1 })
  })

  it('restores what was removed', async () => {
    const { added } = await add('ann@acme.example\nbob@acme.example')
    expect(await app.call('blocklist.remove', { ids: [...added], removed: true })).toBe(2)
    expect(await values()).toEqual([])
    expect(await app.call('blocklist.remove', { ids: [...added], removed: false })).toBe(2)
    expect(await values()).toHaveLength(2)
  })

  it('of one client does not apply to another, unless it is for every client', async () => {
    const other = await app.call('workspaces.create', { name: 'Other', colour: 2 })
    await add('mine@acme.example')
    await add('all@acme.example', { everyClient: true })
    const { rows } = await app.call('blocklist.list', { workspaceId: other.id, page: {} })
    expect(rows.map((row) => row.value)).toEqual(['all@acme.example'])
  })
})

describe('excluded people', () => {
  it('are an address, and everybody at a domain and its subdomains, and nobody else', async () => {
    await add('ann@acme.example\nglobex.example')
    await app.call('optOuts.add', { workspaceId, scope: 'client', text: 'gone@hooli.example' })
    const blocked = createBlockedLookup(store, workspaceId)
    expect(blocked?.('ann@acme.example')).toBe('blocked')
    expect(blocked?.('joe@mail.eu.globex.example')).toBe('blocked')
    expect(blocked?.('gone@hooli.example')).toBe('opted_out')
    for (const free of ['annie@acme.example', 'joe@notglobex.example', 'other@hooli.example', 'x@example']) {
      expect(blocked?.(free)).toBeNull()
    }
  })

  it.each([
    ['info@müller.example', 'info@xn--mller-kva.example'],
    ['info@xn--mller-kva.example', 'info@müller.example'],
  ])('are excluded in both spellings of their domain: opted out as %s, not emailed as %s', async (said, other) => {
    await app.call('optOuts.add', { workspaceId, scope: 'client', text: said })
    const blocked = createBlockedLookup(store, workspaceId)
    expect([said, other].map((email) => blocked?.(email))).toEqual(['opted_out', 'opted_out'])
    expect(blocked?.('info@muller.example')).toBeNull()
  })

  it('cost nothing if nothing is blocked', () => {
    expect(createBlockedLookup(store, workspaceId)).toBeNull()
  })
})
