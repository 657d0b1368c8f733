import type { CallKind } from '#shared/contract/background/health.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { AuditEntry } from './types.ts'

/** Receives every request and every call, for statistics of Instantly's service quality. Must not throw. */
export type CallMetrics = {
  /** A request ended. `status` null: no answer came. Times are in epoch ms, durations in ms. */
  request(of: {
    readonly workspaceId: WorkspaceId | null
    readonly kind: CallKind
    readonly sentAt: number
    readonly ms: number
    readonly status: number | null
  }): void
  /** A call ended, after all retries. */
  call(of: {
    readonly workspaceId: WorkspaceId | null
    readonly kind: CallKind
    readonly outcome: AuditEntry['outcome']
  }): void
}
