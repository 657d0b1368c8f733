import type { ApiKeyInfo, Workspace } from '../../contract/clients/workspaces.ts'
import type { ExportSummary } from '../../contract/exports/exports.ts'
import type { FailedReportPlan } from '../../contract/insights/reports.ts'
import { keyAge } from '../clients/key-age.ts'
import { dayMs } from '../core/days.ts'
import { verdictOf } from '../exports/export-verdict.ts'

/** Something that waits for the operator: shown on Home, counted on the app's icon. */
export type Need =
  | { readonly kind: 'export'; readonly export: ExportSummary }
  | { readonly kind: 'key'; readonly workspace: Workspace }
  /** A key that should be replaced because of its age. */
  | { readonly kind: 'old_key'; readonly workspace: Workspace; readonly key: ApiKeyInfo }
  | { readonly kind: 'report'; readonly plan: FailedReportPlan }

/**
 * Returns whether an export needs attention: it cannot continue, failed (itself or starting its campaign) in the last
 * week, or uploaded nobody in the last day. Older ones are history.
 */
function exportNeedsOperator(summary: ExportSummary, now: number): boolean {
  if (summary.state === 'waiting' || summary.state === 'paused') return true
  const isFailed = summary.state === 'failed' || summary.activation === 'failed'
  const isEmpty = summary.state === 'done' && verdictOf(summary).kind === 'nothing'
  if (!isFailed && !isEmpty) return false
  return now - new Date(summary.finishedAt ?? summary.createdAt).getTime() < (isFailed ? 7 : 1) * dayMs
}

/** A locked key is shown only once, in the status line; an untested, failing, unreadable or missing one per client. */
export const keyNeedsOperator = (workspace: Pick<Workspace, 'keyState'>): boolean =>
  workspace.keyState !== 'active' && workspace.keyState !== 'locked'

/** A key that Instantly refuses, or that cannot be read, is reported as such; its age no longer matters. */
const oldKeys = (workspace: Workspace, now: number): readonly Need[] =>
  workspace.keys
    .filter(({ state }) => state !== 'invalid' && state !== 'revoked' && state !== 'unreadable')
    .filter((key) => keyAge(key, now).level === 'red')
    .map((key) => ({ kind: 'old_key', workspace, key }))

/**
 * Returns what needs the operator. Export questions come first because they hold leads back, reports last because they
 * are retried automatically.
 */
export function needsOf(
  workspaces: readonly Workspace[],
  exports: readonly ExportSummary[],
  reports: readonly FailedReportPlan[],
  now: number,
): readonly Need[] {
  return [
    ...exports.filter((each) => exportNeedsOperator(each, now)).map((each): Need => ({ kind: 'export', export: each })),
    ...workspaces.filter(keyNeedsOperator).map((each): Need => ({ kind: 'key', workspace: each })),
    ...workspaces.flatMap((each) => oldKeys(each, now)),
    ...reports.map((each): Need => ({ kind: 'report', plan: each })),
  ]
}
