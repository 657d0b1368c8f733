/**
 * A gate is why a lead stays behind. Codes are stored with each lead, so a number is never reused; 0 is "ready".
 * Gates decided when a file is imported are here; those an export adds live with the export.
 */
export const gateCodes = {
  ready: 0,
  no_address: 1,
  bad_syntax: 2,
  not_found: 3,
  unverified: 4,
  duplicate_in_file: 5,
  already_in_list: 6,
  too_long: 7,
} as const

export type Gate = keyof typeof gateCodes
export type GateCode = (typeof gateCodes)[Gate]

const byCode = new Map<number, Gate>(Object.entries(gateCodes).map(([name, code]) => [code, name as Gate]))

/** The name of a stored code; `ready` only for 0. Throws on a code this version does not know. */
export function gateOfCode(code: number): Gate {
  const gate = byCode.get(code)
  if (!gate) throw new Error(`unknown gate code ${code}`)
  return gate
}

export type GateCounts = Readonly<Record<Gate, number>>

export function emptyGateCounts(): Record<Gate, number> {
  return {
    ready: 0,
    no_address: 0,
    bad_syntax: 0,
    not_found: 0,
    unverified: 0,
    duplicate_in_file: 0,
    already_in_list: 0,
    too_long: 0,
  }
}
