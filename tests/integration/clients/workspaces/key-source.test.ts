import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import { runs } from '../../../support/long.ts'
import { aKey, codeOf, type RemoteKeys, type Rig, startRig } from './setup.ts'

let rig: Rig
afterEach(() => rig.end())

const acme = { id: 'remote-acme', name: 'Acme' }
const one = aKey('one')
const two = aKey('two')

async function startWith(...secrets: string[]) {
  const keys: RemoteKeys = Object.fromEntries(secrets.map((secret) => [secret, { workspace: acme }]))
  rig = startRig({ keys })
  let workspaceId: WorkspaceId | null = null
  for (const key of secrets) {
    const added = await rig.routes['workspaces.addKey']({ workspaceId, key })
    workspaceId = added.workspace.id
  }
  await rig.firstKeyCheck.settled()
  if (workspaceId === null) throw new Error('give at least one key')
  return { workspaceId }
}

const keysShown = async () => (await rig.routes['workspaces.list']({ archived: true }))[0]?.keys ?? []

describe('a workspace', () => {
  it('without a key says so, even if others have one', async () => {
    await startWith(one)
    const empty = await rig.routes['workspaces.create']({ name: 'Empty', colour: 1 })
    expect(await codeOf(() => rig.keySource.secretFor(empty.id))).toBe('INSTANTLY_API_KEY_MISSING')
  })

  it('that is archived gets no key until it is restored', async () => {
    const { workspaceId } = await startWith(one)
    await rig.routes['workspaces.archive']({ workspaceId, archived: true })
    expect(await codeOf(() => rig.keySource.secretFor(workspaceId))).toBe('WORKSPACE_ARCHIVED')
    await rig.routes['workspaces.archive']({ workspaceId, archived: false })
    expect((await rig.keySource.secretFor(workspaceId)).secret).toBe(one)
  })

  it('continues with its second key if Instantly refuses the first', async () => {
    const { workspaceId } = await startWith(one, two)
    const newest = await rig.keySource.secretFor(workspaceId)
    expect(newest.secret).toBe(two)
    rig.keySource.report(newest.keyId, 'rejected')
    const next = await rig.keySource.secretFor(workspaceId)
    expect(next.secret).toBe(one)
    rig.keySource.report(next.keyId, 'rejected')
    expect(await codeOf(() => rig.keySource.secretFor(workspaceId))).toBe('INSTANTLY_API_KEY_REVOKED')
  })

  it('uses for each call a key that has its scope, whichever is newest', async () => {
    const { workspaceId } = await startWith(one, two)
    const served = async (scope: string) => rig.keySource.secretFor(workspaceId, scope)
    rig.keySource.report((await served('emails:read')).keyId, 'scope_missing', 'emails:read')
    expect((await served('emails:read')).secret).toBe(one)
    expect((await served('emails:create')).secret).toBe(two)
    rig.keySource.report((await served('emails:read')).keyId, 'scope_missing', 'emails:read')
    expect((await served('emails:read')).secret).toBe(two)
  })

  it('with a removed key keeps nothing of it', async () => {
    const { workspaceId } = await startWith(one)
    const { keyId } = await rig.keySource.secretFor(workspaceId)
    const after = await rig.routes['workspaces.removeKey']({ workspaceId, keyId })
    expect(after).toMatchObject({ hasKey: false, keyState: null, keys: [] })
    expect(await codeOf(() => rig.keySource.secretFor(workspaceId))).toBe('INSTANTLY_API_KEY_MISSING')
    expect(rig.store.raw.prepare('select cipher from api_key').all()).toEqual([{ cipher: null }])
    expect(await codeOf(() => rig.routes['workspaces.removeKey']({ workspaceId, keyId }))).toBe('NOT_FOUND')
  })

  it('only ever gets its own keys, however keys are added, refused and removed', async () => {
    const remotes = ['a', 'b', 'c', 'd'].map((id) => ({ id: `remote-${id}`, name: id }))
    const step = fc.record({
      act: fc.constantFrom('add', 'add', 'refuse', 'remove', 'archive'),
      at: fc.nat(3),
      key: fc.nat(2),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const keys: RemoteKeys = {}
        const ownerOf = (secret: string) => keys[secret]?.workspace.id
        for (const workspace of remotes) {
          for (const n of [0, 1, 2]) keys[aKey(`${workspace.id}-${n}`)] = { workspace }
        }
        rig = startRig({ keys })
        const ids = new Map<number, WorkspaceId>()
        for (const { act, at, key } of steps) {
          const id = ids.get(at)
          if (act === 'add') {
            const added = await rig.routes['workspaces.addKey']({
              workspaceId: null,
              key: aKey(`remote-${'abcd'[at]}-${key}`),
            })
            ids.set(at, added.workspace.id)
          } else if (id !== undefined) {
            if (act === 'archive') await rig.routes['workspaces.archive']({ workspaceId: id, archived: true })
            const found = await rig.keySource.secretFor(id).catch(() => null)
            if (found && act === 'refuse') rig.keySource.report(found.keyId, 'rejected')
            if (found && act === 'remove') {
              await rig.routes['workspaces.removeKey']({ workspaceId: id, keyId: found.keyId })
            }
          }
          for (const [place, workspaceId] of ids) {
            const served = await rig.keySource.secretFor(workspaceId).catch(() => null)
            if (served) expect(ownerOf(served.secret)).toBe(remotes[place]?.id)
          }
        }
        const linked = rig.store.raw
          .prepare('select count(*) as n, count(distinct remote_id) as d from workspace')
          .get()
        expect(linked).toEqual({ n: ids.size, d: ids.size })
        await rig.end()
      }),
      runs(10, 125),
    )
    rig = startRig()
  })
})

