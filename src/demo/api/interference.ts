import type { JournalEntry } from './journal.ts'

/** An incoming request. */
export type Arrival = {
  readonly entry: JournalEntry
  /** The body the API is about to see; changes to it take effect. */
  readonly body: unknown
  /** Passed in by the server with the request; a test server finds its socket here. */
  readonly server: unknown
}

/** Replaces the API's answer. `reached: false`: the client will not receive it, or not completely. */
export type Intervention = { readonly response: Response; readonly reached: boolean }

/** Lets tests intervene between client and API. Null: continue normally. */
export type Interference = {
  /** Called before the API; after an intervention here the API never sees the request. */
  before(arrival: Arrival): Promise<Intervention | null>
  /** Called after the API; an intervention replaces its answer. */
  after(arrival: Arrival, response: Response): Promise<Intervention | null>
}
