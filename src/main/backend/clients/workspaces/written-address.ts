import type { Database } from 'better-sqlite3'
import { plainAddress } from '#shared/domain/core/plain-address.ts'
import type { WorkspaceId } from '#shared/ids.ts'

/**
 * The address of a sending account as Instantly writes it. Here they are kept in small letters; nobody says that Instantly finds
 * one by them.
 */
export const writtenAddress = (raw: Database, workspaceId: WorkspaceId, account: string): string =>
  raw
    .prepare<[number, string], string | null>('select spelling from mailbox where workspace_id = ? and email = ?')
    .pluck()
    .get(workspaceId, plainAddress(account)) ?? account
