/**
 * Counts the result of every row of a file: each row and derived lead is counted either as ready or under one gate, and
 * none is lost.
 */
import { createAddressSet } from './address-set.ts'
import { type FlagCounts, type ValueFlag, valueFlags } from './cell-value.ts'
import { decideGate } from './gate.ts'
import { emptyGateCounts, type Gate, type GateCode, type GateCounts, gateOfCode } from './gates.ts'
import { findLookupGate, type GateLookup, isOverriddenByList } from './lookups.ts'

/** Maximum number of rows listed per gate, which are shown when a count is opened. */
const ROWS_NAMED = 500

export type GateTally = {
  readonly gates: GateCounts
  readonly rowCount: number
  /** Second leads of rows: people behind a business. `rowCount + derived` is the sum of the gates. */
  readonly derived: number
  /** Of these, people who do not get the texts of their row because they were written for the business. */
  readonly personsWithoutTexts: number
  /** Rows and derived leads with a usable address, regardless of other reasons to exclude them. */
  readonly withAddress: number
  /** Ready rows for which the file does not say whether the address was verified; they pass, but bounce more often. */
  readonly unknownVerification: number
  readonly flags: FlagCounts
  /** The first rows at each gate, and with each flag. */
  readonly rowsAt: Readonly<Partial<Record<Gate | ValueFlag, readonly number[]>>>
}

export type GateCounter = {
  /**
   * Adds a row. `email` is the valid address if the gate may still change, else null. `marks`: bit 0 for a known
   * verification, bit 1 for a valid address, then one bit for each flag, then one for texts a person does not get. A
   * derived lead has the negative number of its row.
   */
  add(own: GateCode, email: string | null, marks: number, row: number): GateCode
  result(): GateTally
}

export const KNOWN_MARK = 1
export const ADDRESS_MARK = 2
export const flagMark = (flag: ValueFlag): number => 4 << valueFlags.indexOf(flag)
export const TEXTS_LEFT_OUT_MARK = 4 << valueFlags.length

export function createGateCounter(
  inList: (email: string) => boolean,
  lookups: readonly GateLookup[] = [],
): GateCounter {
  const gates = emptyGateCounts()
  const seen = createAddressSet()
  const flags = Object.fromEntries(valueFlags.map((flag) => [flag, 0])) as Record<ValueFlag, number>
  const rowsAt: Partial<Record<Gate | ValueFlag, number[]>> = {}
  let rowCount = 0
  let derived = 0
  let personsWithoutTexts = 0
  let withAddress = 0
  let unknownVerification = 0
  const name = (what: Gate | ValueFlag, row: number) => {
    const rows = (rowsAt[what] ??= [])
    if (rows.length < ROWS_NAMED && rows.at(-1) !== row) rows.push(row)
  }
  return {
    add(own, email, marks, row) {
      if (row < 0) derived += 1
      else rowCount += 1
      if (marks & TEXTS_LEFT_OUT_MARK) personsWithoutTexts += 1
      if (marks & ADDRESS_MARK) withAddress += 1
      let gate = own
      if (email !== null) {
        const held = own === 0 ? findLookupGate(lookups, email) : null
        gate =
          held === null || (isOverriddenByList(held) && inList(email))
            ? decideGate(own, { inList: inList(email), inFile: seen.has(email) })
            : held
      }
      if (gate === 0 && email !== null) {
        seen.add(email)
        if ((marks & KNOWN_MARK) === 0) unknownVerification += 1
      }
      const called = gateOfCode(gate)
      gates[called] += 1
      if (gate !== 0) name(called, Math.abs(row))
      if (marks > 3) {
        for (const flag of valueFlags) {
          if ((marks & flagMark(flag)) === 0) continue
          flags[flag] += 1
          name(flag, Math.abs(row))
        }
      }
      return gate
    },
    result: () => ({ gates, rowCount, derived, personsWithoutTexts, withAddress, unknownVerification, flags, rowsAt }),
  }
}
