/** Finds clients deleted after a backup was made: the operator should know that restoring brings them back. */
import path from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import type { BroughtBack } from '#shared/contract/app/backups.ts'
import { type ClientRemoval, clientRemoval } from '#shared/contract/app/client-data.ts'
import { storeFileName } from '../../core/db/open.ts'
import { readSettingRow, writeSettingRow } from '../../core/db/setting-rows.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { removalsKey } from '../client-data/removal-store.ts'
import { readOrigin } from './copy-facts.ts'
import { readCopyLists } from './copy-lists.ts'

export type DeletedSince = {
  /** Clients whose data is all in the backup. */
  readonly broughtBack: readonly BroughtBack[]
  /** Receipts of those, and of all other deletions on the backup's computer; they survive the restore. */
  readonly receipts: readonly ClientRemoval[]
}

/** Looks in the current store and next to the backup. On another computer the latter is the only source. */
export function findDeletedSince(
  copy: Database.Database,
  from: { readonly file: string; readonly dataDir: string; readonly computer: string },
): DeletedSince {
  const own = { computer: from.computer, list: removalsOfStore(from.dataDir) }
  const known = [own, ...readCopyLists(from.file, 'deleted', clientRemoval)]
  const nameOf = copy
    .prepare<[number, string], string>('select name from workspace where id = ? and created_at = ?')
    .pluck()
  const byClient = new Map<number, BroughtBack>()
  for (const { workspaceId, createdAt, askedAt } of known.flatMap(({ list }) => list)) {
    const name = nameOf.get(workspaceId, createdAt)
    if (name !== undefined) byClient.set(workspaceId, { workspaceId, name, deletedAt: new Date(askedAt).toISOString() })
  }
  const of = readOrigin(copy)?.computer ?? from.computer
  // Receipts of the backup's computer come first, so that they keep their numbers.
  const byComputer = known.toSorted((a, b) => Number(b.computer === of) - Number(a.computer === of))
  const receipts = byComputer.flatMap(({ computer, list }) =>
    list.filter(
      ({ workspaceId, createdAt, state }) =>
        state === 'done' && (computer === of || nameOf.get(workspaceId, createdAt) !== undefined),
    ),
  )
  return { broughtBack: [...byClient.values()], receipts }
}

/** Includes deletions in progress. Empty if the store cannot be read. */
function removalsOfStore(dataDir: string): readonly ClientRemoval[] {
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

/** Adds receipts to those in the backup. A deletion that was in progress in it continues. */
export function addReceipts(copy: Database.Database, receipts: readonly ClientRemoval[], at: string): void {
  const keyOf = ({ workspaceId, createdAt, askedAt }: ClientRemoval) => `${workspaceId} ${createdAt} ${askedAt}`
  if (receipts.length === 0) return
  const known = readRemovals(copy)
  const byDeletion = new Map([...receipts, ...known].map((one) => [keyOf(one), one]))
  // Each computer numbers its receipts separately. Those of the backup keep their numbers, as people may hold the
  // documents.
  const numbers = new Set(known.map(({ id }) => id))
  const all = [...byDeletion.values()].map((one) => {
    const id = known.includes(one) || !numbers.has(one.id) ? one.id : Math.max(...numbers) + 1
    numbers.add(id)
    return { ...one, id }
  })
  writeSettingRow(
    copy,
    0,
    removalsKey,
    all.toSorted((a, b) => a.id - b.id),
    at,
  )
}

function readRemovals(raw: Database.Database): readonly ClientRemoval[] {
  const parsed = z.array(clientRemoval).safeParse(parseJson(readSettingRow(raw, 0, removalsKey) ?? '[]'))
  return parsed.success ? parsed.data : []
}
