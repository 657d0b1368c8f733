/** A qualified lead into a CRM, part by part. What is asked for is on disk before it is asked for, and looked for before again. */
import type { CrmTry } from '#shared/contract/inbox/crm.ts'
import type { Texts } from '#shared/texts/en.ts'
import { restOf } from '../../core/lib/rest-of.ts'
import type { DealRow, DealStore, Part } from './deal-store.ts'
import { handedBody } from './handed-body.ts'
import type { DueDelivery } from './queries.ts'
import type { CrmAdapter, Lead } from './systems/adapter.ts'
import { CrmFailure } from './systems/ask.ts'
import { dealName, dealText, markOf, noteText, subjectOf } from './words.ts'

export type DeliverParts = {
  readonly deals: DealStore
  readonly now: () => number
  /** So long after a lost answer the CRM may still carry it out. */
  readonly lateMs: number
  /** So long after a deal was made it is first read back. */
  readonly firstReadMs: number
  readonly words: Texts['crm']['record']
  /** Since when the lead may be there already, unknown to a restored copy; null: it cannot. */
  readonly doubtSince: (qualifiedAt: string) => string | null
}

export type Delivered = CrmTry & { readonly retryAfterMs: number | null }

type Step = {
  readonly id: string | null
  readonly sentAt: string | null
  /** Looks for what may be there; `since` where a creation left and was not answered. */
  readonly find: ((since: string | null) => Promise<string | null>) | null
  readonly create: () => Promise<string>
  readonly mark: (at: string | null) => void
  readonly keep: (id: string) => void
}

/** Once, whatever becomes of it: what is there already stays there, and the next try goes on from it. Never throws CrmFailure. */
export async function deliverToCrm(parts: DeliverParts, door: CrmAdapter, due: DueDelivery): Promise<Delivered> {
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
  const { lead, client } = handedBody.parse(JSON.parse(due.body))
  const row = deals.take(due, lead)
  const doubt = parts.doubtSince(lead.qualifiedAt)
  const ensure = (step: Step) => ensured(parts, step)

  let companyId = row.companyId
  const known = row.personId === null ? await readOnly(door.findPerson(lead, row.personSentAt)) : null
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
  if (known) await fill(door, personId, lead)

  const plan = {
    name: dealName(lead),
    mark: markOf(row.uid),
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
  const mark = markOf(due.uid)
  const reply = {
    mark,
    subject: subjectOf(parts.words, lead, client),
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

/** A value the CRM does not take, a website that is none, is no reason to hold a lead back. */
async function fill(door: CrmAdapter, personId: string, lead: Lead): Promise<void> {
  try {
    await readOnly(door.fillPerson?.(personId, lead) ?? Promise.resolve())
  } catch (error) {
    if (!(error instanceof CrmFailure) || error.problem !== 'refused') throw error
  }
}

const partOf = (deals: DealStore, row: DealRow, part: Part) => ({
  id: row[`${part}Id`],
  sentAt: row[`${part}SentAt`],
  mark: (at: string | null) => deals.markPart(row.id, part, at),
  keep: (id: string) => deals.keepPart(row.id, part, id),
})

/** There afterwards, and made at most once. */
async function ensured(parts: DeliverParts, step: Step): Promise<string> {
  if (step.id !== null) return step.id
  const found = step.find ? await readOnly(step.find(step.sentAt)) : null
  if (found !== null) {
    step.keep(found)
    return found
  }
  if (step.sentAt !== null) {
    // It may be carried out yet: the answer was lost, or the app ended, a moment ago.
    const sentAt = Date.parse(step.sentAt)
    const now = parts.now()
    // Sent by a clock that was put back since: the wait begins anew, and does not last until that time comes again.
    if (sentAt > now) step.mark(new Date(now).toISOString())
    const left = restOf(parts.lateMs, sentAt, now)
    if (left > 0) throw new CrmFailure('unclear', { retryAfterMs: left })
  }
  step.mark(new Date(parts.now()).toISOString())
  let id: string
  try {
    id = await step.create()
  } catch (error) {
    // Answered with a no, or never left: nothing was made.
    if (error instanceof CrmFailure && !error.unknown) step.mark(null)
    throw error
  }
  step.keep(id)
  return id
}

/** What only reads, or changes nothing when done again, leaves no doubt behind. */
async function readOnly<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof CrmFailure) || !error.unknown) throw error
    const { problem, status, retryAfterMs } = error
    throw new CrmFailure(problem, { status, retryAfterMs })
  }
}
