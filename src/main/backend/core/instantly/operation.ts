/** What an entry of `endpoints` says of a call to Instantly, and what is made of it when it is called. */
import type { z } from 'zod'
import type { CallKind } from '#shared/contract/background/health.ts'
import { AppError } from '#shared/errors.ts'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
/** As Instantly's document names it, below /api/v2: `POST /campaigns/{id}/pause`. */
export type Route = `${Method} /${string}`

type Facts = {
  /** What it asks of a key. */
  readonly scope: string
  /** What for, in the operator's words. */
  readonly neededFor: string
  /** Among which figures of the service it is counted. */
  readonly countsAs: CallKind
  /** Beside all else: a key without its scope is no lesser key, it only shows none of this. `plan`: nor is a plan without it. */
  readonly aside?: 'scope' | 'plan'
  /** A 402 means here that the credits are used up, which says nothing of the key. */
  readonly costsCredits?: true
}

/** `writes`: it changes something there, so it is never repeated when its outcome is not known, and waits after a restore. */
type Is = { readonly is: 'reads' | 'writes' }

type Answered<T> = {
  /** A list is repeated under its name, as Instantly takes lists. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  /** Which limit of its own it is under. */
  readonly kind?: 'emails' | 'upload'
  /** A 404 means that this campaign is gone; null where only the body names it. */
  readonly campaignId?: string | null
  /** A 404 means that this lead list is gone; null where only the body names it. */
  readonly leadListId?: string | null
  /** Any answer of Instantly itself is the result, whatever its status: `answer` is given `{ status, json }`. */
  readonly anyStatus?: true
  /** What it sends that opens a door, beside the key: Instantly's words may quote it, and are shown and kept. */
  readonly secrets?: readonly string[]
  readonly answer: z.ZodType<T>
}

/** One request to Instantly as data: what to send, what it may do there, how to read the answer. */
export type Operation<T> = Facts &
  Is &
  Answered<T> & {
    readonly method: Method
    /** Below /api/v2, ids URL-encoded. */
    readonly path: string
    /** The whole JSON body. Without one no content type is sent either: Instantly refuses an empty JSON body. */
    readonly body?: Uint8Array
    readonly timeoutClass: 'read' | 'write' | 'bulk'
  }

/** Makes requests for one asker. */
export type CallOperation = <T>(operation: Operation<T>) => Promise<T>

type Asked<To, T> = Answered<T> & {
  /** Where an entry has several routes: which. */
  readonly to?: To
  /** What stands for the braces of its path. */
  readonly at?: Readonly<Record<string, string>>
  /** To be made JSON, unless it is bytes. */
  readonly body?: object
  /** For what is slow by nature, as /leads/add and /leads/list are. */
  readonly timeoutClass?: 'bulk'
}

/** Makes one request of an entry: to its own routes, and no others. */
export type Send<To> = <T>(asked: Asked<To, T>) => Promise<T>

export type Entry<Rest extends readonly unknown[], Answer> = Facts &
  Is & { readonly routes: readonly Route[] } & ((call: CallOperation, ...rest: Rest) => Promise<Answer>)
/** Whatever it takes and answers. */
export type AnyEntry = Entry<never, unknown>

const entryThat =
  (is: Is['is']) =>
  <const To extends Route, Rest extends readonly unknown[], Answer>(
    routes: To | readonly To[],
    facts: Facts,
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
        return call({ ...known, ...asked, ...bytes, timeoutClass: waits, method, path: filled(path, at) })
      }
    return Object.assign((call: CallOperation, ...rest: Rest) => carryOut(sendBy(call), ...rest), known)
  }

/** An operation of Instantly that leaves everything there as it is: its route or routes, what is known of it, how it is asked. */
export const reads = entryThat('reads')
/** One that changes something there. */
export const writes = entryThat('writes')

/** A path with its braces filled. An empty part would turn a call for one into one for all; dots would leave the path. */
const filled = (path: string, at: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = at[name] ?? ''
    if (/^\.{0,2}$/.test(part)) throw new AppError('INVALID_INPUT', { field: name })
    return encodeURIComponent(part)
  })

/** An id of Instantly's, of which its document says only that it is a text; INVALID_INPUT for what could mean all of them, or lead elsewhere. */
export function properId(id: string, field = 'id'): string {
  if (!/^(?!\.+$)[\w.:~+=-]{1,200}$/.test(id)) throw new AppError('INVALID_INPUT', { field })
  return id
}

const jsonBody = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
