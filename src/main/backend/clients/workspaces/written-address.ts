import type { Database } from 'better-sqlite3'
import { plainAddress } from '#shared/domain/core/plain-address.ts'
import type { WorkspaceId } from '#shared/ids.ts'

/**
 * Returns the address of a sending account as Instantly spells it. The store keeps addresses in lower case, and Instantly
 * may not find an account by that.
 */
export const writtenAddress = (raw: Database, workspaceId: WorkspaceId, account: string): string =>
  raw
    .prepare<[number, string], string | null>('select spelling from mailbox where workspace_id = ? and email = ?')
    .pluck()
    .get(workspaceId, plainAddress(account)) ?? account
