import type { LeadLife } from './life-types.ts'
import type { Lead, Workspace } from './world-types.ts'

/** Returns a lead's history, created at the first call. */
export function lifeOf(lead: Lead): LeadLife {
  lead.life ??= {
    step: 0,
    sentAt: 0,
    mailbox: null,
    variant: 0,
    messages: [],
    opens: 0,
    clicks: 0,
    replies: 0,
    openedSteps: 0,
    clickedSteps: 0,
    repliedSteps: 0,
    automaticSteps: 0,
    openedLast: null,
    clickedLast: null,
    repliedLast: null,
    interestAt: 0,
    opportunity: false,
    counted: [],
    fixedInterest: false,
    subsequence: null,
    subsequenceStep: 0,
    subsequenceAt: 0,
  }
  return lead.life
}

/** Returns a number that is unique to each lead of each workspace, for random draws. */
export function drawNumber(workspace: Workspace, lead: Lead): number {
  return lead.serial + workspace.salt * 0x1_0000_0000
}

export function domainOf(email: string | null): string {
  return email === null ? '' : email.slice(email.indexOf('@') + 1)
}

export function interestOf(lead: Lead): number | null {
  const value = lead.fields?.core['lt_interest_status']
  return typeof value === 'number' ? value : null
}
