import { dateOfDay, dayAt } from '#shared/domain/core/days.ts'
import { warmupOf } from '../sending/warmth.ts'
import { listOf, textsOf, valuesOf } from '../state/values.ts'
import { startJob } from '../time/jobs.ts'
import type { Call, Operations } from './http-types.ts'
import { mailboxFilters } from './mailbox-filters.ts'
import { matchesSearch } from './matches-search.ts'
import { showJob } from './routes-jobs.ts'
import { closed, flag, text, textOrNull, texts } from './validate.ts'

const upTo100 = { ...texts, maxItems: 100 }
const some = { ...upTo100, minItems: 1 }
const warmupJob = closed({
  emails: upTo100,
  include_all_emails: flag,
  excluded_emails: upTo100,
  filter: { type: ['object', 'null'], properties: { tag_id: text, filter: textOrNull } },
  search: text,
})

export const warmupRoutes: Operations = {
  'POST /accounts/warmup/enable': {
    scope: null,
    body: warmupJob,
    run: (call) => changeWarmup(call, true),
  },
  'POST /accounts/warmup/disable': {
    scope: null,
    body: warmupJob,
    run: (call) => changeWarmup(call, false),
  },
  'POST /accounts/warmup-analytics': {
    scope: 'accounts:read',
    body: closed({ emails: some }, ['emails']),
    run: warmupAnalytics,
  },
}

function changeWarmup(call: Call, on: boolean): unknown {
  const { emails, excluded_emails: excluded, include_all_emails: all, search, filter } = call.body
  const out = new Set(textsOf(excluded))
  const named = new Set(textsOf(emails))
  const { filter: status } = valuesOf(filter)
  const mailboxes = call.workspace.mailboxes
    .filter((mailbox) => (all === true ? !out.has(mailbox.email) : named.has(mailbox.email)))
    .filter((mailbox) => matchesSearch(search, mailbox.email))
    .filter((mailbox) => typeof status !== 'string' || status === '' || mailboxFilters[status]?.(mailbox) === true)
  const start = { type: 'update-warmup-accounts', entityId: call.workspace.id, entityType: 'workspace' } as const
  const work = { kind: 'warmup', mailboxes, on } as const
  const data = { total_to_process: mailboxes.length, success_count: mailboxes.length, failed_count: 0 }
  return showJob(call, startJob(call.world, call.workspace, { ...start, work, data }, call.nowMs))
}

/** Returns warmup mails of the last week. */
function warmupAnalytics(call: Call): unknown {
  const emails = listOf(call.body['emails']).filter((email) => typeof email === 'string')
  const own = call.workspace.mailboxes.filter((mailbox) => emails.includes(mailbox.email))
  const today = dayAt(call.nowMs)
  const week = Array.from({ length: 7 }, (_, back) => today - 6 + back)
  const byDate: Record<string, unknown> = {}
  const totals: Record<string, unknown> = {}
  for (const mailbox of own) {
    const days = week.map((day) => {
      const { sent, inbox, spam, received } = warmupOf(mailbox, day)
      return { day, sent, landed_inbox: inbox, landed_spam: spam, received }
    })
    byDate[mailbox.email] = Object.fromEntries(days.map(({ day, ...figures }) => [dateOfDay(day), figures]))
    const total = (name: 'sent' | 'received' | 'landed_inbox' | 'landed_spam') =>
      days.reduce((all, day) => all + day[name], 0)
    const sent = total('sent')
    const score = sent === 0 ? 0 : Math.round((100 * total('landed_inbox')) / sent)
    totals[mailbox.email] = {
      sent,
      received: total('received'),
      landed_inbox: total('landed_inbox'),
      landed_spam: total('landed_spam'),
      health_score: score,
      health_score_label: `${score}%`,
    }
  }
  return { email_date_data: byDate, aggregate_data: totals }
}