describe('what Instantly answers', () => {
  it('makes a key that never worked invalid, and one that did revoked', async () => {
    const { workspaceId } = await startWith(one)
    const { keyId } = await rig.keySource.secretFor(workspaceId)
    rig.store.raw.prepare(`update api_key set state = 'untested', last_worked_at = null`).run()
    rig.keySource.report(keyId, 'rejected')
    expect((await keysShown())[0]).toMatchObject({ state: 'invalid', lastWorkedAt: null })
    expect(await codeOf(() => rig.keySource.secretFor(workspaceId))).toBe('INSTANTLY_API_KEY_INVALID')
    rig.keySource.report(keyId, 'worked')
    rig.clock.advance(60_000)
    rig.keySource.report(keyId, 'rejected')
    expect((await keysShown())[0]).toMatchObject({ state: 'revoked', lastCheckedAt: '2026-11-20T08:01:00.000Z' })
  })

  it('keeps a key without a paid plan in use, so that paying is enough', async () => {
    const { workspaceId } = await startWith(one)
    const { keyId } = await rig.keySource.secretFor(workspaceId)
    rig.keySource.report(keyId, 'no_plan')
    expect((await keysShown())[0]?.state).toBe('no_plan')
    expect((await rig.keySource.secretFor(workspaceId)).keyId).toBe(keyId)
    rig.keySource.report(keyId, 'worked')
    expect((await keysShown())[0]?.state).toBe('active')
  })

  it('keeps a key in use that was refused one call, names its missing scope, and clears it once such a call is accepted', async () => {
    const { workspaceId } = await startWith(one)
    const { keyId } = await rig.keySource.secretFor(workspaceId)
    rig.keySource.report(keyId, 'worked', 'leads:read')
    rig.keySource.report(keyId, 'scope_missing', 'campaigns:update')
    rig.keySource.report(keyId, 'scope_missing', 'leads:delete')
    expect((await keysShown())[0]).toMatchObject({
      state: 'active',
      missingScopes: ['campaigns:update', 'leads:delete'],
    })
    expect((await rig.keySource.secretFor(workspaceId)).keyId).toBe(keyId)
    // Another call proves nothing about them; the same call clears it at once.
    rig.keySource.report(keyId, 'worked', 'leads:read')
    rig.keySource.report(keyId, 'worked', 'campaigns:update')
    expect((await keysShown())[0]).toMatchObject({ state: 'active', missingScopes: ['leads:delete'] })
    rig.keySource.report(keyId, 'worked', 'leads:delete')
    expect((await keysShown())[0]).toMatchObject({ state: 'active', missingScopes: [] })
  })

  it('shows a missing scope until a test finds it, not until any other call works', async () => {
    const { workspaceId } = await startWith(one)
    const { keyId } = await rig.keySource.secretFor(workspaceId)
    rig.keySource.report(keyId, 'scope_missing')
    rig.keySource.report(keyId, 'worked')
    expect((await keysShown())[0]?.state).toBe('scope_missing')
    expect((await rig.keySource.secretFor(workspaceId)).keyId).toBe(keyId)
    await rig.routes['workspaces.testConnection']({ workspaceId })
    expect((await keysShown())[0]?.state).toBe('active')
  })

  it('is written once a minute while all goes well, and at once if not', async () => {
    const { workspaceId } = await startWith(one)
    const { keyId } = await rig.keySource.secretFor(workspaceId)
    const worked = () => rig.store.raw.prepare('select last_worked_at as at from api_key').get() as { at: string }
    rig.keySource.report(keyId, 'worked')
    const first = worked().at
    rig.clock.advance(59_000)
    for (let n = 0; n < 100; n += 1) rig.keySource.report(keyId, 'worked')
    expect(worked().at).toBe(first)
    rig.keySource.report(keyId, 'rejected')
    expect((await keysShown())[0]?.state).toBe('revoked')
    rig.keySource.report(keyId, 'worked')
    expect((await keysShown())[0]).toMatchObject({ state: 'active', lastWorkedAt: '2026-11-20T08:00:59.000Z' })
  })

  it('notifies open windows only when the state of a key changed', async () => {
    const { workspaceId } = await startWith(one)
    const { keyId } = await rig.keySource.secretFor(workspaceId)
    rig.announced.length = 0
    rig.keySource.report(keyId, 'worked')
    expect(rig.announced).toEqual([])
    rig.keySource.report(keyId, 'rejected')
    expect(rig.announced).toEqual(['workspaces'])
  })

  it('about a deleted key changes nothing', async () => {
    await startWith(one)
    rig.keySource.report(99 as ApiKeyId, 'rejected')
    expect((await keysShown())[0]?.state).toBe('active')
  })
})

