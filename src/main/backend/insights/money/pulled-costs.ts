import type { PulledCosts } from '#shared/contract/insights/money.ts'
import { utcDate } from '#shared/domain/core/days.ts'
import type { KnownSubscription } from '../../campaigns/mailboxes/mailbox-store.ts'

/** Returns what was read about a client's accounts and plan, in the form in which its costs can adopt it. */
export function toPulledCosts(known: KnownSubscription | null): PulledCosts {
  if (known === null) return { mailboxes: null, plan: null }
  const { mailboxes, mailboxesAt, planName, planCents, planInterval, planAt, planUntil } = known
  return {
    mailboxes:
      mailboxesAt === null || mailboxes === 0 ? null : { count: mailboxes, at: new Date(mailboxesAt).toISOString() },
    plan:
      planAt === null || planCents === null || planCents === 0
        ? null
        : {
            name: planName,
            cents: planCents,
            interval: planInterval,
            // The period ends at this moment, so its last day is the one before.
            until: planUntil === null ? null : utcDate(planUntil - 1),
            at: new Date(planAt).toISOString(),
          },
  }
}
