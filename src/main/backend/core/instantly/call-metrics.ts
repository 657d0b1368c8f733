import type { CallKind } from '#shared/contract/background/health.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { AuditEntry } from './types.ts'

/** Hears of every request and of every call, for figures of how well Instantly serves. Must not throw. */
export type CallMetrics = {
  /** A request ended. `status` null: no answer came. Times are epoch ms and ms. */
  request(of: {
    readonly workspaceId: WorkspaceId | null
    readonly kind: CallKind
    readonly sentAt: number
    readonly ms: number
    readonly status: number | null
  }): void
  /** A call ended, after all repeating. */
  call(of: {
    readonly workspaceId: WorkspaceId | null
    readonly kind: CallKind
    readonly outcome: AuditEntry['outcome']
  }): void
}
