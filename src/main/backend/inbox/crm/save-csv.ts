import type { WorkspaceId } from '#shared/ids.ts'
import { saveRows } from '../../clients/workspaces/save-rows.ts'
import type { Deps } from '../../core/deps.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'
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
export const saveHandoversCsv = (deps: Deps, workspaceId: WorkspaceId) =>
  saveRows(deps, [workspaceId], 'qualified leads.csv', (path) => {
    const header = columns.map(([name]) => name)
    return saveCsv(path, header, pagesOf(deps, workspaceId), ({ body }) => cellsOf(body))
  })

function* pagesOf({ store }: Deps, workspaceId: WorkspaceId) {
  for (let after = 0; ; ) {
    const page = handoversAfter(store, workspaceId, after)
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.id
  }
}

function cellsOf(body: string) {
  const { lead } = JSON.parse(body) as { readonly lead: Readonly<Record<string, string | null>> }
  return columns.map(([, field]) => lead[field] ?? '')
}
