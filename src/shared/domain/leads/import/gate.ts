/** Which gate a row stands at, once it is known who else has its address. */
import { type GateCode, gateCodes } from './gates.ts'

export type SameAddress = {
  /** A ready row of the same file, further up, has this address. */
  readonly inFile: boolean
  /** The list the rows are added to had it before. */
  readonly inList: boolean
}

/**
 * The order: no address, masked, bad syntax, opted out, no consent, not found, disposable, unverified, risky, role
 * address, uneven row, already in the list, duplicate in the file, too long. A row
 * held back by an earlier reason never makes another a duplicate. An address the list had stays "already in list"
 * however often the file repeats it: the file's own order then changes nothing.
 */
export function decideGate(own: GateCode, same: SameAddress): GateCode {
  if (own !== gateCodes.ready && own !== gateCodes.too_long) return own
  if (same.inList) return gateCodes.already_in_list
  if (same.inFile) return gateCodes.duplicate_in_file
  return own
}
