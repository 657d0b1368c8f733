/** The demo clients' costs and what a result is worth to them, as if entered by an operator on the first day. */
import { costInput } from '#shared/contract/insights/money.ts'
import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { createCostStore } from '../../insights/money/cost-store.ts'

/** Days of costs, as long as the campaigns run: twelve weeks of meetings have twelve weeks of costs. */
const paidForDays = 84
/** US cents. The first client pays more for its leads, and a meeting is worth more to it. */
const prices = [
  { plan: 9_700, mailbox: 400, leads: 18_000, interested: 15_000, meeting: 60_000 },
  { plan: 3_700, mailbox: 350, leads: 6_000, interested: 8_000, meeting: 35_000 },
] as const

/** Adds the costs of clients whose first list was imported `daysAgo` days before `now`. */
export function addDemoCosts(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  clients: readonly { readonly workspaceId: WorkspaceId; readonly daysAgo: number }[],
): void {
  const costs = createCostStore(store, clock.now)
  const firstList = store.raw
    .prepare<[number], ListId>('select id from lead_list where workspace_id = ? order by id limit 1')
    .pluck()
  const mailboxes = store.raw
    .prepare<[number], number>('select count(distinct email) from mailbox_warmup_day where workspace_id = ?')
    .pluck()
  for (const [at, { workspaceId, daysAgo }] of clients.entries()) {
    const { plan, mailbox, leads, interested, meeting } = prices[at % prices.length] ?? prices[0]
    const dayBefore = (days: number) => utcDate(clock.now() - days * dayMs)
    const day = dayBefore(daysAgo)
    const since = dayBefore(Math.max(daysAgo, paidForDays))
    const of = { workspaceId, from: since, asOf: since }
    const listId = firstList.get(workspaceId) ?? null
    costs.add(costInput.parse({ ...of, kind: 'plan', basis: 'month', cents: plan }))
    const quantity = Math.max(1, mailboxes.get(workspaceId) ?? 1)
    costs.add(costInput.parse({ ...of, kind: 'mailboxes', basis: 'month', cents: mailbox, quantity }))
    if (listId !== null)
      costs.add(
        costInput.parse({ workspaceId, from: day, asOf: day, kind: 'list', basis: 'once', cents: leads, listId }),
      )
    costs.saveValues(workspaceId, null, {
      source: 'labels',
      interestedCents: interested,
      meetingCents: meeting,
      wonCents: null,
    })
  }
}
