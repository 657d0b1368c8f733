/** What an export costs and when it pays for itself, from facts and assumptions that can be changed. */
import { proportion } from './amounts.ts'

/** What the operator expects; shares are in tenths of a percent (42: 4.2 %). Null: not said. */
export type CostAssumptions = {
  /** Mails each lead gets in the end. */
  readonly mailsPerLead: number | null
  /** What sending 1,000 mails costs, in cents. */
  readonly centsPerThousandMails: number | null
  readonly replyShare: number | null
  /** Qualified ones among replies. */
  readonly qualifiedShare: number | null
  /** What a qualified lead is worth on average, in cents. */
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
  /** Leads Instantly's plan has no room for; null where nobody knows. */
  readonly beyond: number | null
  readonly sendingCents: number | null
  /** List, verification and sending, those that are known. */
  readonly totalCents: number
  /** Not rounded; null without leads or costs. */
  readonly centsPerLead: number | null
  /** Null where an assumption is missing. */
  readonly replies: number | null
  readonly revenueCents: number | null
  /** Replies after which revenue is no less than the total; null where nobody can say. */
  readonly repliesToBreakEven: number | null
}

/** The calculation behind the plan's card and the line kept with an export. */
export function exportCost(facts: ExportCostFacts, assumed: CostAssumptions): ExportCost {
  const { leads, contactsLeft } = facts
  const beyond = contactsLeft === null ? null : Math.max(0, leads - contactsLeft)
  // Who does not fit into the plan gets no mail and does not answer.
  const written = leads - (beyond ?? 0)
  const { mailsPerLead, centsPerThousandMails, replyShare, qualifiedShare, qualifiedCents } = assumed
  const sendingCents =
    mailsPerLead === null || centsPerThousandMails === null
      ? null
      : proportion(written * mailsPerLead, centsPerThousandMails, 1000)
  const totalCents = facts.listCents + facts.verificationCents + (sendingCents ?? 0)
  const replies = replyShare === null ? null : (written * replyShare) / 1000
  // Cents a reply brings, in thousandths: whole, so that the step to the next reply is exact.
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

/** What holds: what the operator said, else the steps of the campaign to be made, else what was measured. */
export function assumedFor(own: CostAssumptions, measured: CostAssumptions, steps: number | null): CostAssumptions {
  return {
    mailsPerLead: own.mailsPerLead ?? (steps === null || steps === 0 ? measured.mailsPerLead : steps),
    centsPerThousandMails: own.centsPerThousandMails ?? measured.centsPerThousandMails,
    replyShare: own.replyShare ?? measured.replyShare,
    qualifiedShare: own.qualifiedShare ?? measured.qualifiedShare,
    qualifiedCents: own.qualifiedCents ?? measured.qualifiedCents,
  }
}
