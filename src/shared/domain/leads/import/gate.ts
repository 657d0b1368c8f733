/** Determines the gate of a row once it is known who else has its address. */
import { type GateCode, gateCodes } from './gates.ts'

export type SameAddress = {
  /** Whether a ready row further up in the file has this address. */
  readonly inFile: boolean
  /** Whether the list the rows are added to already had it. */
  readonly inList: boolean
}

/**
 * Decides the gate in this order: no address, masked, bad syntax, opted out, no consent, not found, disposable,
 * unverified, risky, role address, uneven row, already in the list, duplicate in the file, too long. A row excluded for
 * an earlier reason never makes another one a duplicate. An address that was in the list stays "already in list"
 * however often the file repeats it, so the order of the file does not matter.
 */
export function decideGate(own: GateCode, same: SameAddress): GateCode {
  if (own !== gateCodes.ready && own !== gateCodes.too_long) return own
  if (same.inList) return gateCodes.already_in_list
  if (same.inFile) return gateCodes.duplicate_in_file
  return own
}
