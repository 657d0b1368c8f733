/** Finds faults in the values the emails would show for each lead of a list. Cached until the list changes. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  faultOf,
  type ValueFault,
  type ValueRules,
  valueFaults,
  valueOfName,
} from '#shared/domain/campaigns/copy/coverage.ts'
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createListCache } from '../../leads/lists/settled-list.ts'

/** Leads read per step, which takes about ten milliseconds. */
const STEP = 2000
/** Number of lists whose values are cached: a byte per lead for each variable with a fault. */
const LISTS_KEPT = 2

/**
 * Faults of one variable by position: 0 for none, otherwise one more than the index in `valueFaults`. Null if no lead
 * has a fault.
 */
export type FaultsAt = Uint8Array | null
/** By name of the variable. Held or removed leads count as having no fault. */
export type ValueFaults = ReadonlyMap<string, FaultsAt>

export type LeadValues = ReturnType<typeof createLeadValues>

export function createLeadValues(store: Store) {
  const kept = createListCache<ValueFaults>(store, LISTS_KEPT)
  /** One pass at a time per list. Requests made meanwhile wait and mostly find their variables read. */
  const passes = new Map<ListId, Promise<unknown>>()
  const next = store.raw
    .prepare<[number, number, number], readonly [number, string]>(
      `select position, payload from lead where list_id = ? and position > ? and gate = 0 and removed = 0
       order by position limit ?`,
    )
    .raw()

  async function read(listId: ListId, rowCount: number, names: readonly string[]): Promise<Map<string, FaultsAt>> {
    const faults: (Uint8Array | null)[] = names.map(() => null)
    for (let after = 0; ; ) {
      const page = next.all(listId, after, STEP)
      for (const [position, payload] of page) {
        if (position > rowCount) continue
        // Written by the import in the form `lead-body.ts` sends.
        const lead = JSON.parse(payload) as Parameters<typeof valueOfName>[0]
        for (const [at, name] of names.entries()) {
          const fault = faultOf(valueOfName(lead, name))
          if (fault !== null) (faults[at] ??= new Uint8Array(rowCount + 1))[position] = codeOf(fault)
        }
      }
      const last = page.at(-1)
      if (!last || page.length < STEP) break
      after = last[0]
      await nextTurn()
    }
    return new Map(names.map((name, at) => [name, faults[at] ?? null]))
  }

  async function lookUp(listId: ListId, names: readonly string[]): Promise<ValueFaults> {
    const known = kept.known(listId) ?? new Map<string, FaultsAt>()
    const missing = names.filter((name) => !known.has(name))
    if (missing.length === 0) return known
    return kept.read(listId, async (rowCount) => new Map([...known, ...(await read(listId, rowCount, missing))]))
  }

  return {
    async of(listId: ListId, names: readonly string[]): Promise<ValueFaults> {
      for (let under = passes.get(listId); under; under = passes.get(listId)) await under.catch(() => undefined)
      const pass = lookUp(listId, names).finally(() => {
        if (passes.get(listId) === pass) passes.delete(listId)
      })
      passes.set(listId, pass)
      return pass
    },
    /** The cached result, provided the list has not changed. */
    known(listId: ListId, names: readonly string[]): ValueFaults | null {
      const faults = kept.known(listId)
      return faults && names.every((name) => faults.has(name)) ? faults : null
    },
  }
}

const codes: ReadonlyMap<ValueFault, number> = new Map(valueFaults.map((fault, at) => [fault, at + 1]))
const codeOf = (fault: ValueFault): number => codes.get(fault) ?? 0

/** Null for 0. */
export const faultOfCode = (code: number): ValueFault | null => valueFaults[code - 1] ?? null

/** The decision of `exclusionOfStored` for the lead at a position; null if these rules hold back nobody in the list. */
export function createValueRule(
  look: ValueFaults,
  { leaveOut = [], blanksOut = [] }: ValueRules,
): ((position: number) => { readonly why: 'blank_variable' | 'flawed_value'; readonly name: string } | null) | null {
  const met = [
    ...blanksOut.map((name) => ({ why: 'blank_variable' as const, name, code: codeOf('blank') })),
    ...leaveOut.map(({ variable, fault }) => ({ why: 'flawed_value' as const, name: variable, code: codeOf(fault) })),
  ].flatMap(({ why, name, code }) => {
    const faults = look.get(name)
    return faults ? [{ problem: { why, name }, faults, code }] : []
  })
  if (met.length === 0) return null
  return (position) => met.find(({ faults, code }) => faults[position] === code)?.problem ?? null
}

/** The variables these rules refer to. */
export const variablesOfRules = ({ leaveOut = [], blanksOut = [] }: ValueRules): readonly string[] => [
  ...new Set([...blanksOut, ...leaveOut.map(({ variable }) => variable)]),
]
