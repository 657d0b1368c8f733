/** Prepares a backup to become the store: nothing in it may be sent automatically. */
import { randomUUID } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { readSettingRow, writeSettingRow } from '../../core/db/setting-rows.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { pausedDueDate } from '../../inbox/crm/queries.ts'
import { type RestoreGap, restoreGapSetting } from '../../inbox/crm/restore-gap.ts'
import type { ErasedHash } from '../people/erased-file.ts'
import { queueErasures } from '../people/queue-erasures.ts'
import type { RestoredRow } from './restored-state.ts'
import { restoredSetting } from './restored-state.ts'

/**
 * In one transaction. Everything that may have been sent since the backup was made is marked as sent, so that the
 * engines look for it at Instantly first. People `erased` after the backup was made are marked to be erased from it as
 * well.
 */
export function pauseEverything(raw: Database, row: RestoredRow, erased: readonly ErasedHash[]): void {
  const of = (table: string) => raw.prepare('select 1 from sqlite_schema where name = ?').get(table) !== undefined
  raw.transaction(() => {
    if (of('export_run')) {
      const open = `select id from export_run where state in ('preparing', 'running', 'waiting', 'paused')`
      raw.exec(`update export_batch set state = 'sent' where state = 'pending' and export_id in (${open})`)
      raw.exec(
        `update export_run set state = 'paused', problem_code = null, problem_data = null
         where state in ('preparing', 'running', 'waiting')`,
      )
    }
    if (of('inbox_send'))
      raw.exec(
        `update inbox_send set state = 'unclear', sent_at = coalesce(sent_at, created_at),
           problem_code = 'PAUSED_AFTER_RESTORE', problem_data = '{}' where state in ('pending', 'sent', 'unclear')`,
      )
    // Read back at Instantly, which is free, before it is paid for.
    if (of('email_check'))
      raw.prepare(`update email_check set state = 'asked', asked_at = ? where state = 'wanted'`).run(row.at)
    if (of('crm_delivery'))
      raw
        .prepare(`update crm_delivery set state = 'waiting', next_try_at = ? where state in ('waiting', 'sending')`)
        .run(pausedDueDate)
    if (of('subsequence_move'))
      raw
        .prepare(
          `update subsequence_move set state = 'stopped', ended_at = ?
           where state in ('running', 'held') or (state = 'stopped' and ended_at = ?)`,
        )
        .run(Date.parse(row.at), findEarlierPause(raw))
    // These campaigns were started after their day, and the operator may have stopped them since. A campaign is never
    // started because of what a backup says.
    if (of('campaign_rest'))
      raw
        .prepare(
          `update campaign_rest set state = 'left' where state in ('pausing', 'paused', 'starting') and until_at <= ?`,
        )
        .run(Date.parse(row.at))
    if (of('shared_memory')) rejoinAsNewComputer(raw, row)
    if (of('erased_person')) queueErasures(raw, erased)
    writeSettingRow(raw, 0, restoredSetting.key, row, row.at)
    // A backup without a date may be of any age.
    const doubt: RestoreGap = { madeAt: row.madeAt ?? new Date(0).toISOString(), restoredAt: row.at }
    writeSettingRow(raw, 0, restoreGapSetting.key, doubt, row.at)
  })()
}

/** When the store was last paused like this, if some of that may still be paused: what is offered bears that time. */
function findEarlierPause(raw: Database): number | null {
  const earlier = parseJson(readSettingRow(raw, 0, restoredSetting.key) ?? 'null')
  const found = restoredSetting.shape.safeParse(earlier).data
  return found ? Date.parse(found.at) : null
}

/**
 * For a shared memory this is a new computer. Claims in the backup may have been released since and belong to others;
 * what this computer registered after the backup is read like another computer's; and the backup's computer may still
 * be running.
 */
function rejoinAsNewComputer(raw: Database, { otherComputer }: RestoredRow): void {
  raw.exec(`update shared_claim set state = 'settled', hashes = null where state <> 'settled'`)
  const rename = raw.prepare('update shared_memory set computer_id = ?, restored = ? where id = ?')
  for (const id of raw.prepare('select id from shared_memory').pluck().all())
    rename.run(randomUUID(), otherComputer ? 'elsewhere' : 'here', id)
}
