/** Sending accounts: reading, changing, pausing, warmup, tests. A missing account is API_REFUSED with `status` 404. */
import { AppError } from '#shared/errors.ts'
import { defineRead, defineWrite } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { jobAnswer, mailboxAnswer, mailboxPage } from '../schemas.ts'
import { mappedCampaignPage, pausedAnswer, vitalsAnswer, warmupAnswer, warmupJobPage } from '../schemas-accounts.ts'
import type { MailboxFields, RemoteMailbox } from '../types.ts'

const reading = { scope: 'accounts:read', neededFor: 'sending accounts', countsAs: 'accounts' } as const
const changing = { scope: 'accounts:update', countsAs: 'accounts', aside: 'scope' } as const
const maxAtOnce = 100

/** An empty address would turn the path into that of all accounts. */
function at(email: string) {
  const address = email.trim()
  if (!address.includes('@')) throw new AppError('INVALID_INPUT', { field: 'email' })
  return { email: address }
}

function some(emails: readonly string[]): readonly string[] {
  const unique = [...new Set(emails)]
  // Without a list Instantly may apply the call to all accounts.
  if (unique.length === 0 || unique.length > maxAtOnce || unique.some((email) => !email.includes('@')))
    throw new AppError('INVALID_INPUT', { field: 'emails' })
  return unique
}

export const mailboxes = defineRead(
  'GET /accounts',
  reading,
  (send): Promise<readonly RemoteMailbox[]> =>
    readList({
      // Campaigns may choose their senders by tag.
      page: (cursor) => send({ query: { ...pageQuery(cursor), include_tags: 'true' }, answer: mailboxPage }),
      idOf: (row) => row.email,
    }),
)

export const mailbox = defineRead('GET /accounts/{email}', reading, (send, email: string) =>
  send({ at: at(email), answer: mailboxAnswer }),
)

export const updateMailbox = defineWrite(
  'PATCH /accounts/{email}',
  { ...changing, neededFor: 'changing sending accounts' },
  (send, email: string, fields: MailboxFields) => {
    if (Object.keys(fields).length === 0) throw new AppError('INVALID_INPUT', { field: 'fields' })
    return send({ at: at(email), body: fields, answer: mailboxAnswer })
  },
)

/** At most 100. Accounts that were not paused may already be paused, or not exist. */
export const pauseMailboxes = defineWrite(
  'POST /accounts/pause',
  { ...changing, neededFor: 'pausing sending accounts' },
  (send, emails: readonly string[]) => send({ body: { emails: some(emails) }, answer: pausedAnswer }),
)

export const resumeMailbox = defineWrite(
  'POST /accounts/{email}/resume',
  { ...changing, neededFor: 'resuming sending accounts' },
  (send, email: string) => send({ at: at(email), answer: mailboxAnswer }),
)

export const markMailboxFixed = defineWrite(
  'POST /accounts/{email}/mark-fixed',
  { ...changing, neededFor: 'marking sending accounts as fixed' },
  (send, email: string) => send({ at: at(email), answer: mailboxAnswer }),
)

/** At most 100; the work is done later, by the returned job. The official document names no scope for it. */
export const setWarmup = defineWrite(
  ['POST /accounts/warmup/enable', 'POST /accounts/warmup/disable'],
  { ...changing, neededFor: 'switching warmup' },
  (send, emails: readonly string[], on: boolean) =>
    send({
      to: on ? 'POST /accounts/warmup/enable' : 'POST /accounts/warmup/disable',
      body: { emails: some(emails) },
      answer: jobAnswer,
    }),
)

/** The newest jobs that switch warmup. One page is enough, because the job looked for has just been created. */
export const warmupJobs = defineRead(
  'GET /background-jobs',
  { scope: 'background-jobs:read', neededFor: 'moving leads', countsAs: 'leads' },
  async (send) => {
    const query = { limit: '100', type: 'update-warmup-accounts', sort_column: 'created_at', sort_order: 'desc' }
    const { items } = await send({ query, answer: warmupJobPage })
    return items.flatMap(({ type, ...job }) => (type === null || type === 'update-warmup-accounts' ? [job] : []))
  },
)

/** At most 100. */
export const warmupDays = defineRead(
  'POST /accounts/warmup-analytics',
  { ...reading, neededFor: 'figures of warmup', aside: 'scope' },
  (send, emails: readonly string[]) =>
    send({ body: { emails: some(emails) }, timeoutClass: 'bulk', answer: warmupAnswer }),
)

/** Tests the domains of these addresses. The test is slow, because each domain is looked up. */
export const testVitals = defineRead(
  'POST /accounts/test/vitals',
  { ...reading, neededFor: 'testing DNS', aside: 'scope' },
  (send, emails: readonly string[]) =>
    send({ body: { accounts: some(emails) }, timeoutClass: 'bulk', answer: vitalsAnswer }),
)

/** Instantly's ids of the campaigns that send with an account, by its name or a tag. */
export const campaignsOfMailbox = defineRead(
  'GET /account-campaign-mappings/{email}',
  {
    scope: 'account_campaign_mappings:read',
    neededFor: 'campaigns of a sending account',
    countsAs: 'accounts',
    aside: 'scope',
  },
  async (send, email: string): Promise<readonly string[]> => {
    const rows = await readList({
      page: (cursor) => send({ at: at(email), query: pageQuery(cursor), answer: mappedCampaignPage }),
      idOf: (row) => row.campaignId,
    })
    return rows.map(({ campaignId }) => campaignId)
  },
)
