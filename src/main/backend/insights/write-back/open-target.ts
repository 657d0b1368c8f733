/** Opens a source for reading or writing with its stored key. */
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import { openReader, type StoredAccess } from '../../leads/supabase/access.ts'
import type { DatabaseWriter } from './database-writer.ts'
import type { TargetRow } from './target-store.ts'
import type { Writer } from './writer.ts'

/** Database libraries are loaded with the first write, not at the start of the app. */
export function createTargetAccess(deps: Deps, vault: Vault) {
  const { clock } = deps

  const accessOf = async ({ id, kind, address, keyKind }: TargetRow): Promise<StoredAccess> => ({
    kind,
    address,
    keyKind,
    secret: await vault.open({ of: 'write_back', id }),
  })
  const openRead = async (target: TargetRow) =>
    openReader(await accessOf(target), { clock, appVersion: deps.config.appVersion })

  /** Loads the library with the first write, not at the start of the app. */
  async function openWriter(target: TargetRow): Promise<Writer> {
    const { kind, address, secret } = await accessOf(target)
    if (kind === 'database') return openDatabase(secret)
    const { createProjectWriter } = await import('./project-writer.ts')
    return createProjectWriter({ origin: address, key: secret, userAgent: `Sendoff/${deps.config.appVersion}`, clock })
  }
  async function openDatabase(secret: string): Promise<DatabaseWriter> {
    return (await import('./database-writer.ts')).createDatabaseWriter(secret)
  }
  return { openWriter, openRead, openDatabase, accessOf }
}
