import type { Job } from '../state/life-types.ts'
import { type Values, withoutNulls } from '../state/values.ts'
import { isoTime } from '../time/clock.ts'
import type { Call, Operations } from './http-types.ts'
import { pageOf } from './paging.ts'
import { notFound } from './refusal.ts'
import { closed, pageQuery, text } from './validate.ts'

export const jobRoutes: Operations = {
  'GET /background-jobs': {
    scope: 'background-jobs:read',
    query: closed({
      ...pageQuery,
      ids: text,
      included_ids: text,
      excluded_ids: text,
      type: text,
      entity_type: text,
      entity_id: text,
      status: text,
      sort_column: { type: 'string', enum: ['created_at', 'updated_at'] },
      sort_order: { type: 'string', enum: ['asc', 'desc'] },
    }),
    run: listJobs,
  },
  'GET /background-jobs/:id': {
    scope: 'background-jobs:read',
    idIsUuid: false,
    query: closed({ data_fields: text }),
    run: (call) => {
      const job = call.workspace.jobs.find(({ id }) => id === call.params['id'])
      if (!job) throw notFound()
      return showJob(call, job)
    },
  },
}

/** Parses a comma-separated list. */
function parseNames(value: unknown): Set<string> | null {
  return typeof value === 'string' && value !== '' ? new Set(value.split(',').map((one) => one.trim())) : null
}

function listJobs(call: Call): unknown {
  const { query } = call
  const [ids, included, excluded] = [
    parseNames(query['ids']),
    parseNames(query['included_ids']),
    parseNames(query['excluded_ids']),
  ]
  const [types, statuses] = [parseNames(query['type']), parseNames(query['status'])]
  const rows = call.workspace.jobs
    .filter((job) => !ids || ids.has(job.id))
    .filter((job) => !included || included.has(job.id))
    .filter((job) => !excluded?.has(job.id))
    .filter((job) => !types || types.has(job.type))
    .filter((job) => !statuses || statuses.has(job.status))
    .filter((job) => query['entity_type'] === undefined || job.entityType === query['entity_type'])
    .filter((job) => query['entity_id'] === undefined || job.entityId === query['entity_id'])
    .toSorted((a, b) => (query['sort_column'] === 'updated_at' ? a.updatedAt - b.updatedAt : a.createdAt - b.createdAt))
  if (query['sort_order'] !== 'asc') rows.reverse()
  return pageOf(
    call,
    rows,
    (job) => job.id,
    (job) => showJob(call, job),
  )
}

export function showJob(call: Call, job: Job): Values {
  return withoutNulls({
    id: job.id,
    workspace_id: call.workspace.id,
    user_id: call.workspace.ownerId,
    type: job.type,
    entity_id: job.entityId,
    entity_type: job.entityType,
    data: job.data,
    progress: job.progress,
    status: job.status,
    created_at: isoTime(job.createdAt),
    updated_at: isoTime(job.updatedAt),
  })
}
