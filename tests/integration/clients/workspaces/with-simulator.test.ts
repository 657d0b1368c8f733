import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'
import { aKey, bytesOf, codeOf } from './setup.ts'

const acmeKey = aKey('acme')
const acmeSecond = aKey('acme-second')
const readOnly = aKey('read-only')
const unpaid = aKey('unpaid')

let remote: FakeInstantly
let app: TestBackend
beforeEach(async () => {
  remote = await startFakeInstantly({
    workspaces: [
      {
        name: 'Acme',
        mailboxes: 3,
        leadLimit: 1_000,
        planName: 'Growth',
        keys: [
          { key: acmeKey },
          { key: acmeSecond },
          { key: readOnly, scopes: ['workspaces:read', 'campaigns:read', 'accounts:read'] },
        ],
      },
      { name: 'Unpaid', paid: false, keys: [{ key: unpaid }] },
    ],
  })
  app = startBackend({ instantlyUrl: remote.url })
})
afterEach(async () => {
  await app.stop()
  await remote.close()
})

describe('keys at Instantly', () => {
  it('are tested, stored and used; every request is documented', async () => {
    const test = await app.call('workspaces.testKey', { workspaceId: null, key: acmeKey })
    expect(test).toMatchObject({
      ok: true,
      remoteName: 'Acme',
      planName: 'Growth',
      contactsLeft: 1_000,
      contactsLimit: 1_000,
      mailboxCount: 3,
    })
    const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, key: acmeKey })
    expect(workspace).toMatchObject({ name: 'Acme', keyState: 'active' })
    const joined = await app.call('workspaces.addKey', { workspaceId: null, key: acmeSecond })
    expect(joined).toMatchObject({ joined: true, workspace: { id: workspace.id } })
    const report = await until('the first-key report', () =>
      app.call('workspaces.firstKeyReport', { workspaceId: workspace.id }),
    )
    expect(report.text).toContain('email_sent')
    expect(remote.violations).toEqual([])
  })

  it('are refused with what is wrong with them', async () => {
    const add = (key: string) => codeOf(() => app.call('workspaces.addKey', { workspaceId: null, key }))
    expect(await add(aKey('unknown'))).toBe('INSTANTLY_API_KEY_INVALID')
    expect(await add(unpaid)).toBe('INSTANTLY_PLAN_INACTIVE')
    const test = await app.call('workspaces.testKey', { workspaceId: null, key: readOnly })
    expect(test.problem).toBe('INSTANTLY_SCOPE_MISSING')
    expect(test.scopes.find(({ scope }) => scope === 'leads:read')?.state).toBe('missing')
    expect(test.scopes.find(({ scope }) => scope === 'leads:create')?.state).toBe('untested')
    expect(await app.call('workspaces.list', {})).toEqual([])
  })

  it('appear in the audit log without the key', async () => {
    await app.call('workspaces.testKey', { workspaceId: null, key: acmeKey })
    const log = await app.call('audit.list', { page: {} })
    expect(log.total).toBeGreaterThan(5)
    expect(log.rows.every((row) => row.requestedBy === 'test connection' && !row.path.includes('?'))).toBe(true)
    expect(log.total).toBe(remote.journal.entries.length)
    expect(bytesOf(app.dir).includes(acmeKey)).toBe(false)
    expect(JSON.stringify([app.logs, app.events])).not.toContain(acmeKey)
  })
})
