import { z } from 'zod'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'

/** A call to Instantly as logged: without API key and body. */
export type AuditCall = {
  readonly id: number
  readonly at: string
  readonly workspaceId: WorkspaceId | null
  readonly workspaceName: string | null
  /** What caused the call: `export 12`, `test connection`, `plan`. */
  readonly requestedBy: string
  readonly method: string
  readonly path: string
  /** HTTP status; null if there was no response. */
  readonly status: number | null
  readonly durationMs: number
  readonly tries: number
  readonly outcome: 'ok' | 'refused' | 'no_answer'
}

const auditFilter = z.object({
  workspaceId: workspaceId.nullable().default(null),
  outcome: z.enum(['all', 'ok', 'refused', 'no_answer']).default('all'),
  search: z.string().max(200).default(''),
  from: z.iso.datetime().nullable().default(null),
  to: z.iso.datetime().nullable().default(null),
})
export type AuditFilter = z.output<typeof auditFilter>

export const activity = {
  'audit.list': query<Page<AuditCall>>({ reads: ['workspaces', 'audit'] })(auditFilter.extend({ page: pageInput })),
  'audit.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(auditFilter),
}
