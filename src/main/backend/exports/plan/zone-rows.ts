/** Stores which rows of a list each campaign takes, before the exports are stored. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Share, SplitList } from './zone-plan.ts'
import { rowKinds } from './zone-snapshot.ts'

/** Rows written or deleted per transaction, which takes about ten milliseconds. */
const STEP = 5_000

/** A share whose rows are on disk. */
export type WrittenShare = Share & { readonly id: number }

/** Puts every row of the list into exactly one share. Shares that no export takes must be dropped afterwards. */
export async function writeZoneRows(
  { store }: Pick<Deps, 'store'>,
  { look, shares, shareAt }: SplitList,
  press: { readonly workspaceId: WorkspaceId; readonly idempotencyKey: string },
): Promise<readonly WrittenShare[]> {
  const { raw } = store
  const insert = raw.prepare('insert into export_zone (workspace_id, click_id, zone) values (?, ?, ?)')
  const ids = raw.transaction(() =>
    shares.map(({ zone }) => Number(insert.run(press.workspaceId, press.idempotencyKey, zone).lastInsertRowid)),
  )()
  const put = raw.prepare('insert into export_zone_row (zone_id, position) values (?, ?)')
  const putSome = raw.transaction((from: number, to: number) => {
    for (let position = from; position < to; position += 1) {
      if (look.kindAt[position] === rowKinds.outside) continue
      put.run(ids[shareAt[look.zoneAt[position] ?? 0] ?? 0], position)
    }
  })
  try {
    for (let from = 1; from < look.zoneAt.length; from += STEP) {
      putSome(from, Math.min(from + STEP, look.zoneAt.length))
      await nextTurn()
    }
  } catch (error) {
    await dropZones({ store }, ids)
    throw error
  }
  return shares.map((share, at) => ({ ...share, id: ids[at] ?? 0 }))
}

/** Deletes shares without an export, in small steps. Shares of an export are left alone. */
export async function dropZones({ store }: Pick<Deps, 'store'>, ids: readonly number[]): Promise<void> {
  const { raw } = store
  const isTaken = raw.prepare('select 1 from export_run where zone_id = ?')
  const dropRows = raw.prepare(
    `delete from export_zone_row where rowid in (select rowid from export_zone_row where zone_id = ? limit ${STEP})`,
  )
  const drop = raw.prepare('delete from export_zone where id = ?')
  for (const id of ids) {
    while (raw.open && !isTaken.get(id) && dropRows.run(id).changes > 0) await nextTurn()
    if (raw.open && !isTaken.get(id)) drop.run(id)
  }
}

/** Shares written by a process that died before their exports were stored. For use at start only. */
export const findOrphanedZones = ({ store }: Pick<Deps, 'store'>): readonly number[] =>
  store.raw
    .prepare('select id from export_zone z where not exists (select 1 from export_run r where r.zone_id = z.id)')
    .pluck()
    .all() as number[]
