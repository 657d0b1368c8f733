/**
 * All calls to Instantly, each defined once by its entry in `endpoints`. Derived from it are the client and its type,
 * the choice between network and demo, the calls blocked after a restore, and the comparison with newer versions of
 * Instantly's document.
 */
import * as accounts from './endpoints/accounts.ts'
import * as ask from './endpoints/ask.ts'
import * as blockList from './endpoints/block-list.ts'
import * as campaignFigures from './endpoints/campaign-figures.ts'
import * as campaigns from './endpoints/campaigns.ts'
import * as emails from './endpoints/emails.ts'
import * as eventRecords from './endpoints/event-records.ts'
import * as leadLists from './endpoints/lead-lists.ts'
import * as leads from './endpoints/leads.ts'
import * as subsequences from './endpoints/subsequences.ts'
import * as tags from './endpoints/tags.ts'
import * as verification from './endpoints/verification.ts'
import * as webhooks from './endpoints/webhooks.ts'
import * as workspace from './endpoints/workspace.ts'
import { rawRead } from './key-probe.ts'
import type { AnyEntry, CallOperation } from './operation.ts'
import type { RequestContext } from './types.ts'

export const operations = Object.freeze({
  ...accounts,
  ...ask,
  ...blockList,
  ...campaignFigures,
  ...campaigns,
  ...emails,
  ...eventRecords,
  ...leadLists,
  ...leads,
  ...subsequences,
  ...tags,
  ...verification,
  ...webhooks,
  ...workspace,
})

const everyEntry: readonly AnyEntry[] = [...Object.values(operations), rawRead]
/** Method and path of all calls, as named in Instantly's document. */
export const operationsInUse: readonly string[] = [
  ...new Set(everyEntry.flatMap(({ routes }) => routes.map((route) => route.replace(' ', ' /api/v2')))),
]

type Operations = typeof operations
type Call<Entry> = Entry extends (call: CallOperation, ...rest: infer Rest) => infer Answer
  ? (requestContext: RequestContext, ...rest: Rest) => Answer
  : never
export type InstantlyCalls = { readonly [Name in keyof Operations]: Call<Operations[Name]> }

type Answer = (requestContext: RequestContext, ...rest: readonly unknown[]) => unknown

/** Returns all calls, each created by `make` for its name. */
export function createCalls(make: (name: keyof InstantlyCalls) => Answer): InstantlyCalls {
  const names = Object.keys(operations) as (keyof InstantlyCalls)[]
  return Object.fromEntries(names.map((name) => [name, make(name)])) as unknown as InstantlyCalls
}
