import type { JournalEntry } from './journal.ts'

/** A request on its way in. */
export type Arrival = {
  readonly entry: JournalEntry
  /** As the API is about to see it: what is changed in it, it sees changed. */
  readonly body: unknown
  /** What the server hands in beside the request; a test server finds its socket here. */
  readonly server: unknown
}

/** Takes the place of the API's answer. `reached: false`: the client will not get it, or not whole. */
export type Intervention = { readonly response: Response; readonly reached: boolean }

/** Lets tests come between client and API. Null means: go on as if nothing were here. */
export type Interference = {
  /** An intervention here means that the API code never saw the request. */
  before(arrival: Arrival): Promise<Intervention | null>
  /** The API code is done; an intervention replaces its answer. */
  after(arrival: Arrival, response: Response): Promise<Intervention | null>
}
