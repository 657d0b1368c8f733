/** Estimates the cost of an export for its plan, and stores it with the export. */
import { z } from 'zod'
import { costAssumptions, type ExportCostPlan, type ExportCostRecord } from '#shared/contract/insights/money.ts'
import { dayAt } from '#shared/domain/core/days.ts'
import { proportion } from '#shared/domain/insights/money/amounts.ts'
import { assumedFor, type CostAssumptions, exportCost } from '#shared/domain/insights/money/export-cost.ts'
import { addFigures, type MoneyFigures, noFigures } from '#shared/domain/insights/money/figures.ts'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'
import { workspaceOfList } from '../../leads/lists/queries.ts'
import { computeClientMoney } from './client-money.ts'
import { createCostStore } from './cost-store.ts'
import { createCreditPriceLookup, creditCents } from './credit-price.ts'
import { moneyFactsOf } from './money-facts.ts'
import { rowsOf } from './queries.ts'

const noAssumptions: CostAssumptions = {
  mailsPerLead: null,
  centsPerThousandMails: null,
  replyShare: null,
  qualifiedShare: null,
  qualifiedCents: null,
}
const assumptionsSetting: Setting<CostAssumptions> = {
  key: 'money.assumptions',
  shape: costAssumptions,
  fallback: noAssumptions,
}
type ContactsSeen = { readonly left: number | null; readonly at: string } | null
const contactsSetting: Setting<ContactsSeen> = {
  key: 'money.contacts',
  shape: z.object({ left: z.number().int().nullable(), at: z.string() }).nullable(),
  fallback: null,
}

/** Stores how many contacts Instantly reports as remaining, to be recorded with the next export. */
export const storeContactsLeft = (store: Store, workspaceId: WorkspaceId, left: number | null, nowMs: number): void =>
  setSetting(store, workspaceId, contactsSetting, { left, at: new Date(nowMs).toISOString() }, nowMs)

export const saveAssumptions = (store: Store, workspaceId: WorkspaceId, own: CostAssumptions, nowMs: number): void =>
  setSetting(store, workspaceId, assumptionsSetting, own, nowMs)

/** Days of the past that are measured, and how much data is enough for a figure. */
const pastDays = 90
const minSamples = { mails: 1_000, people: 100, replies: 20 }

/** Derives assumptions for one more export from the client's past figures. Null if there are too few. */
function measureAssumptions(store: Store, workspaceId: WorkspaceId, nowMs: number): CostAssumptions {
  const parts = { costs: createCostStore(store, () => nowMs), facts: moneyFactsOf(store) }
  const today = dayAt(nowMs)
  const last = Math.max(today, parts.facts.days(workspaceId).last ?? today)
  const client = computeClientMoney(parts, workspaceId, { from: last - pastDays + 1, to: last })
  const sums = rowsOf(client).reduce<MoneyFigures>(addFigures, noFigures)
  const sending = client.lines.filter(
    ({ currency, listId, kind }) => currency === client.currency && listId === null && kind !== 'verification',
  )
  const cents = sending.reduce((sum, { wholeCents }) => sum + wholeCents, 0)
  const { client: values } = parts.costs.values(workspaceId)
  const usual = values.interestedCents ?? values.meetingCents ?? values.wonCents
  const { sent, contacted, replies, qualified, revenueCents } = sums
  return {
    mailsPerLead: contacted < minSamples.people ? null : Math.max(1, Math.round(sent / contacted)),
    centsPerThousandMails: sent < minSamples.mails || sending.length === 0 ? null : proportion(cents, 1000, sent),
    replyShare: contacted < minSamples.people ? null : Math.min(1000, proportion(replies, 1000, contacted)),
    qualifiedShare:
      replies < minSamples.replies || qualified === null ? null : Math.min(1000, proportion(qualified, 1000, replies)),
    qualifiedCents:
      revenueCents === null || qualified === null || qualified === 0 ? usual : proportion(revenueCents, 1, qualified),
  }
}

