import { textsOf, type Values } from '../state/values.ts'
import type { BlockEntry, Workspace } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'
import type { Call, Operations } from './http-types.ts'
import { matchesSearch } from './matches-search.ts'
import { pageOf } from './paging.ts'
import { notFound, refuse } from './refusal.ts'
import { closed, flag, pageQuery, text, texts } from './validate.ts'

const filter = { domains_only: flag, search: text }
const upTo1000Texts = { ...texts, minItems: 1, maxItems: 1000 }

export const blockListRoutes: Operations = {
  'GET /block-lists-entries': {
    scope: 'block_list_entries:read',
    query: closed({ ...pageQuery, ...filter }),
    run: (call) =>
      pageOf(
        call,
        filterEntries(call),
        (entry) => entry.id,
        (entry) => show(call.workspace, entry),
      ),
  },
  'POST /block-lists-entries': {
    scope: 'block_list_entries:create',
    body: closed({ bl_value: text }, ['bl_value']),
    run: (call) => {
      const value = plain(call.body['bl_value'])
      if (!isBlockable(value)) throw refuse(400, 'bl_value must be an email or a domain')
      return show(call.workspace, addToBlockList(call, value))
    },
  },
  'DELETE /block-lists-entries': {
    // Deletes all entries: without a filter the whole list is gone.
    scope: 'block_list_entries:delete',
    query: closed(filter),
    run: (call) => filterEntries(call).map((entry) => removeFromBlockList(call, entry)),
  },
  'GET /block-lists-entries/download': {
    scope: 'block_list_entries:read',
    query: closed(filter),
    run: (call) => {
      const lines = filterEntries(call).map((entry) => `${entry.value},${isoTime(entry.createdAt)}`)
      return new Response(['Blocked Email,Date', ...lines, ''].join('\r\n'), {
        headers: { 'content-type': 'text/csv' },
      })
    },
  },
  'POST /block-lists-entries/bulk-create': {
    scope: 'block_list_entries:create',
    body: closed({ bl_values: upTo1000Texts }, ['bl_values']),
    run: (call) => {
      const values = (textsOf(call.body['bl_values']) ?? []).map(plain)
      const valid = values.filter(isBlockable)
      const items = valid.map((value) => show(call.workspace, addToBlockList(call, value)))
      return { items, valid_count: valid.length, invalid_count: values.length - valid.length }
    },
  },
  'POST /block-lists-entries/bulk-delete': {
    scope: 'block_list_entries:delete',
    body: closed({ ids: upTo1000Texts }, ['ids']),
    run: (call) => {
      const ids = new Set(textsOf(call.body['ids']))
      const chosen = [...call.workspace.blocked.values()].filter((entry) => ids.has(entry.id))
      return chosen.map((entry) => removeFromBlockList(call, entry))
    },
  },
  'GET /block-lists-entries/:id': {
    scope: 'block_list_entries:read',
    run: (call) => show(call.workspace, entryOf(call)),
  },
  'PATCH /block-lists-entries/:id': {
    scope: 'block_list_entries:update',
    body: closed({ bl_value: text }),
    run: (call) => {
      const entry = entryOf(call)
      const value = plain(call.body['bl_value'] ?? entry.value)
      if (!isBlockable(value)) throw refuse(400, 'bl_value must be an email or a domain')
      call.workspace.blocked.delete(entry.value)
      entry.value = value
      entry.isDomain = !value.includes('@')
      call.workspace.blocked.set(value, entry)
      return show(call.workspace, entry)
    },
  },
  'DELETE /block-lists-entries/:id': {
    scope: 'block_list_entries:delete',
    run: (call) => removeFromBlockList(call, entryOf(call)),
  },
}

function plain(value: unknown): string {
  return String(value).trim().toLowerCase()
}

function isBlockable(value: string): boolean {
  return /^([^\s@]+@)?[^\s@.]+(\.[^\s@.]+)+$/.test(value)
}

function addToBlockList(call: Call, value: string): BlockEntry {
  return call.workspace.blocked.get(value) ?? call.world.block(call.workspace, value)
}

function filterEntries(call: Call): BlockEntry[] {
  return [...call.workspace.blocked.values()]
    .filter((entry) => matchesSearch(call.query['search'], entry.value))
    .filter((entry) => call.query['domains_only'] !== true || entry.isDomain)
}

function entryOf(call: Call): BlockEntry {
  const entry = [...call.workspace.blocked.values()].find(({ id }) => id === call.params['id'])
  if (!entry) throw notFound()
  return entry
}

function removeFromBlockList(call: Call, entry: BlockEntry): Values {
  call.workspace.blocked.delete(entry.value)
  return show(call.workspace, entry)
}

function show(workspace: Workspace, entry: BlockEntry): Values {
  return {
    id: entry.id,
    timestamp_created: isoTime(entry.createdAt),
    organization_id: workspace.id,
    bl_value: entry.value,
    is_domain: entry.isDomain,
  }
}
