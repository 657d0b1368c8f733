/**
 * Determines the result of each row of a newer file for a list; used before and during saving, with the same outcome.
 */
import type { MergeCounts, MergePreview, MergeSample } from '#shared/contract/leads/imports.ts'
import { toAsciiDomain } from '#shared/domain/leads/import/ascii-domain.ts'
import { decideGate } from '#shared/domain/leads/import/gate.ts'
import { emptyGateCounts, type Gate, type GateCode, gateCodes, gateOfCode } from '#shared/domain/leads/import/gates.ts'
import { findLookupGate, type GateLookup } from '#shared/domain/leads/import/lookups.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import {
  createLeadMerger,
  gateIfRowExcluded,
  gateIfRowReady,
  type ValueChange,
} from '#shared/domain/leads/import/re-import.ts'
import type { ImportSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { findByAnySpelling } from '../../core/lib/domain-spellings.ts'
import { LOAD_WIDTH, type LoadValues } from './parse-jobs.ts'
import { takeBriefly } from './take-briefly.ts'

/** A lead as it was in the list before. */
export type KnownLead = {
  readonly id: number
  readonly position: number
  readonly gate: GateCode
  readonly email: string
  readonly payload: string
}

export type ReimportOutcome =
  /** Becomes a new row of the list, at this gate. */
  | { readonly is: 'added'; readonly gate: GateCode }
  | {
      readonly is: 'changed'
      readonly lead: KnownLead
      readonly gate: GateCode
      readonly payload: string
      readonly changes: readonly ValueChange[]
    }
  | { readonly is: 'same'; readonly lead: KnownLead }
  | { readonly is: 'leftOut' }
  /** Changes nothing and adds nothing. */
  | { readonly is: 'held'; readonly gate: GateCode }

/**
 * A lead that is to be excluded because of a row of the file, and that no other row keeps; it was ready, or excluded
 * for another reason.
 */
export type NewlyExcludedLead = { readonly lead: KnownLead; readonly gate: GateCode; readonly rowNumber: number }

export type MergePlan = {
  readonly listId: ListId
  /** Number of rows the list had before. */
  readonly rowCount: number
  readonly mapping: Mapping
  readonly settings: ImportSettings
  readonly merge: MergeRule
  readonly lookups: readonly GateLookup[]
  /** Returns whether this file has already added the address. */
  isNewAlready(email: string): boolean
}

/** Excluded with an address to match by; must be worded exactly like the index `lead_held_email`. */
const isMatchedSql = 'gate <> 0 and gate <> 1 and gate <> 2 and gate <> 5 and gate <> 6 and gate <> 9'

/** Decides row by row, in file order; each lead is changed by one row only. */
export function createRowMatcher({ raw }: Store, plan: MergePlan) {
  const { listId, rowCount, settings, lookups } = plan
  const adds = plan.merge.mode !== 'update'
  const tellsNo = plan.mapping.some(({ kind }) => kind === 'opt_out')
  const mergeValues = createLeadMerger(plan.mapping, settings, plan.merge)
  const columns = 'select id, position, gate, email, payload from lead'
  const findReady = raw.prepare(`${columns} where email = ? and list_id = ? and removed = 0 and gate = 0`)
  const findHeld = raw.prepare(
    `${columns} where email = ? and list_id = ? and ${isMatchedSql} and removed = 0 and position <= ?
     order by position limit 1`,
  )
  const hasHeld = raw
    .prepare(`select 1 from list_gate_count where list_id = ? and ${isMatchedSql} and count > removed`)
    .get(listId)
  /** Leads matched by a row, by address: their old row may be elsewhere by now. */
  const taken = new Set<string>()
  const heldBy = new Map<string, NewlyExcludedLead>()

  function known(email: string): KnownLead | undefined {
    const ready = findByAnySpelling(email, (spelling) => {
      const found = findReady.get(spelling, listId) as KnownLead | undefined
      return found && found.position <= rowCount ? found : undefined
    })
    if (ready || !hasHeld) return ready
    return findByAnySpelling(email, (spelling) => findHeld.get(spelling, listId, rowCount) as KnownLead | undefined)
  }

  function outcomeOfUnknown(own: GateCode, email: string | null): ReimportOutcome {
    let gate = own
    if (email !== null && own === gateCodes.ready) gate = findLookupGate(lookups, email) ?? own
    if (email !== null && (gate === gateCodes.ready || gate === gateCodes.too_long)) {
      gate = decideGate(gate, { inList: false, inFile: plan.isNewAlready(email) })
    }
    // An opt-out of somebody the list does not have counts too. It is recorded from its row, which is excluded.
    if (adds || own === gateCodes.opted_out) return { is: 'added', gate }
    return gate === gateCodes.ready ? { is: 'leftOut' } : { is: 'held', gate }
  }

  return {
    judge(values: LoadValues, at: number): ReimportOutcome {
      const row = values[at] as number
      const own = values[at + 1] as GateCode
      const email = values[at + 2] as string | null
      if (email === null) return outcomeOfUnknown(own, null)
      const person = toAsciiDomain(email)
      if (taken.has(person)) return { is: 'held', gate: decideGate(own, { inList: false, inFile: true }) }
      const lead = known(email)
      if (!lead) return outcomeOfUnknown(own, email)
      if (own !== gateCodes.ready) {
        const gate = gateIfRowExcluded(lead.gate, own)
        if (gate !== lead.gate && !heldBy.has(person)) heldBy.set(person, { lead, gate, rowNumber: Math.abs(row) })
        return { is: 'held', gate: own }
      }
      taken.add(person)
      heldBy.delete(person)
      const gate = gateIfRowReady(lead.gate, {
        isVerificationKnown: values[at + 9] === 1,
        tellsNo,
        settings,
        lookedUp: () => findLookupGate(lookups, email),
      })
      const merged = mergeValues(lead.payload, values[at + 3] as string, row < 0)
      if (!merged && gate === lead.gate) return { is: 'same', lead }
      return {
        is: 'changed',
        lead,
        gate,
        payload: merged?.payload ?? lead.payload,
        changes: merged?.changes ?? [],
      }
    },
    /** Complete once the file has been read to its end, as a later row may still keep a lead. */
    nowHeld: (): readonly NewlyExcludedLead[] => [...heldBy.values()],
  }
}

/** How long other work may have to wait. */
const BRIEF_MS = 10

/** Takes some of the leads, each by where its values begin. Returns where the next turn begins. */
export const takeSomeLeads = (values: LoadValues, from: number, take: (at: number) => void): number =>
  LOAD_WIDTH *
  takeBriefly({ from: from / LOAD_WIDTH, count: values.length / LOAD_WIDTH, briefMs: BRIEF_MS }, (lead) =>
    take(lead * LOAD_WIDTH),
  )

const SAMPLES_SHOWN = 200
const ROWS_NAMED = 500

/** Sums up the results of the rows. */
export function createMergeTally() {
  const heldAt = emptyGateCounts()
  const counts = { added: 0, changed: 0, nowHeld: 0, same: 0, held: 0, leftOut: 0 }
  const samples: MergeSample[] = []
  const rowsAt: Partial<Record<'added' | 'same' | 'leftOut' | Gate, number[]>> = {}
  let rowCount = 0
  let derived = 0
  const name = (what: keyof typeof rowsAt, row: number) => {
    const rows = (rowsAt[what] ??= [])
    if (rows.length < ROWS_NAMED && rows.at(-1) !== Math.abs(row)) rows.push(Math.abs(row))
  }
  const sample = (lead: KnownLead, rowNumber: number, gate: GateCode, changes: readonly ValueChange[]) => {
    if (samples.length >= SAMPLES_SHOWN) return
    const gates = gate === lead.gate ? null : { before: gateOfCode(lead.gate), after: gateOfCode(gate) }
    samples.push({ leadId: lead.id as LeadId, rowNumber: Math.abs(rowNumber), email: lead.email, gate: gates, changes })
  }
  return {
    count(outcome: ReimportOutcome, row: number): void {
      if (row < 0) derived += 1
      else rowCount += 1
      const held = outcome.is === 'held' || (outcome.is === 'added' && outcome.gate !== gateCodes.ready)
      if (held) {
        const gate = gateOfCode(outcome.gate)
        counts.held += 1
        heldAt[gate] += 1
        name(gate, row)
        return
      }
      counts[outcome.is] += 1
      if (outcome.is === 'changed') sample(outcome.lead, row, outcome.gate, outcome.changes)
      else name(outcome.is, row)
    },
    /** Its row was counted as excluded so far, by the same gate. */
    countNowHeld({ lead, gate, rowNumber }: NewlyExcludedLead): void {
      counts.held -= 1
      heldAt[gateOfCode(gate)] -= 1
      counts.nowHeld += 1
      sample(lead, rowNumber, gate, [])
    },
    counts: (): MergeCounts => ({ ...counts }),
    result: (): Omit<MergePreview, 'asked'> => ({ ...counts, rowCount, derived, heldAt, samples, rowsAt }),
  }
}