/** Returns the costs of a list and its files, once each, and of verifying its addresses. */
function listCosts(store: Store, workspaceId: WorkspaceId, listId: ListId, nowMs: number) {
  const costs = createCostStore(store, () => nowMs)
  const facts = moneyFactsOf(store)
  const all = costs.ofClient(workspaceId)
  const listCents = all
    .filter((cost) => cost.listId === listId && cost.basis !== 'month')
    .reduce((sum, { basis, cents, per, quantity, importId }) => {
      return sum + (basis === 'lead' ? proportion(facts.fileRows(listId, importId), cents, per) : cents * quantity)
    }, 0)
  const runs = facts.creditRuns(workspaceId).filter((run) => run.listId === listId)
  const priceOf = createCreditPriceLookup(all)
  const priced = runs.map(({ day, credits }) => {
    const price = priceOf(day)
    return price ? creditCents(credits, price) : null
  })
  return {
    currency: costs.currencyOf(workspaceId),
    listCents,
    credits: runs.reduce((sum, { credits }) => sum + credits, 0),
    creditsPriced: priced.every((cents) => cents !== null),
    verificationCents: priced.reduce<number>((sum, cents) => sum + (cents ?? 0), 0),
  }
}

/** Returns what is known about the cost of exporting a list, from the local store only. */
export function planExportCost(store: Store, listId: ListId, nowMs: number): ExportCostPlan {
  const workspaceId = workspaceOfList(store, listId)
  return {
    ...listCosts(store, workspaceId, listId, nowMs),
    measured: measureAssumptions(store, workspaceId, nowMs),
    own: getSetting(store, workspaceId, assumptionsSetting),
  }
}

/**
 * Stores the expected cost of an export. Must be called in the transaction that creates the export: if it cannot be
 * stored, there is no export and nothing is sent.
 */
export function storeExportCost(
  store: Store,
  run: {
    readonly id: ExportId
    readonly workspaceId: WorkspaceId
    readonly listId: ListId
    readonly leads: number
    readonly steps: number | null
    /** Leads of the exports before this one in the same click, and of all its exports, as the list is paid for once. */
    readonly of?: { readonly before: number; readonly whole: number }
  },
  nowMs: number,
): void {
  const { measured, own, creditsPriced: _, ...whole } = planExportCost(store, run.listId, nowMs)
  const { before, whole: all } = run.of ?? { before: 0, whole: run.leads }
  // Rounding the cumulative amounts makes the shares of a click add up to the whole cost.
  const share = (sum: number) =>
    all === 0 ? sum : Math.round((sum * (before + run.leads)) / all) - Math.round((sum * before) / all)
  const costs = {
    ...whole,
    listCents: share(whole.listCents),
    verificationCents: share(whole.verificationCents),
    credits: share(whole.credits),
  }
  const contacts = getSetting(store, run.workspaceId, contactsSetting)
  const assumptions = assumedFor(own, measured, run.steps)
  const left = contacts?.left ?? null
  const contactsLeft = left === null ? null : Math.max(0, left - before)
  const { sendingCents, totalCents, repliesToBreakEven } = exportCost(
    { ...costs, leads: run.leads, contactsLeft },
    assumptions,
  )
  store.raw
    .prepare(
      `insert into export_cost (export_id, workspace_id, currency, leads, contacts_left, contacts_at, list_cents,
         verification_cents, credits, sending_cents, total_cents, replies_to_break_even, assumptions, at)
       values (@id, @workspaceId, @currency, @leads, @contactsLeft, @contactsAt, @listCents, @verificationCents, @credits,
         @sendingCents, @totalCents, @repliesToBreakEven, @assumptions, @at)`,
    )
    .run({
      ...costs,
      id: run.id,
      workspaceId: run.workspaceId,
      leads: run.leads,
      contactsLeft,
      contactsAt: contacts?.at ?? null,
      sendingCents,
      totalCents,
      repliesToBreakEven,
      assumptions: JSON.stringify(assumptions),
      at: new Date(nowMs).toISOString(),
    })
}

/** Returns the cost stored when the export was started; null for older exports. */
export function readStoredExportCost(store: Store, exportId: ExportId): ExportCostRecord | null {
  const row = store.raw
    .prepare<[number], Omit<ExportCostRecord, 'assumptions'> & { assumptions: string }>(
      `select currency, leads, contacts_left as contactsLeft, list_cents as listCents, verification_cents as verificationCents,
         credits, sending_cents as sendingCents, total_cents as totalCents, replies_to_break_even as repliesToBreakEven,
         assumptions, at from export_cost where export_id = ?`,
    )
    .get(exportId)
  return row ? { ...row, assumptions: costAssumptions.parse(JSON.parse(row.assumptions)) } : null
}
