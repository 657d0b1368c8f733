/** Creates the files of a report, one report at a time. */

import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { ReportClient, ReportFile, ReportFormat, ReportMade } from '#shared/contract/insights/reports.ts'
import { dateOfDay } from '#shared/domain/core/days.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { AppError } from '#shared/errors.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { offeredFileName } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { ReportComposer } from './compose.ts'
import { removeTemporaryFiles, reportName, writeReportFiles } from './files.ts'
import { clientNameFor, reportDocument } from './page.ts'
import type { ReportStore, StoredReport } from './report-store.ts'
import { reportCsv, reportWorkbook } from './sheets.ts'

export type ReportRequest = {
  readonly client: ReportClient
  readonly period: Period
  readonly formats: readonly ReportFormat[]
  readonly quotes: readonly number[]
  readonly folder: string
  readonly requestedBy: ReportMade['requestedBy']
  /** When a planned report was due; null for others. */
  readonly dueAt: number | null
}

export function createReportMaker(deps: Deps, store: ReportStore, compose: ReportComposer) {
  const { clock, host } = deps
  const log = deps.log('reports')
  let stopped = false
  const cutOff = () => Map.groupBy(store.cutOff(), ({ folder }) => folder)
  const marksOf = (rows: readonly { readonly id: number }[]) => new Set(rows.map(({ id }) => String(id)))
  // Done before the first report, because an interrupted planned report is made again under the same mark.
  let last: Promise<unknown> = Promise.all(
    [...cutOff()].map(([folder, rows]) => removeTemporaryFiles(folder, marksOf(rows))),
  )

  async function make(wish: ReportRequest): Promise<StoredReport> {
    if (stopped) throw new AppError('CANCELLED')
    const { client, period } = wish
    const row = store.begin({
      ...wish,
      from: dateOfDay(period.from),
      to: dateOfDay(period.to),
      startedAt: clock.now(),
    })
    deps.changed('reports')
    try {
      const files: ReportFile[] = await findWrittenFiles(row)
      const missing = wish.formats.filter((format) => !files.some((file) => file.format === format))
      const { look, facts, page } = compose.report(client, period, wish.quotes)
      const { language } = look.settings
      const named = reportName(clientNameFor(look), (name) =>
        offeredFileName(look.demo, backendTexts[language].reportPage.fileName(name, row.from, row.to)),
      )
      const document = reportDocument(page, language)
      const about = { facts, language, name: clientNameFor(look), demo: look.demo, sections: look.settings.sections }
      // Whatever can fail without the folder comes first.
      const contents = new Map<ReportFormat, string | Uint8Array>()
      for (const format of missing) {
        if (format === 'pdf') contents.set(format, await host.printPdf(document))
        else if (format === 'html') contents.set(format, document)
        else if (format === 'xlsx') contents.set(format, reportWorkbook(about))
        else contents.set(format, reportCsv(about))
      }
      if (stopped) throw new AppError('CANCELLED')
      await removeTemporaryFiles(wish.folder, marksOf([row, ...(cutOff().get(wish.folder) ?? [])]))
      files.push(...(await writeReportFiles(wish.folder, { name: named, mark: String(row.id) }, contents)))
      // Stopping does not undo files already written; the row records them.
      store.putFiles(row.id, files)
      return store.end(row.id, clock.now(), null)
    } catch (thrown) {
      const error = asProblem(thrown, log)
      log.warn('report not made', {
        workspace: client.workspaceId,
        part: client.partId,
        code: error.code,
        error: error.cause instanceof Error ? error.cause.message : null,
      })
      if (deps.store.raw.open && !stopped) store.end(row.id, clock.now(), error)
      throw error
    } finally {
      if (deps.store.raw.open) deps.changed('reports')
    }
  }

  return {
    make(wish: ReportRequest): Promise<StoredReport> {
      const mine = last.then(() => make(wish))
      last = mine.catch(() => undefined)
      return mine
    },
    /** Waits for the file being written. */
    async stop(): Promise<void> {
      stopped = true
      await last
    },
  }
}
export type ReportMaker = ReturnType<typeof createReportMaker>

/** Returns the files of an interrupted report that still exist in their place with their original size. */
async function findWrittenFiles({ folder, files }: StoredReport): Promise<ReportFile[]> {
  const found: ReportFile[] = []
  for (const file of files) {
    const size = await stat(path.join(folder, file.name)).then(
      (it) => it.size,
      () => null,
    )
    if (size === file.bytes) found.push(file)
  }
  return found
}