describe('a key stored offline', () => {
  it('is tested before its first use', async () => {
    rig = startRig({ keys: { [one]: { workspace: acme, fails: 'API_OFFLINE' } } })
    const { workspace } = await rig.routes['workspaces.addKey']({ workspaceId: null, key: one, name: 'Acme' })
    expect(workspace.keyState).toBe('untested')
    expect(await codeOf(() => rig.keySource.secretFor(workspace.id))).toBe('API_OFFLINE')
    const known = rig.remote.keys[one]
    if (known) known.fails = undefined
    const served = await Promise.all([1, 2, 3].map(() => rig.keySource.secretFor(workspace.id)))
    expect(served.map(({ secret }) => secret)).toEqual([one, one, one])
    const proofs = rig.remote.asked.filter(
      (call) => call.path === '/workspaces/current' && call.requestedBy === 'test connection',
    )
    expect(proofs).toHaveLength(3) // adding it, the try while offline, and one for all three
    expect((await keysShown())[0]?.state).toBe('active')
  })

  it('is never used while its workspace is unknown', async () => {
    rig = startRig({ keys: { [one]: { workspace: acme, missing: ['workspaces:read'], fails: 'API_OFFLINE' } } })
    const { workspace } = await rig.routes['workspaces.addKey']({ workspaceId: null, key: one })
    const known = rig.remote.keys[one]
    if (known) known.fails = undefined
    expect(await codeOf(() => rig.keySource.secretFor(workspace.id))).toBe('INSTANTLY_SCOPE_MISSING')
    expect(await codeOf(() => rig.keySource.secretFor(workspace.id))).toBe('INSTANTLY_SCOPE_MISSING')
    expect((await keysShown())[0]).toMatchObject({ state: 'untested' })
  })

  it('is never used if it belongs to another workspace', async () => {
    const other = { id: 'remote-other', name: 'Other' }
    rig = startRig({ keys: { [one]: { workspace: acme }, [two]: { workspace: other, fails: 'API_OFFLINE' } } })
    const { workspace } = await rig.routes['workspaces.addKey']({ workspaceId: null, key: one })
    await rig.routes['workspaces.addKey']({ workspaceId: workspace.id, key: two })
    const known = rig.remote.keys[two]
    if (known) known.fails = undefined
    expect((await rig.keySource.secretFor(workspace.id)).secret).toBe(one)
    const keyId = (await keysShown()).find((key) => key.state === 'active')?.id
    if (!keyId) throw new Error('no active key')
    await rig.routes['workspaces.removeKey']({ workspaceId: workspace.id, keyId })
    expect(await codeOf(() => rig.keySource.secretFor(workspace.id))).toBe('KEY_OF_OTHER_WORKSPACE')
    expect(await codeOf(() => rig.keySource.secretFor(workspace.id))).toBe('KEY_OF_OTHER_WORKSPACE')
  })
})
