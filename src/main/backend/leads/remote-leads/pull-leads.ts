/** Pulls the leads of a campaign or list at Instantly, to be opened like a file. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import { localStatuses } from '#shared/contract/leads/remote-leads.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { forEachPage } from '../../core/instantly/for-each-page.ts'
import type { FullRemoteLead, RemotePlace, RequestContext } from '../../core/instantly/types.ts'
import { verbatimCsvLine } from '../../core/lib/csv-write.ts'
import type { OpenGeneratedFile } from '../supabase/pull.ts'

/** Returns null if the place has no leads. An incomplete result never counts as complete: failures are thrown. */
export async function pullLeads(
  deps: Deps,
  openMade: OpenGeneratedFile,
  requestContext: RequestContext,
  place: RemotePlace,
  unsubscribedThere: (workspaceId: WorkspaceId, emails: readonly string[]) => void,
): Promise<ImportDraft | null> {
  const leads = await readAllLeads(deps, requestContext, place)
  // The table has no column for it, so people who unsubscribed there are excluded by what is known about the person.
  unsubscribedThere(
    requestContext.workspaceId,
    leads.flatMap(({ email, status }) => (status === localStatuses.unsubscribed && email ? [email] : [])),
  )
  if (leads.length === 0) return null
  const file = path.join(deps.config.paths.dataDir, 'pulls', `${crypto.randomUUID()}.csv`)
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  try {
    await writeFile(file, tableOf(leads), { mode: 0o600 })
    return await openMade(requestContext.workspaceId, {
      path: file,
      name: `Instantly · ${await readPlaceName(deps, requestContext, place)}`,
      lastList: null,
    })
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

async function readAllLeads(
  deps: Deps,
  requestContext: RequestContext,
  place: RemotePlace,
): Promise<readonly FullRemoteLead[]> {
  const found = new Map<string, FullRemoteLead>()
  await forEachPage({
    read: (cursor) => deps.instantly.leadPage(requestContext, place, cursor),
    take: (items) => {
      for (const lead of items) found.set(lead.id, lead)
    },
  })
  return [...found.values()]
}

async function readPlaceName(deps: Deps, requestContext: RequestContext, { kind, id }: RemotePlace): Promise<string> {
  if (kind === 'campaign') return (await deps.instantly.campaign(requestContext, id)).name
  return (await deps.instantly.leadLists(requestContext)).find((list) => list.id === id)?.name ?? ''
}

/** Returns all leads as one table: Instantly's fields, then every variable that any of them has. */
function tableOf(leads: readonly FullRemoteLead[]): string {
  const fields = [...new Set(leads.flatMap((lead) => Object.keys(lead.fields)))]
  const variables = [...new Set(leads.flatMap((lead) => Object.keys(lead.variables)))].filter(
    (name) => name !== 'email' && !fields.includes(name),
  )
  const lines = leads.map((lead) =>
    verbatimCsvLine([
      lead.email ?? '',
      ...fields.map((name) => lead.fields[name] ?? ''),
      // A variable may be called `constructor`, which a lead without one inherits.
      ...variables.map((name) => (Object.hasOwn(lead.variables, name) ? String(lead.variables[name] ?? '') : '')),
    ]),
  )
  return verbatimCsvLine(['email', ...fields, ...variables]) + lines.join('')
}
