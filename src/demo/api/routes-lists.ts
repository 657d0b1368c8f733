import { stampTime } from '../state/ids.ts'
import { deleteLead } from '../state/lead-store.ts'
import { optionalText, type Values } from '../state/values.ts'
import type { LeadList, Workspace } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'
import { recordAudit } from './audit.ts'
import type { Call, Operations } from './http-types.ts'
import { matchesSearch } from './matches-search.ts'
import { pageOf } from './paging.ts'
import { notFound } from './refusal.ts'
import { closed, flag, flagOrNull, pageQuery, text, textOrNull } from './validate.ts'

const writable = { name: text, has_enrichment_task: flagOrNull, owned_by: textOrNull }

export const listRoutes: Operations = {
  'GET /lead-lists': {
    scope: 'lead_lists:read',
    query: closed({ ...pageQuery, has_enrichment_task: flag, search: text }),
    run: (call) => {
      const rows = [...call.workspace.lists.values()]
        .filter((list) => matchesSearch(call.query['search'], list.name))
        .toReversed()
      return pageOf(
        call,
        rows,
        (list) => isoTime(stampTime(list.stamp)),
        (list) => showList(call.workspace, list),
      )
    },
  },
  'POST /lead-lists': {
    scope: 'lead_lists:create',
    body: closed(writable, ['name']),
    run: (call) => showList(call.workspace, call.world.addList(call.workspace, String(call.body['name']))),
  },
  'GET /lead-lists/:id': { scope: 'lead_lists:read', run: (call) => showList(call.workspace, listOfCall(call)) },
  'PATCH /lead-lists/:id': {
    scope: 'lead_lists:update',
    body: closed(writable),
    run: (call) => {
      const list = listOfCall(call)
      list.name = optionalText(call.body['name']) ?? list.name
      return showList(call.workspace, list)
    },
  },
  'DELETE /lead-lists/:id': {
    scope: 'lead_lists:delete',
    run: (call) => {
      const list = listOfCall(call)
      const shown = showList(call.workspace, list)
      recordAudit(call, 'leadsDeleted', { listId: list.id, affected: list.leads.length - list.goneLeads })
      for (const lead of list.leads.slice()) deleteLead(call.workspace, lead, call.nowMs)
      call.workspace.lists.delete(list.id)
      return shown
    },
  },
  'GET /lead-lists/:id/verification-stats': {
    scope: null,
    run: (call) => {
      const list = listOfCall(call)
      const total = list.leads.length - list.goneLeads
      const stats = {
        verified: 0,
        invalid: 0,
        risky: 0,
        catch_all: 0,
        job_change: 0,
        verification_job_pending_leadfinder: 0,
        verification_job_pending_user: total,
      }
      return { stats, total_leads: total }
    },
  },
}

function listOfCall(call: Call): LeadList {
  const list = call.workspace.lists.get(call.params['id'] ?? '')
  if (!list) throw notFound()
  return list
}

function showList(workspace: Workspace, list: LeadList): Values {
  const created = isoTime(stampTime(list.stamp))
  return { id: list.id, organization_id: workspace.id, name: list.name, timestamp_created: created }
}
