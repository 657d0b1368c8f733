import { scheduleTick } from '../sending/sending.ts'
import { isBlocked } from '../state/block-list.ts'
import { addLead, contactsLeft, leadId, leadsOf, plainEmail } from '../state/lead-store.ts'
import { listOf, optionalText, type Values, valuesOf } from '../state/values.ts'
import type { Holder, Lead, Workspace } from '../state/world-types.ts'
import type { Call } from './http-types.ts'
import { mergeFields } from './lead-fields.ts'
import { notFound, refuse } from './refusal.ts'
import { campaignOf } from './routes-campaigns.ts'

const emailShape = /^[^\s@,;<>()"]+@[^\s@.,;<>()"]+(\.[^\s@.,;<>()"]+)+$/

export function isEmail(text: string): boolean {
  return text.length <= 254 && emailShape.test(text)
}

/** Where a known lead must be for it to be skipped. `workspace` overrides the other two. */
type SkipFlags = { readonly workspace: boolean; readonly campaign: boolean; readonly list: boolean }

export function skipFlags(body: Values): SkipFlags {
  return {
    workspace: body['skip_if_in_workspace'] === true,
    campaign: body['skip_if_in_campaign'] === true,
    list: body['skip_if_in_list'] === true,
  }
}

export function isSkipped(flags: SkipFlags, lead: Lead): boolean {
  if (flags.workspace) return true
  return lead.holder.kind === 'campaign' ? flags.campaign : flags.list
}

/** Returns the one campaign or list a request names. */
export function targetOf(call: Call, campaignId: unknown, listId: unknown): Holder {
  if ((campaignId === undefined) === (listId === undefined)) {
    throw refuse(400, 'You must provide either campaign_id or list_id, but not both')
  }
  if (campaignId !== undefined) return campaignOf(call, campaignId)
  const list = typeof listId === 'string' ? call.workspace.lists.get(listId) : undefined
  if (!list) throw notFound()
  return list
}

type Outcome =
  | 'invalid_email_count'
  | 'incomplete_count'
  | 'duplicate_email_count'
  | 'in_blocklist'
  | 'duplicated_leads'
  | 'skipped_count'

/**
 * POST /leads/add. The order of the checks is our assumption: invalid, duplicate in the request, blocked, already in
 * the target, known elsewhere, plan full. Each lead is in exactly one count; Instantly has none for a full plan, so
 * those count as skipped.
 */
export function addLeads(call: Call): unknown {
  const { workspace, world, body, nowMs } = call
  const holder = targetOf(call, body['campaign_id'], body['list_id'])
  const flags = skipFlags(body)
  const given = listOf(body['leads']).map(valuesOf)
  const counts: Record<Outcome, number> = {
    in_blocklist: 0,
    duplicated_leads: 0,
    skipped_count: 0,
    invalid_email_count: 0,
    incomplete_count: 0,
    duplicate_email_count: 0,
  }
  const seen = new Set<string>()
  const created: Values[] = []
  let left = holder.kind === 'campaign' ? contactsLeft(workspace, nowMs) : Number.POSITIVE_INFINITY

  for (const [index, fields] of given.entries()) {
    const email = optionalText(fields['email'])
    const plain = email === null ? null : plainEmail(email)
    const outcome = world.dedupe
      ? refusalReasonOf(workspace, holder, flags, seen, plain, fields)
      : shapeProblem(holder, plain, fields)
    if (outcome !== null || left <= 0) {
      counts[outcome ?? 'skipped_count']++
      continue
    }
    left--
    const lead = addLead(workspace, holder, { email: plain, fields: storedFields(call, fields) }, nowMs)
    if (holder.kind === 'campaign') declareVariables(holder.variables, fields)
    created.push(createdRow(index, leadId(workspace, lead), email, fields))
  }
  if (holder.kind === 'campaign' && created.length > 0) scheduleTick(world, workspace, holder, nowMs + 60_000)
  return {
    status: 'success',
    total_sent: given.length,
    leads_uploaded: created.length,
    ...counts,
    blocklist_used: null,
    remaining_in_plan: holder.kind === 'campaign' ? contactsLeft(workspace, nowMs) : null,
    created_leads: created,
  }
}

/** Returns why a lead is not created, or null. */
function refusalReasonOf(
  workspace: Workspace,
  holder: Holder,
  flags: SkipFlags,
  seen: Set<string>,
  email: string | null,
  fields: Values,
): Outcome | null {
  const problem = shapeProblem(holder, email, fields)
  if (problem !== null || email === null) return problem
  if (seen.has(email)) return 'duplicate_email_count'
  seen.add(email)
  if (isBlocked(workspace, email)) return 'in_blocklist'
  if (!workspace.byEmail.has(email)) return null
  const known = leadsOf(workspace, email)
  if (known.some((lead) => lead.holder === holder)) return 'duplicated_leads'
  return known.some((lead) => isSkipped(flags, lead)) ? 'skipped_count' : null
}

/** A campaign requires an address, a list an address or a name. */
function shapeProblem(holder: Holder, email: string | null, fields: Values): Outcome | null {
  if (email !== null) return isEmail(email) ? null : 'invalid_email_count'
  if (holder.kind === 'campaign') return 'invalid_email_count'
  return (optionalText(fields['first_name']) ?? optionalText(fields['last_name'])) ? null : 'incomplete_count'
}

export function storedFields(call: Call, fields: Values) {
  return call.world.keepLeads === 'full' ? mergeFields(null, fields) : null
}

/** Adds the variables of new leads to the campaign's. */
export function declareVariables(variables: Set<string>, fields: Values): void {
  for (const name of Object.keys(valuesOf(fields['custom_variables']))) variables.add(name)
}

function createdRow(index: number, id: string, email: string | null, fields: Values): Values {
  const row: Values = { index, id }
  if (email !== null) row['email'] = email
  for (const name of ['first_name', 'last_name', 'phone']) {
    const value = optionalText(fields[name])
    if (value !== null) row[name] = value
  }
  return row
}
