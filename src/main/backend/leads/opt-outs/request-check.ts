/** Checks the leads of people who opted out again when a subsequence may have started. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'

/** Marks leads to be checked. */
export function createRechecks(raw: Store['raw'], tell: () => void) {
  const lookAgain = raw.prepare(
    `update opt_out_sync set next_at = 0, looks = 0
       where workspace_id = @workspaceId and value in (select value from json_each(@values)) and wanted = 1 and state <> 'waiting'
         and exists (select 1 from subsequence s join campaign c on c.id = s.campaign_id
           where c.workspace_id = @workspaceId and s.gone_at is null
             and (@campaignId is null or c.remote_id = @campaignId))`,
  )

  const watches = raw
    .prepare<[object], 0 | 1>(
      `select exists (select 1 from subsequence s join campaign c on c.id = s.campaign_id
           where c.workspace_id = likely(@workspaceId) and s.gone_at is null)
         and exists (select 1 from opt_out_sync where workspace_id = likely(@workspaceId) and wanted = 1)`,
    )
    .pluck()
  return {
    /**
     * Schedules a check now because somebody who opted out opened an email or replied to one, which may have started a
     * subsequence.
     */
    lookAgain(workspaceId: WorkspaceId, email: string, campaignId: string | null): void {
      const domain = email.slice(email.indexOf('@') + 1)
      const values = JSON.stringify([...domainSpellings(email), ...domainSpellings(domain)])
      if (lookAgain.run({ workspaceId, values, campaignId }).changes > 0) tell()
    },
    /** Returns whether any event of a client can be relevant for `lookAgain`. */
    watchesSubsequences: (workspaceId: WorkspaceId): boolean => watches.get({ workspaceId }) === 1,
  }
}
