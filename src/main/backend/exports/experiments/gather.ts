/** Reads the leads of a list for a split, step by step: their keys, strata and existing variants. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ExperimentPlan } from '#shared/domain/exports/experiments/plan.ts'
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createValueReader, type ReadPayload } from '../../leads/lists/column-values.ts'
import { exportedRows } from '../../leads/lists/lead-writes.ts'
import { companyDomain, seededKey } from './address-key.ts'
import { currentValue } from './fill-variant.ts'
import { type Split, type SplitInput, splitLeads } from './split.ts'

/** Positions read per step, which takes a few milliseconds. */
const stepPlaces = 250
/** Most values a stratum column may have. With more, a stratum has hardly any leads. */
const maxStrata = 5_000
const longestValue = 200

export type ListSplitRequest = {
  /** Null if the experiment is not stored yet. */
  readonly id: number | null
  readonly listId: ListId
  readonly plan: ExperimentPlan
  readonly seed: string
  readonly mark: string
  /** The steps in force, for an experiment that has begun. */
  readonly steps: readonly { readonly actionId: number }[]
}

export type ReadLead = {
  readonly id: number
  readonly position: number
  readonly email: string
  readonly payload: string
  readonly lead: ReadPayload
  readonly columns: readonly string[]
}

type Row = Omit<ReadLead, 'lead' | 'columns'> & {
  readonly importId: number
  readonly rowNumber: number
  readonly original: string
}

/** Calls back for every ready lead of a list, in order, with the values of some columns. Throws CANCELLED. */
export async function forEachReadyLead(
  { raw }: Store,
  list: { readonly listId: number; readonly rowCount: number },
  columns: readonly string[],
  take: (leads: readonly ReadLead[]) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const valuesOf = createValueReader(raw, columns)
  const read = raw.prepare<[number, number, number], Row>(
    `select id, position, email, payload, import_id as importId, row_number as rowNumber, original from lead
     where list_id = ? and position between ? and ? and gate = 0 and removed = 0 order by position`,
  )
  for (let from = 1; from <= list.rowCount; from += stepPlaces) {
    signal?.throwIfAborted()
    const rows = read.all(list.listId, from, Math.min(list.rowCount, from + stepPlaces - 1))
    // One step at a time, so that other work gets its turn in between.
    await take(
      rows.map((row) => {
        const lead = JSON.parse(row.payload) as ReadPayload
        return { ...row, lead, columns: valuesOf(row, lead) }
      }),
    )
    await nextTurn()
  }
}

/** The variants that addresses already have from the steps in force. */
export function createAssignedVariants({ raw }: Store, asked: Pick<ListSplitRequest, 'id' | 'steps'>) {
  const valid = new Set(asked.steps.map(({ actionId }) => actionId))
  const find = raw.prepare<[number, string], { address: number; variant: number; stratum: number; actionId: number }>(
    `select address, variant, stratum, action_id as actionId from experiment_lead
     where experiment_id = ? and address in (select value from json_each(?))`,
  )
  return (addresses: readonly number[]) =>
    new Map(
      asked.id === null || valid.size === 0
        ? []
        : find
            .all(asked.id, JSON.stringify(addresses))
            .flatMap((row) => (valid.has(row.actionId) ? [[row.address, row] as const] : [])),
    )
}

/** A column whose distinct values are numbered in order of appearance. */
export type ColumnNumbers = { readonly values: readonly string[]; readonly of: Int32Array }

export type Gathered = {
  readonly positions: Uint32Array
  readonly input: SplitInput
  /** 1 where a variant is already stored for the lead's address. */
  readonly known: Uint8Array
  readonly strata: readonly string[]
  readonly tooManyStrata: boolean
  readonly reached: number
  readonly balance: readonly ColumnNumbers[]
  readonly companies: number
}

