/** Adds, finds and deletes leads of a workspace. The API's rules are elsewhere. */
import { idOf, nextStamp, serialOf, stampTime } from './ids.ts'
import type { Campaign, Holder, Lead, LeadFields, Workspace } from './world-types.ts'

/** Contacts of deleted leads still count against the plan for this time. */
const quotaFreedAfterMs = 5 * 60_000

export function plainEmail(email: string): string {
  return email.trim().toLowerCase()
}

export function addLead(
  workspace: Workspace,
  holder: Holder,
  lead: { readonly email: string | null; readonly fields: LeadFields | null; readonly status?: number },
  nowMs: number,
): Lead {
  const { email } = lead
  const added: Lead = {
    serial: workspace.leads.length,
    stamp: nextStamp(workspace.ids, nowMs),
    email,
    holder,
    status: lead.status ?? 1,
    fields: lead.fields,
    updatedAt: nowMs,
    life: null,
    sameEmail: null,
    gone: false,
  }
  workspace.leads.push(added)
  holder.leads.push(added)
  if (email !== null) {
    added.sameEmail = workspace.byEmail.get(email) ?? null
    workspace.byEmail.set(email, added)
  }
  if (holder.kind === 'campaign') workspace.contacts++
  return added
}

export function leadId(workspace: Workspace, lead: Lead): string {
  return idOf(lead.stamp, lead.serial, workspace.salt)
}

export function findLead(workspace: Workspace, id: string): Lead | null {
  const lead = workspace.leads[serialOf(id)]
  return lead && leadId(workspace, lead) === id ? lead : null
}

/** Returns the leads with this address, in all campaigns and lists. */
export function leadsOf(workspace: Workspace, email: string): Lead[] {
  const found: Lead[] = []
  for (let lead = workspace.byEmail.get(email) ?? null; lead; lead = lead.sameEmail) found.push(lead)
  return found
}

export function createdAt(lead: Lead): number {
  return stampTime(lead.stamp)
}

export function deleteLead(workspace: Workspace, lead: Lead, nowMs: number): void {
  if (lead.gone) return
  lead.gone = true
  workspace.leads[lead.serial] = null
  unlinkEmail(workspace, lead)
  dropDeletedLeads(lead.holder)
  if (lead.holder.kind === 'campaign') freeQuotaLater(workspace, nowMs + quotaFreedAfterMs)
}

function freeQuotaLater(workspace: Workspace, at: number): void {
  const last = workspace.freeing.at(-1)
  if (last?.at === at) last.count++
  else workspace.freeing.push({ at, count: 1 })
}

export function removeCampaign(workspace: Workspace, campaign: Campaign, nowMs: number): void {
  for (const lead of campaign.leads.slice()) deleteLead(workspace, lead, nowMs)
  workspace.campaigns.delete(campaign.id)
}

/** Returns how many contacts the plan still allows; those of deleted leads are freed after their time. */
export function contactsLeft(workspace: Workspace, nowMs: number): number {
  while (workspace.freeing[0] && workspace.freeing[0].at <= nowMs) {
    workspace.contacts -= workspace.freeing.shift()?.count ?? 0
  }
  return Math.max(0, workspace.leadLimit - workspace.contacts)
}

function unlinkEmail(workspace: Workspace, lead: Lead): void {
  if (lead.email === null) return
  const first = workspace.byEmail.get(lead.email) ?? null
  if (first === lead) {
    if (lead.sameEmail) workspace.byEmail.set(lead.email, lead.sameEmail)
    else workspace.byEmail.delete(lead.email)
    return
  }
  for (let at = first; at; at = at.sameEmail) {
    if (at.sameEmail === lead) at.sameEmail = lead.sameEmail
  }
}

/** Drops deleted leads from a holder once they make up half of it, so that deleting many stays cheap. */
function dropDeletedLeads(holder: Holder): void {
  holder.goneLeads++
  if (holder.goneLeads * 2 < holder.leads.length) return
  holder.leads = holder.leads.filter((lead) => !lead.gone)
  holder.goneLeads = 0
  if (holder.kind === 'campaign') holder.life.nextNew = 0
}

/** Moves leads into another campaign or list, in the order of their numbers. */
export function moveLeads(leads: readonly Lead[], target: Holder): void {
  const moving = new Set(leads)
  for (const from of new Set(leads.map((lead) => lead.holder))) {
    from.leads = from.leads.filter((lead) => !moving.has(lead))
  }
  for (const lead of leads) lead.holder = target
  target.leads = [...target.leads, ...leads].toSorted((a, b) => a.serial - b.serial)
  if (target.kind === 'campaign') target.life.nextNew = 0
}
