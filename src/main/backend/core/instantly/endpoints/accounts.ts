/** One or several sending accounts: read, changed, paused, warmed up, tested. */
import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { jobAnswer, mailboxAnswer } from '../schemas.ts'
import { mappedCampaignPage, pausedAnswer, vitalsAnswer, warmupAnswer, warmupJobPage } from '../schemas-accounts.ts'
import type { RemoteJob, RemoteMailbox } from '../types.ts'
import type { MailboxFields, RemoteVitals, WarmupDay } from '../types-accounts.ts'

const read = { write: false, patience: 'read' } as const
const change = { write: true, patience: 'write' } as const
const mostAtOnce = 100

/** An empty address would make the path that of all accounts. */
function pathOf(email: string): string {
  const address = email.trim()
  if (!address.includes('@')) throw new AppError('INVALID_INPUT', { field: 'email' })
  return `/accounts/${encodeURIComponent(address)}`
}

function some(emails: readonly string[]): readonly string[] {
  const unique = [...new Set(emails)]
  // Without a list Instantly may take all accounts.
  if (unique.length === 0 || unique.length > mostAtOnce || unique.some((email) => !email.includes('@')))
    throw new AppError('INVALID_INPUT', { field: 'emails' })
  return unique
}

export function mailbox(call: Caller, email: string): Promise<RemoteMailbox> {
  return call({ ...read, name: 'mailbox', method: 'GET', path: pathOf(email), answer: mailboxAnswer })
}

export function updateMailbox(call: Caller, email: string, fields: MailboxFields): Promise<RemoteMailbox> {
  if (Object.keys(fields).length === 0) throw new AppError('INVALID_INPUT', { field: 'fields' })
  return call({
    ...change,
    name: 'updateMailbox',
    method: 'PATCH',
    path: pathOf(email),
    body: jsonBody(fields),
    answer: mailboxAnswer,
  })
}

export function pauseMailboxes(call: Caller, emails: readonly string[]) {
  const body = jsonBody({ emails: some(emails) })
  return call({
    ...change,
    name: 'pauseMailboxes',
    method: 'POST',
    path: '/accounts/pause',
    body,
    answer: pausedAnswer,
  })
}

export function resumeMailbox(call: Caller, email: string): Promise<RemoteMailbox> {
  const path = `${pathOf(email)}/resume`
  return call({ ...change, name: 'resumeMailbox', method: 'POST', path, answer: mailboxAnswer })
}

export function markMailboxFixed(call: Caller, email: string): Promise<RemoteMailbox> {
  const path = `${pathOf(email)}/mark-fixed`
  return call({ ...change, name: 'markMailboxFixed', method: 'POST', path, answer: mailboxAnswer })
}

export function setWarmup(call: Caller, emails: readonly string[], on: boolean): Promise<RemoteJob> {
  return call({
    ...change,
    name: 'setWarmup',
    method: 'POST',
    path: `/accounts/warmup/${on ? 'enable' : 'disable'}`,
    body: jsonBody({ emails: some(emails) }),
    answer: jobAnswer,
  })
}

/** One page: a job that is looked for has just been made. */
export async function warmupJobs(call: Caller) {
  const { items } = await call({
    ...read,
    name: 'backgroundJob',
    method: 'GET',
    path: '/background-jobs',
    query: { limit: '100', type: 'update-warmup-accounts', sort_column: 'created_at', sort_order: 'desc' },
    answer: warmupJobPage,
  })
  return items.flatMap(({ type, ...job }) => (type === null || type === 'update-warmup-accounts' ? [job] : []))
}

export function warmupDays(call: Caller, emails: readonly string[]): Promise<readonly WarmupDay[]> {
  return call({
    ...read,
    name: 'warmupDays',
    method: 'POST',
    path: '/accounts/warmup-analytics',
    body: jsonBody({ emails: some(emails) }),
    patience: 'bulk',
    answer: warmupAnswer,
  })
}

/** The test itself takes its time: each domain is looked up. */
export function testVitals(call: Caller, emails: readonly string[]): Promise<readonly RemoteVitals[]> {
  return call({
    ...read,
    name: 'testVitals',
    method: 'POST',
    path: '/accounts/test/vitals',
    body: jsonBody({ accounts: some(emails) }),
    patience: 'bulk',
    answer: vitalsAnswer,
  })
}

export async function campaignsOfMailbox(call: Caller, email: string): Promise<readonly string[]> {
  const path = pathOf(email).replace('/accounts/', '/account-campaign-mappings/')
  const rows = await readList({
    page: (cursor) =>
      call({
        ...read,
        name: 'campaignsOfMailbox',
        method: 'GET',
        path,
        query: pageQuery(cursor),
        answer: mappedCampaignPage,
      }),
    idOf: (row) => row.campaignId,
  })
  return rows.map(({ campaignId }) => campaignId)
}
