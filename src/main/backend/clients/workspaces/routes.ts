import type { workspaces } from '#shared/contract/clients/workspaces.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { createKeyAdder, removeKey } from './add-key.ts'
import { archiveWorkspace, changeWorkspace, createWorkspace } from './create-workspace.ts'
import type { FirstKeyCheck } from './first-key-check.ts'
import type { WorkspaceKeys } from './key-source.ts'
import { firstKeyReport, keysOf, listWorkspaces, readWorkspace, workspaceRow } from './queries.ts'
import { recordTest } from './record-test.ts'
import { type TestOutcome, testKey } from './test-connection.ts'
import type { Vault } from './vault.ts'

type WorkspaceParts = {
  readonly vault: Vault
  readonly keySource: WorkspaceKeys
  readonly firstKeyCheck: FirstKeyCheck
}

/** Routes of workspaces, their keys and the vault. Also tells the key source how to verify a key. */
export function workspaceRoutes(deps: Deps, parts: WorkspaceParts): Handlers<typeof workspaces> {
  const { store, clock } = deps
  const { vault, firstKeyCheck } = parts
  const testKept = createStoredKeyTest(deps, parts)
  parts.keySource.proveWith(async (workspaceId, keyId) => {
    const { error, test } = await testKept(workspaceId, keyId)
    deps.changed('workspaces')
    if (error && (error.code !== 'INSTANTLY_SCOPE_MISSING' || test.remoteId === null)) throw error
  })

  const addKey = createKeyAdder({ store, clock, instantly: deps.instantly, vault })
  const shown = async (id: WorkspaceId) => {
    await vault.state() // so that the vault knows what protects keys before it is asked how they stand
    return readWorkspace(store, vault.reach, id)
  }

  return {
    'workspaces.list': async ({ archived }) => {
      await vault.state()
      return listWorkspaces(store, vault.reach, archived)
    },
    'workspaces.create': (input) => shown(createWorkspace(store, input, clock.now())),
    'workspaces.update': ({ workspaceId, ...change }) => {
      changeWorkspace(store, workspaceId, change)
      return shown(workspaceId)
    },
    'workspaces.archive': ({ workspaceId, archived }) => {
      assertReal(store, workspaceId)
      archiveWorkspace(store, workspaceId, archived, clock.now())
      return shown(workspaceId)
    },
    'workspaces.testKey': async ({ workspaceId, key }) => {
      if (workspaceId !== null) assertReal(store, workspaceId)
      return (await testKey(deps, { secret: key, workspaceId })).test
    },
    'workspaces.testConnection': async ({ workspaceId, keyId }) => {
      assertReal(store, workspaceId)
      const keys = keysOf(store, workspaceId)
      const best = keys.find((key) => key.state === 'active') ?? keys[0]
      const key = keyId === undefined ? best : keys.find((one) => one.id === keyId)
      if (!key) throw new AppError('INSTANTLY_API_KEY_MISSING')
      return (await testKept(workspaceId, key.id)).test
    },
    'workspaces.addKey': async (input) => {
      if (input.workspaceId !== null) assertReal(store, input.workspaceId)
      const added = await addKey(input)
      if (added.test.ok) firstKeyCheck.begin(added.workspaceId, added.keyId)
      return { workspace: await shown(added.workspaceId), joined: added.joined, test: added.test }
    },
    'workspaces.replaceKey': async ({ workspaceId, keyId, key }) => {
      assertReal(store, workspaceId)
      const added = await addKey({ workspaceId, key, replaces: keyId })
      if (added.test.ok) firstKeyCheck.begin(added.workspaceId, added.keyId)
      return { workspace: await shown(added.workspaceId), test: added.test }
    },
    'workspaces.removeKey': ({ workspaceId, keyId }) => {
      removeKey({ store, vault, clock }, workspaceId, keyId)
      return shown(workspaceId)
    },
    'workspaces.firstKeyReport': ({ workspaceId }) => firstKeyReport(store, workspaceId),
    'vault.state': () => vault.state(),
    'vault.setPassphrase': ({ passphrase }) => vault.setPassphrase(passphrase),
    'vault.unlock': ({ passphrase }) => vault.unlock(passphrase),
    'vault.lock': () => vault.lock(),
  }
}

/** Throws DEMO_WORKSPACE or NOT_FOUND: a demo has no keys and cannot be archived, only reset or removed. */
function assertReal(store: Deps['store'], id: WorkspaceId): void {
  if (workspaceRow(store, id).demo !== null) throw new AppError('DEMO_WORKSPACE')
}

type StoredKeyTest = (workspaceId: WorkspaceId, keyId: ApiKeyId) => Promise<TestOutcome>

/** Returns a function that tests a stored key and stores the result. */
function createStoredKeyTest(deps: Deps, { vault, firstKeyCheck }: WorkspaceParts): StoredKeyTest {
  return async (workspaceId, keyId) => {
    const secret = await vault.open({ of: 'api_key', id: keyId })
    const outcome = await testKey(deps, { secret, workspaceId })
    deps.store.orm.transaction(() => recordTest(deps.store, workspaceId, keyId, outcome.test))
    if (outcome.test.ok) firstKeyCheck.begin(workspaceId, keyId)
    return outcome
  }
}
