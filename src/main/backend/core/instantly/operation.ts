/** Defines how entries of `endpoints` describe calls to Instantly, and the operation created for each call. */
import type { z } from 'zod'
import type { CallKind } from '#shared/contract/background/health.ts'
import { AppError } from '#shared/errors.ts'
import type { OwnLimit } from './wait-queue.ts'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
/** As named in Instantly's document, below /api/v2: `POST /campaigns/{id}/pause`. */
export type Route = `${Method} /${string}`

type EntryFacts = {
  /** Scope the key needs. */
  readonly scope: string
  /** Purpose of the call, in the operator's words. */
  readonly neededFor: string
  /** Category under which the call is counted in the statistics. */
  readonly countsAs: CallKind
  /** Optional feature: a key without this scope is valid, but shows none of this. `plan`: so is a plan without it. */
  readonly aside?: 'scope' | 'plan'
  /** A 402 can mean here that the credits are used up, which says nothing about the key. */
  readonly costsCredits?: true
}

/** `writes`: changes something at Instantly, so never retried with an unknown outcome, and blocked after a restore. */
type AccessKind = { readonly is: 'reads' | 'writes' }

type RequestOptions<T> = {
  /** A list is sent by repeating its name, as Instantly expects. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  /** The separate limit that applies to it. */
  readonly kind?: OwnLimit | 'upload'
  /** A 404 means that this campaign is gone; null if only the body names it. */
  readonly campaignId?: string | null
  /** A 404 means that this lead list is gone; null if only the body names it. */
  readonly leadListId?: string | null
  /**
   * Called after a refusal for the time being, before the request is sent again or given up: it may have been carried
   * out all the same. If this returns false or throws, the outcome counts as unknown.
   */
  readonly mayRepeat?: MayRepeat
  /** Every answer of Instantly itself is the result, with any status: `answer` is given `{ status, json }`. */
  readonly anyStatus?: true
  /** Secrets sent besides the key: Instantly's messages may quote them, and are shown and stored. */
  readonly secrets?: readonly string[]
  readonly answer: z.ZodType<T>
}

/** Whether a request that was refused for the time being may be sent again: Instantly shows nothing of it. */
export type MayRepeat = () => boolean | Promise<boolean>
/** For what would stay or be seen if it happened twice, unless the caller can look. */
export const notTwice: MayRepeat = () => false

/** One request to Instantly as data: what to send, what it may do there, how to parse the answer. */
export type Operation<T> = EntryFacts &
  AccessKind &
  RequestOptions<T> & {
    readonly method: Method
    /** Below /api/v2, with ids URL-encoded. */
    readonly path: string
    /** The whole JSON body. Without one no content type is sent, because Instantly refuses an empty JSON body. */
    readonly body?: Uint8Array
    readonly timeoutClass: 'read' | 'write' | 'bulk'
  }

/** Performs operations for one caller. */
export type CallOperation = <T>(operation: Operation<T>) => Promise<T>

type EntryRequest<To, T> = RequestOptions<T> & {
  /** The route, if an entry has several. */
  readonly to?: To
  /** Values for the placeholders of its path. */
  readonly at?: Readonly<Record<string, string>>
  /** Serialised as JSON, unless it is bytes. */
  readonly body?: object
  /** For slow calls, such as /leads/add and /leads/list. */
  readonly timeoutClass?: 'bulk'
}

/** Performs one request of an entry, to its own routes only. */
export type Send<To> = <T>(asked: EntryRequest<To, T>) => Promise<T>

export type Entry<Rest extends readonly unknown[], Answer> = EntryFacts &
  AccessKind & { readonly routes: readonly Route[] } & ((call: CallOperation, ...rest: Rest) => Promise<Answer>)
/** An entry with any parameters and answer. */
export type AnyEntry = Entry<never, unknown>

const createEntryDefiner =
  (is: AccessKind['is']) =>
  <const To extends Route, Rest extends readonly unknown[], Answer>(
    routes: To | readonly To[],
    facts: EntryFacts,
    carryOut: (send: Send<To>, ...rest: Rest) => Promise<Answer>,
  ): Entry<Rest, Answer> => {
    const all = typeof routes === 'string' ? [routes] : routes
    const known = { ...facts, is, routes: all }
    const sendBy =
      (call: CallOperation): Send<To> =>
      ({ to = all.length === 1 ? all[0] : undefined, at = {}, body, timeoutClass, ...asked }) => {
        if (to === undefined) throw new Error('of several routes the call has to name one')
        const [method, path] = to.split(' ') as [Method, string]
        const bytes = body && { body: body instanceof Uint8Array ? body : jsonBody(body) }
        const waits = timeoutClass ?? (is === 'reads' ? 'read' : 'write')
        return call({ ...known, ...asked, ...bytes, timeoutClass: waits, method, path: fillPath(path, at) })
      }
    return Object.assign((call: CallOperation, ...rest: Rest) => carryOut(sendBy(call), ...rest), known)
  }

/** Defines an operation that changes nothing at Instantly: its route or routes, its facts, and how it is called. */
export const defineRead = createEntryDefiner('reads')
/** Defines an operation that changes something at Instantly. */
export const defineWrite = createEntryDefiner('writes')

/** Fills in the placeholders of a path. An empty value would call for all instead of one; dots would leave the path. */
const fillPath = (path: string, at: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = at[name] ?? ''
    if (/^\.{0,2}$/.test(part)) throw new AppError('INVALID_INPUT', { field: name })
    return encodeURIComponent(part)
  })

/** Whether an id of Instantly's, which its document describes only as a text, can be used in a path. */
export const isProperId = (id: string): boolean => /^(?!\.+$)[\w.:~+=-]{1,200}$/.test(id)

/** Returns the id; throws INVALID_INPUT for a value that could mean all objects or lead to another path. */
export function checkedId(id: string, field = 'id'): string {
  if (!isProperId(id)) throw new AppError('INVALID_INPUT', { field })
  return id
}

const jsonBody = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
