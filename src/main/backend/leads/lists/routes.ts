/** Routes of lists; the work is done in `queries.ts` and `list-actions.ts`. */
import type { LeadDetail, lists } from '#shared/contract/leads/lists.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { LeadId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { contactsElsewhere } from '../gates/contacted.ts'
import { addLead, checkLead } from '../import/add-lead.ts'
import type { Imports } from '../import/imports.ts'
import type { ListIndex } from '../list-index/list-index.ts'
import type { ListActions } from './list-actions.ts'
import { listColumns, showColumns } from './list-columns.ts'
import { createListFiles } from './list-files.ts'
import type { Purge } from './purge.ts'
import { allLists, archiveList, getLead, getList, pageOfLeads, renameList } from './queries.ts'
import { countedTags } from './tags.ts'

export type ListExtras = {
  readonly imports: Imports
  readonly index: ListIndex
  readonly actions: ListActions
  readonly purge: Purge
  /** Returns the verification result of an address. */
  readonly checkOf?: (workspaceId: WorkspaceId, email: string) => LeadDetail['check']
  /** Returns where a lead was sent; provided by the exports feature. */
  readonly outcomesOfLead?: (leadId: LeadId) => LeadDetail['exports']
}

export function listRoutes(
  deps: Deps,
  { imports, index, actions, purge, outcomesOfLead = () => [], checkOf = () => null }: ListExtras,
): Handlers<typeof lists> {
  const { store } = deps
  const files = createListFiles(deps, index)
  return {
    'lists.all': ({ workspaceId, archived }) => allLists(store, workspaceId, archived),
    'lists.get': ({ listId }) => getList(store, listId),
    'lists.rename': ({ listId, name }) => renameList(store, listId, name),
    'lists.archive': ({ listId, archived }) =>
      archiveList(store, listId, archived ? new Date(deps.clock.now()).toISOString() : null),
    'lists.leads': (input) => pageOfLeads(store, index, input),
    'lists.checkLead': (lead) => checkLead(deps, lead),
    'lists.addLead': (lead) => addLead(deps, imports, lead),
    'lists.columns': ({ listId }) => listColumns(store, listId),
    'lists.showColumns': ({ listId, shown }) => showColumns(deps, listId, shown),
    'lists.tags': ({ listId }) => countedTags(store, listId),
    'lists.tag': ({ listId, choice, name }) => actions.tag(listId, choice, name),
    'lists.untag': ({ listId, choice, tagId }) => actions.untag(listId, choice, tagId),
    'lists.transfer': ({ listId, choice, kind, into }) => actions.transfer(listId, choice, kind, into),
    'lists.history': ({ listId }) => actions.history(listId),
    'lists.finish': ({ actionId }) => actions.finish(actionId),
    'lists.removeLeads': ({ listId, choice }) => actions.remove(listId, choice),
    'lists.editLead': ({ leadId, change }) => actions.edit(leadId, change),
    'lists.purgeLook': ({ listId, what }) => purge.look(listId, what),
    'lists.purge': (input) => purge.purge(input),
    'lists.undo': ({ actionId }) => actions.undo(actionId),
    'lists.saveCsv': (input) => files.save(input),
    'lists.stopCsv': ({ listId }) => files.stop(listId),
    'lists.dragFile': ({ listId }) => files.makeForDrag(listId),
    'lists.lead': ({ leadId }) => {
      const { workspaceId, ...lead } = getLead(store, leadId)
      return {
        ...lead,
        exports: outcomesOfLead(leadId),
        check: lead.email === null ? null : checkOf(workspaceId, lead.email),
        otherClients: lead.email === null ? [] : contactsElsewhere(store, workspaceId, lead.email),
      }
    },
  }
}
