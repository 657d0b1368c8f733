import { expect, it } from 'vitest'
import { homeRoutes } from '#backend/app/home/routes.ts'
import { createAccountFacts } from '#backend/insights/accounts/account-facts.ts'
import { dayOfDate } from '#shared/domain/core/days.ts'
import type { ClientPartId } from '#shared/ids.ts'
import { acme, eventStore } from '../../events/events/support.ts'

const today = '2026-11-10'
const now = () => Date.parse(`${today}T12:00:00Z`)
const limits = () => ({ bounceAmber: 0.02, bounceRed: 0.05 })
const partId = 1 as ClientPartId

/** Creates a client with two accounts and three running campaigns: one of the part, one of both, one of the rest. */
function made() {
  const { store } = eventStore()
  const { raw } = store
  raw.exec(
    `insert into client_part (id, workspace_id, name, search_name, colour, created_at) values (1, 1, 'Bakers', 'bakers', 1, '');
     insert into mailbox (workspace_id, email, status, daily_limit, pulled_at) values (1, 'own@x.example', 1, 40, 0), (1, 'shared@x.example', 1, 60, 0)`,
  )
  const accounts = createAccountFacts({ store, instantly: { now } } as never, limits)
  const routes = homeRoutes({ store, clock: { now } } as never, { accounts, toAnswer: () => 0, limits })
  const campaign = (id: number, part: number | null, senders: readonly string[], status = 1) => {
    raw
      .prepare(
        `insert into campaign (id, workspace_id, part_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at)
           values (?, 1, ?, ?, 'A campaign', 'a campaign', ?, '', 0, 0)`,
      )
      .run(id, part, `c-${id}`, status)
    for (const email of senders)
      raw
        .prepare('insert into mailbox_campaign (workspace_id, email, campaign_id, by_tag) values (1, ?, ?, 0)')
        .run(email, id)
  }
  const campaignSent = (id: number, date: string, sent: number) =>
    raw
      .prepare(
        `insert into campaign_day (workspace_id, campaign_id, day, sent, contacted, opened, opened_unique, clicked, clicked_unique, replied, replied_unique, automatic, automatic_unique)
           values (1, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
      )
      .run(id, dayOfDate(date), sent)
  const soFar = new Map<string, { sent: number; bounced: number }>()
  /** Days of an account must be given in order. */
  const accountSent = (email: string, date: string, sent: number, bounced: number) => {
    const before = soFar.get(email) ?? { sent: 0, bounced: 0 }
    const after = { sent: before.sent + sent, bounced: before.bounced + bounced }
    soFar.set(email, after)
    raw
      .prepare(
        `insert into mailbox_day (workspace_id, email, day, sent, contacted, opened_unique, clicked_unique, replied_unique, automatic, bounced, sent_so_far, bounced_so_far)
           values (1, ?, ?, ?, 0, 0, 0, 0, 0, ?, ?, ?)`,
      )
      .run(email, dayOfDate(date), sent, bounced, after.sent, after.bounced)
  }
  const lineOf = async (of: ClientPartId | null) =>
    (await routes['home.clients']({})).lines.find((line) => line.workspaceId === acme && line.partId === of)
  return { campaign, campaignSent, accountSent, lineOf, routes }
}

it('Bounces are those of the seven days that the table names, without today', async () => {
  const { accountSent, lineOf, routes } = made()
  for (const [date, sent, bounced] of [
    ['2026-11-02', 1, 1],
    ['2026-11-03', 10, 2],
    ['2026-11-09', 20, 4],
    [today, 100, 50],
  ] as const)
    accountSent('own@x.example', date, sent, bounced)
  // Its last email is older than the seven days.
  accountSent('shared@x.example', '2026-11-02', 7, 7)
  expect(await routes['home.clients']({})).toMatchObject({ from: '2026-11-03', to: '2026-11-09' })
  expect((await lineOf(null))?.bounces).toEqual({ sent: 30, bounced: 6 })
  expect((await lineOf(null))?.sentToday).toBe(100)
})

it('A part has what its campaigns sent today, and no limit or bounces of accounts that others send with', async () => {
  const { campaign, campaignSent, accountSent, lineOf, routes } = made()
  campaign(1, 1, ['own@x.example', 'shared@x.example'])
  campaign(2, null, ['shared@x.example'])
  campaignSent(1, today, 12)
  campaignSent(2, today, 30)
  accountSent('own@x.example', '2026-11-09', 10, 1)
  accountSent('own@x.example', today, 5, 0)
  accountSent('shared@x.example', '2026-11-09', 40, 4)
  accountSent('shared@x.example', today, 37, 0)
  expect(await lineOf(partId)).toMatchObject({ sentToday: 12, dailyLimit: null, bounces: null, accounts: { all: 2 } })
  expect(await routes['home.sentToday']({ workspaceId: acme, partId })).toEqual({ sentToday: 12, dailyLimit: null })
  expect(await lineOf(null)).toMatchObject({ sentToday: 42, dailyLimit: 100, bounces: { sent: 50, bounced: 5 } })
})

it('A part that has its accounts to itself has their limit and bounces', async () => {
  const { campaign, campaignSent, accountSent, lineOf } = made()
  campaign(1, 1, ['own@x.example'])
  campaign(2, null, ['shared@x.example'])
  campaignSent(1, today, 5)
  accountSent('own@x.example', '2026-11-09', 10, 1)
  accountSent('own@x.example', today, 5, 0)
  expect(await lineOf(partId)).toMatchObject({ sentToday: 5, dailyLimit: 40, bounces: { sent: 10, bounced: 1 } })
})
