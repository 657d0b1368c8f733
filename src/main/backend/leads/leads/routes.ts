/** Routes of lead files and lists: thin, the work is in `imports.ts` and `queries.ts`. */
import type { LeadDetail, lists } from '#shared/contract/leads/lists.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { LeadId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { contactsElsewhere } from '../gates/contacted.ts'
import { addLead, checkLead } from './add-lead.ts'
import { allTemplates, deleteTemplate, renameTemplate } from './import-templates.ts'
import type { Imports } from './imports.ts'
import { createListActions } from './list-actions.ts'
import { listColumns, showColumns } from './list-columns.ts'
import { createListFiles } from './list-files.ts'
import type { ListIndex } from './list-index.ts'
import { openSample } from './open-sample.ts'
import type { Purge } from './purge.ts'
import { allLists, archiveList, getLead, getList, pageOfLeads, renameList, stateOf } from './queries.ts'
import { forgetMapping } from './remembered-mappings.ts'
import { countedTags } from './tags.ts'

export type LeadExtras = {
  readonly imports: Imports
  readonly index: ListIndex
  readonly purge: Purge
  /** What verification said of an address. */
  readonly checkOf?: (workspaceId: WorkspaceId, email: string) => LeadDetail['check']
  /** A file was opened for a client: what its rows are compared with is made fresh in the background. */
  readonly opened?: (workspaceId: WorkspaceId) => void
  /** Where a lead was sent; the exports feature knows. */
  readonly fatesOfLead?: (leadId: LeadId) => LeadDetail['exports']
}

export function leadRoutes(
  deps: Deps,
  { imports, index, purge, fatesOfLead = () => [], opened = () => undefined, checkOf = () => null }: LeadExtras,
): Handlers<typeof lists> {
  const { store } = deps
  const actions = createListActions(deps, index)
  const files = createListFiles(deps, index)
  return {
    'imports.open': ({ workspaceId, path, format }) => {
      opened(workspaceId)
      return imports.open(workspaceId, path, format)
    },
    'imports.peek': (input) => imports.peek(input),
    'imports.reread': ({ importId, format }) => imports.reread(importId, format),
    'imports.paste': ({ workspaceId, text }) => {
      opened(workspaceId)
      return imports.paste(workspaceId, text)
    },
    'imports.openSample': ({ workspaceId }) => {
      opened(workspaceId)
      return openSample(deps, imports, workspaceId)
    },
    'imports.choose': () => deps.host.chooseOpenPaths(),
    'imports.preview': (input) => imports.preview(input),
    'imports.check': (input) => imports.check(input),
    'imports.compare': (input) => imports.compare(input),
    'imports.save': async (input) => {
      const list = await imports.save(input)
      if (list.step?.counts) index.renew(stateOf(store, list.id))
      else index.ensure(stateOf(store, list.id))
      return list
    },
    'imports.forgetMapping': ({ workspaceId, id }) => {
      forgetMapping(store, workspaceId, id)
      return null
    },
    'imports.saveTemplate': (input) => imports.saveTemplate(input),
    'imports.templates': ({ workspaceId }) => allTemplates(store, workspaceId),
    'imports.renameTemplate': ({ id, name }) => {
      renameTemplate(store, id, name)
      return null
    },
    'imports.deleteTemplate': ({ id }) => {
      deleteTemplate(store, id)
      return null
    },
    'imports.cancel': async ({ importId }) => {
      await imports.cancel(importId)
      return null
    },
    'lists.all': ({ workspaceId, archived }) => allLists(store, workspaceId, archived),
    'lists.get': ({ listId }) => getList(store, listId),
    'lists.rename': ({ listId, name }) => renameList(store, listId, name),
    'lists.archive': ({ listId, archived }) =>
      archiveList(store, listId, archived ? new Date(deps.clock.now()).toISOString() : null),
    'lists.leads': (input) => pageOfLeads(store, index, input),
    'lists.checkLead': (lead) => checkLead(deps, lead),
    'lists.addLead': (lead) => addLead(deps, imports, lead),
    'lists.columns': ({ listId }) => listColumns(store, listId),
    'lists.showColumns': ({ listId, shown }) => {
      showColumns(deps, listId, shown)
      return null
    },
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
    'lists.stopCsv': ({ listId }) => {
      files.stop(listId)
      return null
    },
    'lists.dragFile': ({ listId }) => files.makeForDrag(listId),
    'lists.lead': ({ leadId }) => {
      const { workspaceId, ...lead } = getLead(store, leadId)
      return {
        ...lead,
        exports: fatesOfLead(leadId),
        check: lead.email === null ? null : checkOf(workspaceId, lead.email),
        otherClients: lead.email === null ? [] : contactsElsewhere(store, workspaceId, lead.email),
      }
    },
  }
}
