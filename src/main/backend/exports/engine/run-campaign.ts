/** Stores the state of an export's campaign: created, started, tagged, and compared with what was asked for. */

import type { Database } from 'better-sqlite3'
import type { Activation, Tagging } from '#shared/contract/exports/exports.ts'
import type { CopyDifference } from '#shared/domain/campaigns/copy/compare-copy.ts'
import type { Problem } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'

export function createRunCampaignState(db: Database) {
  return {
    /** Before the creation request is sent: stores which campaigns or lead lists of this name exist already. */
    markCampaignSent(id: ExportId, before: readonly string[], at: string) {
      db.prepare(
        `update export_run set campaign_step = 'sent', campaigns_before = ?, campaign_sent_at = ?, candidates = null where id = ?`,
      ).run(JSON.stringify(before), at, id)
    },
    markStarted(id: ExportId, at: string) {
      db.prepare(
        `update export_run set state = 'running', problem_code = null, problem_data = null,
           started_at = coalesce(started_at, ?) where id = ?`,
      ).run(at, id)
    },
    /** Returns false if the state was none of `from`, because it was changed meanwhile. */
    moveActivation(id: ExportId, from: readonly Activation[], to: Activation): boolean {
      const marks = from.map(() => '?').join(', ')
      return (
        db
          .prepare(`update export_run set activation = ? where id = ? and activation in (${marks})`)
          .run(to, id, ...from).changes > 0
      )
    },
    setCopyCheck(id: ExportId, found: readonly CopyDifference[] | 'unread') {
      db.prepare('update export_run set copy_check = ? where id = ?').run(
        found === 'unread' ? found : JSON.stringify(found),
        id,
      )
    },
    setTagging(id: ExportId, tagging: Tagging, problem: Problem | null = null) {
      db.prepare('update export_run set tagging = ?, tag_problem = ? where id = ?').run(
        tagging,
        problem ? JSON.stringify(problem) : null,
        id,
      )
    },
  }
}