/** `columns`: further columns whose values are to be numbered. */
export async function gatherLeads(
  store: Store,
  asked: ListSplitRequest,
  rowCount: number,
  columns: readonly string[],
  signal?: AbortSignal,
): Promise<Gathered> {
  const { plan, seed, mark } = asked
  const size = rowCount
  const positions = new Uint32Array(size)
  const keys = new Float64Array(size)
  const companies = plan.together ? new Float64Array(size) : null
  const fixed = new Int8Array(size).fill(-1)
  const known = new Uint8Array(size)
  const numbers = [...(plan.stratum === null ? [] : [plan.stratum]), ...columns].map(() => createNumbers(size))
  const memory = createAssignedVariants(store, asked)
  const places = new Map(plan.variants.map(({ name }, at) => [name, at]))
  const exportedTo = exportedRows(store, asked.listId)
  /** Companies seen, and whether each has had only one lead so far. */
  const companiesSeen = new Map<number, boolean>()
  let [count, reached, several] = [0, 0, 0]
  await forEachReadyLead(
    store,
    { listId: asked.listId, rowCount },
    [...(plan.stratum === null ? [] : [plan.stratum]), ...columns],
    (leads) => {
      const addresses = leads.map(({ email }) => seededKey(seed, email))
      const had = memory(addresses)
      for (const [nth, { position, email, lead, columns: values }] of leads.entries()) {
        const key = addresses[nth] as number
        const before = had.get(key)
        positions[count] = position
        keys[count] = key
        if (before) {
          fixed[count] = before.variant
          known[count] = 1
        } else if (asked.steps.length > 0) {
          // Its address was corrected since, but the lead was or will be sent the variant of the old address.
          fixed[count] = places.get(currentValue(lead, mark) ?? '') ?? -1
        }
        const domain = companies && companyDomain(email)
        if (companies && domain) {
          const company = seededKey(seed, domain)
          companies[count] = company
          const isAlone = companiesSeen.get(company)
          if (isAlone === true) several += 1
          if (isAlone !== false) companiesSeen.set(company, isAlone === undefined)
        }
        for (const [at, value] of values.entries()) numbers[at]?.put(count, value)
        if (position <= exportedTo) reached += 1
        count += 1
      }
    },
    signal,
  )
  const [stratum, ...others] = plan.stratum === null ? [null, ...numbers] : numbers
  const ordered = stratum?.ordered(count) ?? { values: [''], of: new Int32Array(count) }
  const tooManyStrata = ordered.values.length > maxStrata
  return {
    positions: positions.subarray(0, count),
    input: {
      keys: keys.subarray(0, count),
      companies: companies?.subarray(0, count) ?? null,
      strata: tooManyStrata ? new Int32Array(count) : ordered.of,
      strataCount: tooManyStrata ? 1 : ordered.values.length,
      shares: plan.variants.map(({ share }) => share),
      fixed: fixed.subarray(0, count),
    },
    known: known.subarray(0, count),
    strata: tooManyStrata ? [''] : ordered.values,
    tooManyStrata,
    reached,
    balance: others.map((one) => one?.asTheyCame(count) ?? { values: [], of: new Int32Array(0) }),
    companies: several,
  }
}

/** Numbers the distinct values, ignoring case and surrounding blanks. */
function createNumbers(size: number) {
  const of = new Int32Array(size)
  const values: string[] = []
  const known = new Map<string, number>()
  return {
    put(at: number, value: string): void {
      const text = value.trim().slice(0, longestValue)
      const key = text.toLowerCase()
      let number = known.get(key)
      if (number === undefined) {
        number = values.length
        known.set(key, number)
        values.push(text)
      }
      of[at] = number
    },
    asTheyCame: (count: number): ColumnNumbers => ({ values, of: of.subarray(0, count) }),
    /** Numbers in the order of the values, so that the order of the leads does not matter. */
    ordered(count: number): ColumnNumbers {
      if (values.length > maxStrata) return { values, of: of.subarray(0, count) }
      const sorted = [...known.keys()].toSorted()
      const places = new Map(sorted.map((key, at) => [known.get(key) as number, at]))
      const numbered = of.subarray(0, count).map((number) => places.get(number) as number)
      return { values: sorted.map((key) => values[known.get(key) as number] as string), of: numbered }
    },
  }
}

/** How long the thread may be held at a time, in ms. */
const briefMs = 12

/** Splits the leads, yielding to other work in between. Throws CANCELLED when aborted. */
export async function splitCooperatively(input: SplitInput, signal?: AbortSignal): Promise<Split> {
  const steps = splitLeads(input)
  for (;;) {
    const began = performance.now()
    do {
      const next = steps.next()
      if (next.done) return next.value
    } while (performance.now() - began < briefMs)
    // The point of this loop is to wait between steps.
    await nextTurn()
    signal?.throwIfAborted()
  }
}
