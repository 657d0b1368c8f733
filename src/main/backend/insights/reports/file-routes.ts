/** Routes for files of reports. */

import path from 'node:path'
import type { reports } from '#shared/contract/insights/reports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { ReportStore, StoredReport } from './report-store.ts'

/** Opens a file or shows it in its folder. */
export function fileRoutes(
  rows: ReportStore,
  host: Deps['host'],
): Pick<Handlers<typeof reports>, 'reports.open' | 'reports.show'> {
  const fileOf = (report: StoredReport, format: string | null): string => {
    const file = report.files.find((each) => format === null || each.format === format)
    if (!file) throw new AppError('FILE_NOT_FOUND')
    return path.join(report.folder, file.name)
  }
  return {
    'reports.open': ({ reportId, format }) => host.openPlace(fileOf(rows.get(reportId), format), 'open'),
    'reports.show': ({ reportId }) => host.openPlace(fileOf(rows.get(reportId), null), 'show'),
  }
}
