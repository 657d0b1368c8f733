import { afterEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '#shared/errors.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import { aKey, codeOf, type Rig, startRig } from './setup.ts'

let rig: Rig
afterEach(() => rig.end())

const acme = { id: 'remote-acme', name: 'Acme GmbH' }
const other = { id: 'remote-other', name: 'Other Ltd' }
const one = aKey('one')
const two = aKey('two')
const foreign = aKey('foreign')

const start = () =>
  startRig({ keys: { [one]: { workspace: acme }, [two]: { workspace: acme }, [foreign]: { workspace: other } } })
const add = (key: string, workspaceId: WorkspaceId | null = null) =>
  rig.routes['workspaces.addKey']({ workspaceId, key })
const list = () => rig.routes['workspaces.list']({ archived: true })

describe('testing a key', () => {
  it('shows workspace, plan, contacts left and mailboxes, and stores nothing', async () => {
    rig = start()
    const test = await rig.routes['workspaces.testKey']({ workspaceId: null, key: one })
    expect(test).toMatchObject({
      ok: true,
      problem: null,
      remoteName: 'Acme GmbH',
      planName: 'Growth',
      contactsLeft: 750,
      contactsLimit: 1000,
      mailboxCount: 1,
      joins: null,
    })
    expect(await list()).toEqual([])
    expect(rig.store.raw.prepare('select count(*) as n from api_key').get()).toEqual({ n: 0 })
  })

  it('names missing scopes and their purpose; write scopes stay untested', async () => {
    rig = startRig({ keys: { [one]: { workspace: acme, missing: ['leads:read', 'emails:read'] } } })
    const test = await rig.routes['workspaces.testKey']({ workspaceId: null, key: one })
    const inState = (state: string) => test.scopes.filter((scope) => scope.state === state).map((scope) => scope.scope)
    expect(inState('missing')).toEqual(['leads:read', 'emails:read'])
    expect(inState('untested')).toEqual([
      'campaigns:create',
      'campaigns:update',
      'campaigns:delete',
      'accounts:update',
      'lead_lists:create',
      'custom_tags:create',
      'leads:create',
      'leads:delete',
      'block_list_entries:create',
      'block_list_entries:delete',
      'emails:create',
      'emails:update',
    ])
    expect(inState('present')).toContain('campaigns:read')
    expect(test.scopes.every((scope) => scope.neededFor !== '')).toBe(true)
    expect(test).toMatchObject({ ok: false, problem: 'INSTANTLY_SCOPE_MISSING' })
  })

  it('does not call a key broken for a scope no export needs', async () => {
    rig = startRig({ keys: { [one]: { workspace: acme, missing: ['emails:read', 'workspace_billing:read'] } } })
    const test = await rig.routes['workspaces.testKey']({ workspaceId: null, key: one })
    expect(test).toMatchObject({ ok: true, planName: null, contactsLeft: null })
  })

  it.each<ErrorCode>(['INSTANTLY_API_KEY_INVALID', 'INSTANTLY_PLAN_INACTIVE', 'API_OFFLINE', 'API_UNAVAILABLE'])(
    'reports %s as its answer',
    async (fails) => {
      rig = startRig({ keys: { [one]: { workspace: acme, fails } } })
      const test = await rig.routes['workspaces.testKey']({ workspaceId: null, key: one })
      expect(test).toMatchObject({ ok: false, problem: fails, remoteId: null })
    },
  )

  it('names the workspace the key will join', async () => {
    rig = start()
    const { workspace } = await add(one)
    const test = await rig.routes['workspaces.testKey']({ workspaceId: null, key: two })
    expect(test.joins).toEqual({ id: workspace.id, name: 'Acme GmbH' })
  })
})

describe('adding a key', () => {
  it('creates a workspace with the name Instantly has for it', async () => {
    rig = start()
    const added = await add(one)
    expect(added.joined).toBe(false)
    expect(added.workspace).toMatchObject({
      name: 'Acme GmbH',
      remoteName: 'Acme GmbH',
      hasKey: true,
      keyState: 'active',
    })
    expect(added.workspace.keys[0]?.masked).toBe('••••••••-one')
  })

  it('joins a known workspace', async () => {
    rig = start()
    const first = await add(one)
    const second = await add(two)
    expect(second.joined).toBe(true)
    expect(second.workspace.id).toBe(first.workspace.id)
    expect(second.workspace.keys).toHaveLength(2)
    expect(await list()).toHaveLength(1)
  })

  it('restores the archived workspace it joins', async () => {
    rig = start()
    const { workspace } = await add(one)
    await rig.routes['workspaces.archive']({ workspaceId: workspace.id, archived: true })
    expect(await rig.routes['workspaces.list']({ archived: false })).toEqual([])
    expect((await add(two)).workspace).toMatchObject({ id: workspace.id, archived: false })
  })

  it('refuses a key of another Instantly workspace', async () => {
    rig = start()
    const { workspace } = await add(one)
    expect(await codeOf(() => add(foreign, workspace.id))).toBe('KEY_OF_OTHER_WORKSPACE')
    const empty = await rig.routes['workspaces.create']({ name: 'Empty', colour: 2 })
    expect(await codeOf(() => add(two, empty.id))).toBe('KEY_OF_OTHER_WORKSPACE')
    expect((await list()).map((row) => row.keys.length)).toEqual([1, 0])
  })

  it('stores the same key once, however often it is pasted', async () => {
    rig = start()
    await add(one)
    await Promise.all([add(one), add(one), add(one)])
    expect((await list()).map((row) => row.keys.length)).toEqual([1])
  })

  it('stores two keys of one workspace together when both are added at once', async () => {
    rig = start()
    await Promise.all([add(one), add(two)])
    expect((await list()).map((row) => row.keys.length)).toEqual([2])
  })

  it.each<ErrorCode>(['INSTANTLY_API_KEY_INVALID', 'INSTANTLY_PLAN_INACTIVE', 'RATE_LIMIT_EXCEEDED'])(
    'stores nothing when the answer is %s',
    async (fails) => {
      rig = startRig({ keys: { [one]: { workspace: acme, fails } } })
      expect(await codeOf(() => add(one))).toBe(fails)
      expect(await list()).toEqual([])
    },
  )

  it.each<ErrorCode>(['API_OFFLINE', 'API_UNAVAILABLE'])(
    'stores a key as untested when the answer is %s',
    async (fails) => {
      rig = startRig({ keys: { [one]: { workspace: acme, fails } } })
      const added = await rig.routes['workspaces.addKey']({ workspaceId: null, key: one, name: 'On the train' })
      expect(added.workspace).toMatchObject({ name: 'On the train', keyState: 'untested', remoteName: null })
      expect(added.test).toMatchObject({ ok: false, problem: fails })
    },
  )

  it('refuses a key whose workspace cannot be determined', async () => {
    rig = startRig({ keys: { [one]: { workspace: acme, missing: ['workspaces:read'] } } })
    expect(await codeOf(() => add(one))).toBe('INSTANTLY_SCOPE_MISSING')
    expect(await list()).toEqual([])
  })

  it('stores a key that lacks a scope, and names the scope', async () => {
    rig = startRig({ keys: { [one]: { workspace: acme, missing: ['accounts:read'] } } })
    const { workspace } = await add(one)
    expect(workspace.keys[0]).toMatchObject({ state: 'scope_missing', missingScopes: ['accounts:read'] })
  })

  it('refuses to store a key in a second workspace while offline', async () => {
    rig = start()
    await add(one)
    const empty = await rig.routes['workspaces.create']({ name: 'Empty', colour: 2 })
    const known = rig.remote.keys[one]
    if (known) known.fails = 'API_OFFLINE'
    expect(await codeOf(() => add(one, empty.id))).toBe('KEY_OF_OTHER_WORKSPACE')
    expect((await add(one)).workspace.keys).toHaveLength(1)
  })

  it('can be repeated if the stored copy can no longer be read', async () => {
    rig = start()
    await add(one)
    rig.host.loseKeyring()
    rig = await rig.restart()
    const { workspace } = await add(one)
    expect(workspace.keys.map((key) => key.state)).toEqual(['active', 'unreadable'])
    expect((await rig.keySource.secretFor(workspace.id)).secret).toBe(one)
  })

  it('leaves no empty workspace behind if the keyring fails', async () => {
    rig = start()
    rig.host.encrypt = () => Promise.reject(new Error(`no: ${one}`))
    expect(await codeOf(() => add(one))).toBe('KEYRING_UNREADABLE')
    expect(await list()).toEqual([])
    expect(JSON.stringify(rig.lines)).not.toContain(one)
  })
})

describe('workspaces', () => {
  it('are created, renamed, coloured, archived and restored', async () => {
    rig = start()
    const { id } = await rig.routes['workspaces.create']({ name: 'North', colour: 3 })
    expect(await rig.routes['workspaces.update']({ workspaceId: id, name: 'South' })).toMatchObject({
      name: 'South',
      colour: 3,
    })
    expect(await rig.routes['workspaces.update']({ workspaceId: id, colour: 5 })).toMatchObject({
      name: 'South',
      colour: 5,
    })
    expect(await rig.routes['workspaces.archive']({ workspaceId: id, archived: true })).toMatchObject({
      archived: true,
    })
    expect(await rig.routes['workspaces.list']({ archived: false })).toEqual([])
    expect(await list()).toHaveLength(1)
    expect(await codeOf(() => rig.routes['workspaces.update']({ workspaceId: 99 as WorkspaceId }))).toBe('NOT_FOUND')
  })

  it('show the result of later tests of a stored key', async () => {
    rig = start()
    const { workspace } = await add(one)
    delete rig.remote.keys[one]
    const test = await rig.routes['workspaces.testConnection']({ workspaceId: workspace.id })
    expect(test.problem).toBe('INSTANTLY_API_KEY_INVALID')
    expect((await list())[0]?.keyState).toBe('revoked')
    rig.remote.keys[one] = { workspace: acme }
    await rig.routes['workspaces.testConnection']({ workspaceId: workspace.id })
    expect((await list())[0]?.keyState).toBe('active')
    rig.remote.keys[one] = { workspace: acme, fails: 'INSTANTLY_PLAN_INACTIVE' }
    await rig.routes['workspaces.testConnection']({ workspaceId: workspace.id })
    expect((await list())[0]?.keyState).toBe('no_plan')
    rig.remote.keys[one] = { workspace: acme, fails: 'API_OFFLINE' }
    await rig.routes['workspaces.testConnection']({ workspaceId: workspace.id })
    expect((await list())[0]?.keyState).toBe('no_plan')
    const empty = await rig.routes['workspaces.create']({ name: 'Empty', colour: 2 })
    expect(await codeOf(() => rig.routes['workspaces.testConnection']({ workspaceId: empty.id }))).toBe(
      'INSTANTLY_API_KEY_MISSING',
    )
  })
})

describe('replacing a key', () => {
  const replace = (workspaceId: WorkspaceId, keyId: ApiKeyId, key: string) =>
    rig.routes['workspaces.replaceKey']({ workspaceId, keyId, key })
  const started = async () => {
    rig = start()
    const { workspace } = await add(one)
    const [old] = workspace.keys
    if (!old) throw new Error('no key')
    return { id: workspace.id, old: old.id }
  }
  const secretNow = async (id: WorkspaceId) => (await rig.keySource.secretFor(id)).secret

  it('stores the new key, erases the old one, and uses the new one for the next call', async () => {
    const { id, old } = await started()
    expect(await secretNow(id)).toBe(one)
    rig.clock.advance(100 * 86_400_000)
    const { workspace, test } = await replace(id, old, two)
    expect(test.ok).toBe(true)
    expect(workspace.keys.map(({ masked, state, addedAt }) => [masked, state, addedAt])).toEqual([
      ['••••••••-two', 'active', test.testedAt],
    ])
    expect(await secretNow(id)).toBe(two)
    expect(rig.store.raw.prepare('select cipher from api_key where id = ?').pluck().get(old)).toBeNull()
    expect(await codeOf(() => rig.vault.open({ of: 'api_key', id: old }))).not.toBe('nothing')
    rig = await rig.restart()
    expect(await secretNow(id)).toBe(two)
  })

  it('refuses a key of another workspace, even one that lacks a scope there, and keeps the old one', async () => {
    const { id, old } = await started()
    const lacking = aKey('lacking')
    rig.remote.keys[lacking] = { workspace: other, missing: ['leads:read'] }
    for (const key of [foreign, lacking]) {
      const test = await rig.routes['workspaces.testKey']({ workspaceId: id, key })
      expect(test).toMatchObject({ ok: false, problem: 'KEY_OF_OTHER_WORKSPACE' })
      expect(await codeOf(() => replace(id, old, key))).toBe('KEY_OF_OTHER_WORKSPACE')
    }
    expect(await secretNow(id)).toBe(one)
    expect((await list()).map((row) => row.keys.length)).toEqual([1])
  })

  it.each<ErrorCode>(['API_OFFLINE', 'API_UNAVAILABLE', 'INSTANTLY_API_KEY_INVALID'])(
    'keeps the old key when the new one answers %s',
    async (fails) => {
      const { id, old } = await started()
      rig.remote.keys[two] = { workspace: acme, fails }
      expect(await codeOf(() => replace(id, old, two))).toBe(fails)
      expect(await secretNow(id)).toBe(one)
    },
  )

  it('accepts a key that lacks scopes and names them', async () => {
    const { id, old } = await started()
    rig.remote.keys[two] = { workspace: acme, missing: ['leads:read'] }
    const { workspace } = await replace(id, old, two)
    expect(workspace.keys).toMatchObject([{ masked: '••••••••-two', missingScopes: ['leads:read'] }])
  })

  it('refuses the same key, and a key that is gone or of another client', async () => {
    const { id, old } = await started()
    expect(await codeOf(() => replace(id, old, one))).toBe('KEY_UNCHANGED')
    const { workspace } = await add(foreign)
    expect(await codeOf(() => replace(workspace.id, old, two))).toBe('NOT_FOUND')
    await replace(id, old, two)
    expect(await codeOf(() => replace(id, old, one))).toBe('NOT_FOUND')
    expect((await list()).map((row) => row.keys.length)).toEqual([1, 1])
  })

  it("continues with the client's other key if that one is pasted", async () => {
    const { id, old } = await started()
    await add(two)
    const { workspace } = await replace(id, old, two)
    expect(workspace.keys.map((key) => key.masked)).toEqual(['••••••••-two'])
    expect(await secretNow(id)).toBe(two)
  })

  it('erases nothing if the new key could not be stored', async () => {
    const { id, old } = await started()
    rig.store.raw.exec(`create trigger full before insert on api_key begin select raise(abort, 'no room'); end`)
    await expect(replace(id, old, two)).rejects.toThrow('no room')
    expect(await secretNow(id)).toBe(one)
  })
})
