import type { AuditCall, AuditFilter, activity } from '#shared/contract/clients/activity.ts'
import { requesterText } from '#shared/contract/clients/requesters.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { localDate } from '#shared/domain/core/days.ts'
import { type BackendTexts, backendTexts } from '#shared/texts/backend-texts.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'
import { operatorLanguage } from '../settings/operator-language.ts'
import { saveRows } from '../workspaces/save-rows.ts'
import type { AuditLog } from './audit-log.ts'
import { auditChunks, auditPage } from './queries.ts'

const chunkRows = 1_000

type ActivityTexts = BackendTexts['activity']

/** Writes the calls that match the filter. Returns the number of rows. */
const saveAuditCsv = (store: Store, filter: AuditFilter, path: string, texts: ActivityTexts): Promise<number> =>
  saveCsv(path, texts.csvHeader, auditChunks(store, filter, texts.requesters, chunkRows), cellsIn(texts))

const cellsIn = (texts: ActivityTexts) => (call: AuditCall) => [
  call.at,
  call.workspaceName,
  requesterText(call.requestedBy, texts.requesters),
  call.method,
  call.path,
  call.status,
  call.durationMs,
  call.tries,
  call.outcome,
]

/** Routes of the audit log: reading a page, and saving it as a file. */
export function activityRoutes(deps: Deps, parts: { readonly auditLog: AuditLog }): Handlers<typeof activity> {
  const { store, clock } = deps
  return {
    'audit.list': ({ page, ...filter }) => {
      parts.auditLog.flush()
      return auditPage(store, filter, backendTexts[operatorLanguage(deps)].activity.requesters, page)
    },
    'audit.saveCsv': (filter) => {
      const words = backendTexts[operatorLanguage(deps)].activity
      return saveRows(deps, [filter.workspaceId], words.csvName(localDate(clock.now())), (path) => {
        parts.auditLog.flush()
        return saveAuditCsv(store, filter, path, words)
      })
    },
  }
}
