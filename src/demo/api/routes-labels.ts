import { setInterest } from '../reactions/interest.ts'
import { idOf, nextStamp, stampTime } from '../state/ids.ts'
import { interestOf } from '../state/lead-life.ts'
import { optionalText, type Values, withoutNulls } from '../state/values.ts'
import type { Label } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'
import type { Call, Operations } from './http-types.ts'
import { matchesSearch } from './matches-search.ts'
import { pageOf } from './paging.ts'
import { notFound } from './refusal.ts'
import { closed, flagOrNull, pageQuery, text, textOrNull } from './validate.ts'

const tone = { type: 'string', enum: ['positive', 'negative', 'neutral'] }
const writable = { label: text, interest_status_label: tone, description: textOrNull, use_with_ai: flagOrNull }

/** The workspace's own labels, in addition to Instantly's. */
export const labelRoutes: Operations = {
  'GET /lead-labels': {
    scope: 'lead-labels:read',
    query: closed({
      ...pageQuery,
      search: text,
      interest_status: { type: 'string', enum: ['positive', 'neutral', 'negative'] },
    }),
    run: (call) => {
      const rows = [...call.workspace.labels.values()]
        .filter((label) => matchesSearch(call.query['search'], label.label))
        .filter((label) => call.query['interest_status'] === undefined || label.tone === call.query['interest_status'])
      return pageOf(
        call,
        rows,
        (label) => isoTime(stampTime(label.stamp)),
        (label) => show(call, label),
      )
    },
  },
  'POST /lead-labels': {
    scope: 'lead-labels:create',
    body: closed(writable, ['label', 'interest_status_label']),
    run: (call) => {
      const { workspace, world, body, nowMs } = call
      const stamp = nextStamp(workspace.ids, nowMs)
      const serial = world.state.serial++
      const label: Label = {
        id: idOf(stamp, serial, workspace.salt),
        stamp,
        label: String(body['label']),
        tone: String(body['interest_status_label']),
        description: optionalText(body['description']),
        useWithAi: typeof body['use_with_ai'] === 'boolean' ? body['use_with_ai'] : null,
        // Outside the range of Instantly's own, and never reused.
        value: 100 + (serial % 29_000),
      }
      workspace.labels.set(label.id, label)
      return show(call, label)
    },
  },
  'GET /lead-labels/:id': { scope: 'lead-labels:read', run: (call) => show(call, labelOf(call)) },
  'PATCH /lead-labels/:id': {
    scope: 'lead-labels:update',
    body: closed(writable),
    run: (call) => {
      const label = labelOf(call)
      label.label = optionalText(call.body['label']) ?? label.label
      label.tone = optionalText(call.body['interest_status_label']) ?? label.tone
      if (call.body['description'] !== undefined) label.description = optionalText(call.body['description'])
      if (typeof call.body['use_with_ai'] === 'boolean') label.useWithAi = call.body['use_with_ai']
      return show(call, label)
    },
  },
  'DELETE /lead-labels/:id': {
    scope: 'lead-labels:delete',
    body: closed({ reassigned_status: { type: 'number' } }),
    run: (call) => {
      const { workspace, world, nowMs } = call
      const label = labelOf(call)
      const next = call.body['reassigned_status']
      for (const lead of workspace.leads) {
        if (!lead || interestOf(lead) !== label.value) continue
        setInterest(world, workspace, lead, typeof next === 'number' ? next : null, 'api', nowMs)
      }
      workspace.labels.delete(label.id)
      return show(call, label)
    },
  },
}

function labelOf(call: Call): Label {
  const label = call.workspace.labels.get(call.params['id'] ?? '')
  if (!label) throw notFound()
  return label
}

function show(call: Call, label: Label): Values {
  return withoutNulls({
    id: label.id,
    timestamp_created: isoTime(stampTime(label.stamp)),
    created_by: call.workspace.ownerId,
    organization_id: call.workspace.id,
    label: label.label,
    interest_status_label: label.tone,
    interest_status: label.value,
    description: label.description,
    use_with_ai: label.useWithAi,
  })
}
