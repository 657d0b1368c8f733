/** Clients that were deleted after a copy was made: it brings them back, which nobody should learn by chance. */
import path from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { type ClientRemoval, clientRemoval } from '#shared/contract/app/client-data.ts'
import { storeFileName } from '../../core/db/open.ts'
import { readSettingRow, writeSettingRow } from '../../core/db/setting-rows.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { removalsKey } from '../client-data/removal-store.ts'

/** Receipts of the store there is, also of deletions under way; none where it cannot be read. */
export function removalsOfStore(dataDir: string): readonly ClientRemoval[] {
  let raw: Database.Database | null = null
  try {
    raw = new Database(path.join(dataDir, storeFileName), { readonly: true, fileMustExist: true })
    return readRemovals(raw)
  } catch {
    return []
  } finally {
    raw?.close()
  }
}

/** Those of whom the copy still holds everything. Only of this computer's own copies: elsewhere the same number is another client. */
export function broughtBack(copy: Database.Database, removals: readonly ClientRemoval[]): readonly ClientRemoval[] {
  const isThere = copy.prepare('select 1 from workspace where id = ? and name = ?')
  return removals.filter(({ workspaceId, name }) => isThere.get(workspaceId, name) !== undefined)
}

/** Receipts outlive a restore. What was under way does not: the operator has decided otherwise since. */
export function keepReceipts(copy: Database.Database, removals: readonly ClientRemoval[], at: string): void {
  const ended = removals.filter(({ state }) => state === 'done')
  if (ended.length === 0) return
  const ids = new Set(ended.map(({ id }) => id))
  const all = [...readRemovals(copy).filter(({ id }) => !ids.has(id)), ...ended].toSorted((a, b) => a.id - b.id)
  writeSettingRow(copy, 0, removalsKey, all, at)
}

function readRemovals(raw: Database.Database): readonly ClientRemoval[] {
  const parsed = z.array(clientRemoval).safeParse(parseJson(readSettingRow(raw, 0, removalsKey) ?? '[]'))
  return parsed.success ? parsed.data : []
}
