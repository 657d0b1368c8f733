/**
 * A gate is the reason a lead is excluded. Codes are stored with each lead, so a number is never reused; 0 is "ready".
 * Gates decided when a file is imported are defined here, those added by an export in the export code.
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
  risky: 8,
  masked: 9,
  role_address: 10,
  disposable: 11,
  opted_out: 12,
  no_consent: 13,
  ragged: 14,
  /** On a block list: the copy of Instantly's, or the operator's own. */
  blocked: 15,
  /** The address is in a campaign of this client, according to an export of this app, to events, or to Instantly. */
  contacted: 16,
  /** The same for another client. Which client is only shown on screen. */
  other_client: 17,
  /** The file says that the person declined an earlier offer. */
  declined: 18,
  /** An opt-out column contains something that is not understood. */
  unclear: 19,
} as const

export type Gate = keyof typeof gateCodes
export type GateCode = (typeof gateCodes)[Gate]

/** Gates that may start to apply between an import and an export; they are checked again when leads go out. */
export const recheckedGates = ['opted_out', 'blocked', 'other_client', 'contacted'] as const satisfies readonly Gate[]
export type RecheckedGate = (typeof recheckedGates)[number]

const byCode = new Map<number, Gate>(Object.entries(gateCodes).map(([name, code]) => [code, name as Gate]))

/** Returns the name of a stored code; `ready` only for 0. Throws for a code this version does not know. */
export function gateOfCode(code: number): Gate {
  const gate = byCode.get(code)
  if (!gate) throw new Error(`unknown gate code ${code}`)
  return gate
}

export type GateCounts = Readonly<Record<Gate, number>>

export const emptyGateCounts = (): Record<Gate, number> =>
  Object.fromEntries(Object.keys(gateCodes).map((gate) => [gate, 0])) as Record<Gate, number>
