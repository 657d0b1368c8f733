import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup, offeredFileName } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { csvBom, csvLine } from '../../core/lib/csv-write.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'
import { handoversAfter } from './queries.ts'

/** Columns in order. The names are those that CRM importers know, so they are not translated. */
const columns = [
  ['Email', 'email'],
  ['First Name', 'firstName'],
  ['Last Name', 'lastName'],
  ['Company', 'companyName'],
  ['Job Title', 'jobTitle'],
  ['Phone', 'phone'],
  ['Website', 'website'],
  ['Status', 'label'],
  ['Qualified At', 'qualifiedAt'],
  ['Campaign', 'campaignName'],
  ['Reply At', 'replyAt'],
  ['Reply', 'replyText'],
  ['Link', 'replyUrl'],
] as const

/** Writes all leads handed over to a CSV file, oldest first; null if the operator cancels. */
export async function saveHandoversCsv(
  deps: Deps,
  workspaceId: WorkspaceId,
): Promise<{ readonly path: string; readonly rows: number } | null> {
  const isDemo = createDemoLookup(deps.store)(workspaceId)
  const path = await deps.host.chooseSavePath({ defaultName: offeredFileName(isDemo, 'qualified leads.csv') })
  if (path === null) return null
  let rows = 0
  await writeFileAtomically(path, async (file) => {
    await file.write(csvBom + csvLine(columns.map(([header]) => header)))
    for (let after = 0; ; ) {
      const page = handoversAfter(deps.store, workspaceId, after)
      if (page.length === 0) return
      await file.write(page.map(({ body }) => csvLineOf(body)).join(''))
      rows += page.length
      after = page.at(-1)?.id ?? after
      await nextTurn()
    }
  })
  return { path, rows }
}

function csvLineOf(body: string): string {
  const { lead } = JSON.parse(body) as { readonly lead: Readonly<Record<string, string | null>> }
  return csvLine(columns.map(([, field]) => lead[field] ?? ''))
}
