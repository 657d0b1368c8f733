import type { JournalReading } from '#demo/api/journal.ts'
import type { FaultsInTurn, KillPoint, Latency, PointOptions, RandomFaults, ScriptedFault } from './fault-rules.ts'
import type { FakeInstantlyOptions } from './server.ts'

/** Options for a server in a separate process, as far as JSON can carry them. */
export type ProcessOptions = Omit<FakeInstantlyOptions, 'clock' | 'control'>

/** Body of `POST /__control`; omitted fields stay unchanged. `clear` is done first. */
export type Control = {
  readonly clear?: true
  readonly script?: readonly ScriptedFault[]
  readonly random?: RandomFaults | null
  readonly inTurn?: FaultsInTurn | null
  readonly latency?: Latency | null
  readonly kill?: PointOptions & { readonly point: KillPoint; readonly pid: number }
  readonly advanceMs?: number
  readonly deleteCampaign?: string
  readonly revokeKey?: string
}

/** Answer of `GET /__control`, from the journal only. */
export type ControlState = {
  readonly violations: readonly string[]
  readonly fired: readonly { readonly what: string; readonly seq: number }[]
  readonly requests: number
  readonly count429: number
  readonly maxPerSecond: number
  readonly committedTwice: ReturnType<JournalReading['addressesCommittedTwice']>
  readonly committedAddresses: number
  readonly campaignsCreated: number
}
