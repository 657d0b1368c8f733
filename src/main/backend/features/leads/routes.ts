/** Routes of lead files and lists: thin, the work is in `imports.ts` and `queries.ts`. */
import type { LeadDetail, lists } from '#shared/contract/lists.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { LeadId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import type { Imports } from './imports.ts'
import { allLists, archiveList, getLead, getList, pageOfLeads, renameList } from './queries.ts'

export type LeadExtras = {
  readonly imports: Imports
  /** Where a lead was sent; the exports feature knows. */
  readonly fatesOfLead?: (leadId: LeadId) => LeadDetail['exports']
}

export function leadRoutes(deps: Deps, { imports, fatesOfLead = () => [] }: LeadExtras): Handlers<typeof lists> {
  const { store } = deps
  return {
    'imports.open': ({ workspaceId, path }) => imports.open(workspaceId, path),
    'imports.paste': ({ workspaceId, text }) => imports.paste(workspaceId, text),
    'imports.choose': async ({ workspaceId }) => {
      const [path] = await deps.host.chooseOpenPaths()
      return path === undefined ? null : imports.open(workspaceId, path)
    },
    'imports.preview': (input) => imports.preview(input),
    'imports.check': (input) => imports.check(input),
    'imports.save': (input) => imports.save(input),
    'imports.cancel': async ({ importId }) => {
      await imports.cancel(importId)
      return null
    },
    'lists.all': ({ workspaceId, archived }) => allLists(store, workspaceId, archived),
    'lists.get': ({ listId }) => getList(store, listId),
    'lists.rename': ({ listId, name }) => renameList(store, listId, name),
    'lists.archive': ({ listId, archived }) =>
      archiveList(store, listId, archived ? new Date(deps.clock.now()).toISOString() : null),
    'lists.leads': (input) => pageOfLeads(store, input),
    'lists.lead': ({ leadId }) => ({ ...getLead(store, leadId), exports: fatesOfLead(leadId) }),
  }
}
