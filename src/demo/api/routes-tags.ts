import { idOf, nextStamp, stampTime } from '../state/ids.ts'
import { optionalText, textsOf, type Values, withoutNulls } from '../state/values.ts'
import type { Tag } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'
import type { Call, Operations } from './http-types.ts'
import { matchesSearch } from './matches-search.ts'
import { pageOf } from './paging.ts'
import { notFound, refuse } from './refusal.ts'
import { closed, flag, pageQuery, text, textOrNull, texts } from './validate.ts'

const label = { type: 'string', minLength: 1, pattern: '.*\\S.*' }
const some = { ...texts, minItems: 1 }

export const tagRoutes: Operations = {
  'GET /custom-tags': {
    scope: 'custom_tags:read',
    query: closed({ ...pageQuery, search: text, resource_ids: text, tag_ids: text }),
    run: (call) => {
      const { search, resource_ids: resources, tag_ids: ids } = call.query
      const rows = [...call.workspace.tags.values()]
        .filter((tag) => matchesSearch(search, tag.label))
        .filter((tag) => typeof ids !== 'string' || ids.split(',').includes(tag.id))
        .filter((tag) => typeof resources !== 'string' || resources.split(',').some((id) => tag.resources.has(id)))
      return pageOf(
        call,
        rows,
        (tag) => tag.id,
        (tag) => show(call, tag),
      )
    },
  },
  'POST /custom-tags': {
    scope: 'custom_tags:create',
    body: closed({ label, description: textOrNull }, ['label']),
    run: (call) => {
      const { workspace, nowMs } = call
      const name = assertFreeLabel(call, String(call.body['label']), null)
      const stamp = nextStamp(workspace.ids, nowMs)
      const id = idOf(stamp, call.world.state.serial++, workspace.salt)
      const description = optionalText(call.body['description'])
      const tag: Tag = { id, stamp, label: name, description, updatedAt: nowMs, resources: new Map() }
      workspace.tags.set(id, tag)
      return show(call, tag)
    },
  },
  'POST /custom-tags/toggle-resource': { scope: null, body: toggleSchema(), run: toggle },
  'GET /custom-tags/:id': { scope: 'custom_tags:read', run: (call) => show(call, tagOf(call)) },
  'PATCH /custom-tags/:id': {
    scope: 'custom_tags:update',
    body: closed({ label, description: textOrNull }),
    run: (call) => {
      const tag = tagOf(call)
      const name = optionalText(call.body['label'])
      if (name !== null) tag.label = assertFreeLabel(call, name, tag)
      if (call.body['description'] !== undefined) tag.description = optionalText(call.body['description'])
      tag.updatedAt = call.nowMs
      return show(call, tag)
    },
  },
  'DELETE /custom-tags/:id': {
    scope: 'custom_tags:delete',
    run: (call) => {
      const tag = tagOf(call)
      call.workspace.tags.delete(tag.id)
      return show(call, tag)
    },
  },
  'GET /custom-tag-mappings': {
    scope: 'custom_tag_mappings:read',
    query: closed({ ...pageQuery, resource_ids: text }),
    run: (call) => {
      const { resource_ids: wanted } = call.query
      const rows = [...call.workspace.tags.values()].flatMap((tag) =>
        [...tag.resources.values()].map((resource, at) => ({ tag, resource, id: idOf(tag.stamp, at, 0xffff) })),
      )
      const asked = typeof wanted === 'string' ? new Set(wanted.split(',')) : null
      return pageOf(
        call,
        rows.filter(({ resource }) => !asked || asked.has(resource.id)),
        (row) => row.id,
        ({ tag, resource, id }) => ({
          id,
          timestamp_created: isoTime(resource.at),
          tag_id: tag.id,
          resource_id: resource.id,
          resource_type: resource.type,
          organization_id: call.workspace.id,
        }),
      )
    },
  },
}

function toggleSchema() {
  return closed(
    {
      tag_ids: some,
      resource_type: { type: 'number', enum: [1, 2] },
      assign: flag,
      resource_ids: some,
      selected_all: flag,
      excluded_resource_ids: some,
      filter: {},
      search: text,
    },
    ['tag_ids', 'resource_type', 'assign'],
  )
}

function toggle(call: Call): unknown {
  const { workspace, body, nowMs } = call
  const type = body['resource_type'] === 1 ? 1 : 2
  const out = new Set(textsOf(body['excluded_resource_ids']))
  const all = type === 1 ? workspace.mailboxes.map((mailbox) => mailbox.email) : [...workspace.campaigns.keys()]
  const chosen =
    body['selected_all'] === true
      ? all.filter((id) => !out.has(id) && matchesSearch(body['search'], id))
      : (textsOf(body['resource_ids']) ?? []).filter((id) => all.includes(id))
  for (const tagId of textsOf(body['tag_ids']) ?? []) {
    const tag = workspace.tags.get(tagId)
    if (!tag) throw notFound()
    for (const id of chosen) {
      if (body['assign'] === true) tag.resources.set(id, { id, type, at: nowMs })
      else tag.resources.delete(id)
    }
  }
  return { success: true }
}

/** Names are compared without surrounding spaces. */
function assertFreeLabel(call: Call, given: string, own: Tag | null): string {
  const name = given.trim()
  const taken = [...call.workspace.tags.values()].some((tag) => tag !== own && tag.label === name)
  if (taken) throw refuse(409, 'A tag with this name already exists.')
  return name
}

function tagOf(call: Call): Tag {
  const tag = call.workspace.tags.get(call.params['id'] ?? '')
  if (!tag) throw notFound()
  return tag
}

function show(call: Call, tag: Tag): Values {
  return withoutNulls({
    id: tag.id,
    timestamp_created: isoTime(stampTime(tag.stamp)),
    timestamp_updated: isoTime(tag.updatedAt),
    organization_id: call.workspace.id,
    label: tag.label,
    description: tag.description,
  })
}
