/** Calculates the cost of an export and when it pays for itself, from facts and adjustable assumptions. */
import { proportion } from './amounts.ts'

/** The operator's assumptions; rates are in tenths of a percent (42: 4.2 %). Null: not set. */
export type CostAssumptions = {
  /** Total number of emails per lead. */
  readonly mailsPerLead: number | null
  /** Cost of sending 1,000 emails, in cents. */
  readonly centsPerThousandMails: number | null
  readonly replyShare: number | null
  /** Rate of qualified replies among all replies. */
  readonly qualifiedShare: number | null
  /** Average value of a qualified lead, in cents. */
  readonly qualifiedCents: number | null
}

export type ExportCostFacts = {
  /** Leads that go out. */
  readonly leads: number
  readonly contactsLeft: number | null
  readonly listCents: number
  readonly verificationCents: number
}

export type ExportCost = {
  /** Leads for which the Instantly plan has no contacts left; null if not known. */
  readonly beyond: number | null
  readonly sendingCents: number | null
  /** Sum of the known costs among list, verification and sending. */
  readonly totalCents: number
  /** Not rounded; null without leads or costs. */
  readonly centsPerLead: number | null
  /** Null if an assumption is missing. */
  readonly replies: number | null
  readonly revenueCents: number | null
  /** Number of replies from which revenue covers the total cost; null if it cannot be calculated. */
  readonly repliesToBreakEven: number | null
}

/** Calculates the cost shown in the review and stored with an export. */
export function exportCost(facts: ExportCostFacts, assumed: CostAssumptions): ExportCost {
  const { leads, contactsLeft } = facts
  const beyond = contactsLeft === null ? null : Math.max(0, leads - contactsLeft)
  // Leads beyond the plan's contacts get no email and do not reply.
  const written = leads - (beyond ?? 0)
  const { mailsPerLead, centsPerThousandMails, replyShare, qualifiedShare, qualifiedCents } = assumed
  const sendingCents =
    mailsPerLead === null || centsPerThousandMails === null
      ? null
      : proportion(written * mailsPerLead, centsPerThousandMails, 1000)
  const totalCents = facts.listCents + facts.verificationCents + (sendingCents ?? 0)
  const replies = replyShare === null ? null : (written * replyShare) / 1000
  // Revenue per reply in thousandths of a cent: an integer, so that the step to the next reply is exact.
  const perReply = qualifiedShare === null || qualifiedCents === null ? null : qualifiedShare * qualifiedCents
  const revenueCents = replies === null || perReply === null ? null : Math.round((replies * perReply) / 1000)
  return {
    beyond,
    sendingCents,
    totalCents,
    centsPerLead: leads === 0 || totalCents === 0 ? null : totalCents / leads,
    replies,
    revenueCents,
    repliesToBreakEven:
      perReply === null || perReply === 0 || totalCents === 0 ? null : Math.ceil((totalCents * 1000) / perReply),
  }
}

/** Returns the effective assumptions: the operator's own, else the steps of the new campaign, else measured values. */
export function assumedFor(own: CostAssumptions, measured: CostAssumptions, steps: number | null): CostAssumptions {
  return {
    mailsPerLead: own.mailsPerLead ?? (steps === null || steps === 0 ? measured.mailsPerLead : steps),
    centsPerThousandMails: own.centsPerThousandMails ?? measured.centsPerThousandMails,
    replyShare: own.replyShare ?? measured.replyShare,
    qualifiedShare: own.qualifiedShare ?? measured.qualifiedShare,
    qualifiedCents: own.qualifiedCents ?? measured.qualifiedCents,
  }
}
