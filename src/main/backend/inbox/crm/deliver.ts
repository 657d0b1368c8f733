import { z } from 'zod'
/**
 * Delivers a qualified lead to a CRM part by part. Each creation is recorded before its request is sent, and is
 * searched for in the CRM before it is sent again.
 */
import type { CrmTry } from '#shared/contract/inbox/crm.ts'
import { qualifiedLead } from '#shared/contract/inbox/crm.ts'
import type { Texts } from '#shared/texts/en.ts'
import { remainingWaitMs } from '../../core/lib/clock-spans.ts'
import type { DealPart, DealRow, DealStore } from './deal-store.ts'
import type { DueDelivery } from './queries.ts'
import { dealName, dealText, noteSubjectOf, noteText, recordMarkOf } from './record-texts.ts'
import type { CrmAdapter, CrmLead } from './systems/adapter.ts'
import { CrmFailure } from './systems/ask.ts'

const handoverBody = z.object({ client: z.string().nullable(), lead: qualifiedLead.omit({ key: true }) })

export type DeliverParts = {
  readonly deals: DealStore
  readonly now: () => number
  /** How long the CRM may still carry out a creation whose answer was lost. */
  readonly lateMs: number
  /** How long after its creation a deal is first read back. */
  readonly firstReadMs: number
  readonly words: Texts['crm']['record']
  /** Returns since when the lead may be in the CRM unknown to a restored copy of the store; null if it cannot. */
  readonly doubtSince: (qualifiedAt: string) => string | null
}

export type DeliveryResult = CrmTry & { readonly retryAfterMs: number | null }

type CreationStep = {
  readonly id: string | null
  readonly sentAt: string | null
  /** Searches for an existing record; `since` is when a creation was sent that was never answered. */
  readonly find: ((since: string | null) => Promise<string | null>) | null
  readonly create: () => Promise<string>
  readonly mark: (at: string | null) => void
  readonly keep: (id: string) => void
}

/** Delivers once. If it fails, what exists is kept and the next try goes on from it. Never throws CrmFailure. */
export async function deliverToCrm(parts: DeliverParts, door: CrmAdapter, due: DueDelivery): Promise<DeliveryResult> {
  try {
    await deliver(parts, door, due)
    return { ok: true, status: null, problem: null, retryAfterMs: null }
  } catch (error) {
    if (!(error instanceof CrmFailure)) throw error
    const { problem, status, unknown, retryAfterMs } = error
    if (!unknown) return { ok: false, status, problem, retryAfterMs }
    return { ok: false, status, problem: 'unclear', retryAfterMs: Math.max(retryAfterMs ?? 0, parts.lateMs) }
  }
}

async function deliver(parts: DeliverParts, door: CrmAdapter, due: DueDelivery): Promise<void> {
  const { deals } = parts
  const { lead, client } = handoverBody.parse(JSON.parse(due.body))
  const row = deals.take(due, lead)
  const doubt = parts.doubtSince(lead.qualifiedAt)
  const ensure = (step: CreationStep) => ensurePart(parts, step)

  let companyId = row.companyId
  const known = row.personId === null ? await asRepeatableRequest(door.findPerson(lead, row.personSentAt)) : null
  if (known) {
    companyId = known.companyId
    if (companyId !== null) deals.keepPart(row.id, 'company', companyId)
  } else if (row.personId === null && companyId === null && door.companies && lead.companyName) {
    const name = lead.companyName
    const { find, create } = door.companies
    companyId = await ensure({
      ...partOf(deals, row, 'company'),
      find: (since) => find(name, since),
      create: () => create(name),
    })
  }

  const personId = await ensure({
    ...partOf(deals, row, 'person'),
    find: async () => known?.id ?? null,
    create: () => door.createPerson(lead, companyId),
  })
  if (known) await fillMissingFields(door, personId, lead)

  const plan = {
    name: dealName(lead),
    mark: recordMarkOf(row.uid),
    text: dealText(parts.words, lead, client),
    personId,
    companyId,
    others: deals.others(due.targetId, row.id),
  }
  const { deals: made } = door
  const dealId = await ensure({
    ...partOf(deals, row, 'remote'),
    find: async (sentAt) => {
      const since = sentAt ?? doubt
      return made ? (since === null ? null : made.find(plan, since)) : personId
    },
    create: async () => (made ? made.create(plan) : personId),
  })
  deals.readBy(due.targetId, new Date(parts.now() + parts.firstReadMs).toISOString())

  const note = deals.note(due.id)
  const mark = recordMarkOf(due.uid)
  const reply = {
    mark,
    subject: noteSubjectOf(parts.words, lead, client),
    text: noteText(parts.words, lead, client, mark),
    at: lead.replyAt ?? lead.qualifiedAt,
    personId,
    dealId,
  }
  await ensure({
    ...note,
    find: async (since) => ((since ?? doubt) === null ? null : door.findNote(reply)),
    create: () => door.createNote(reply),
    mark: (at) => deals.markNote(due.id, at),
    keep: (id) => deals.keepNote(due.id, id),
  })
}

/** Fills in the person's missing fields. A value the CRM refuses, such as a website, does not hold the lead back. */
async function fillMissingFields(door: CrmAdapter, personId: string, lead: CrmLead): Promise<void> {
  try {
    await asRepeatableRequest(door.fillPerson?.(personId, lead) ?? Promise.resolve())
  } catch (error) {
    if (!(error instanceof CrmFailure) || error.problem !== 'refused') throw error
  }
}

const partOf = (deals: DealStore, row: DealRow, part: DealPart) => ({
  id: row[`${part}Id`],
  sentAt: row[`${part}SentAt`],
  mark: (at: string | null) => deals.markPart(row.id, part, at),
  keep: (id: string) => deals.keepPart(row.id, part, id),
})

/** Makes sure that the part exists and is created at most once. Returns its id. */
async function ensurePart(parts: DeliverParts, step: CreationStep): Promise<string> {
  if (step.id !== null) return step.id
  const found = step.find ? await asRepeatableRequest(step.find(step.sentAt)) : null
  if (found !== null) {
    step.keep(found)
    return found
  }
  if (step.sentAt !== null) {
    // The answer was lost or the app quit a moment ago, so the CRM may still carry out the creation.
    const sentAt = Date.parse(step.sentAt)
    const now = parts.now()
    // The clock was put back after the request was sent. The wait starts again from now, as otherwise it would last
    // until that time is reached again.
    if (sentAt > now) step.mark(new Date(now).toISOString())
    const left = remainingWaitMs(parts.lateMs, sentAt, now)
    if (left > 0) throw new CrmFailure('unclear', { retryAfterMs: left })
  }
  step.mark(new Date(parts.now()).toISOString())
  let id: string
  try {
    id = await step.create()
  } catch (error) {
    // The request was refused or never sent, so nothing was created.
    if (error instanceof CrmFailure && !error.unknown) step.mark(null)
    throw error
  }
  step.keep(id)
  return id
}

/** Clears `unknown` on failures of a request that only reads or can be repeated safely. */
async function asRepeatableRequest<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof CrmFailure) || !error.unknown) throw error
    const { problem, status, retryAfterMs } = error
    throw new CrmFailure(problem, { status, retryAfterMs })
  }
}
