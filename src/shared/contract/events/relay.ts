import { z } from 'zod'
import { dayOfDate } from '../../domain/core/days.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { type TunnelKind, tunnelKinds } from '../../relay-here.ts'
import { day } from '../core/day.ts'
import { command, query } from '../route.ts'

export type Problem = { readonly code: ErrorCode; readonly data: ErrorData }

/**
 * `live`: polled a moment ago and nothing is left there. `behind`: events wait at the relay, or it does not answer and is
 * asked again by itself. `off`: nothing is fetched until the operator or the network does something.
 */
export const relayLights = ['live', 'behind', 'off'] as const
export type RelayLight = (typeof relayLights)[number]

/**
 * `refused`: plan or scope forbid it. `gone`: somebody deleted it at Instantly. `disabled`: Instantly switched it off.
 * `differs`: somebody changed it there, so that it leaves events out or posts them elsewhere.
 */
export type WebhookState = 'none' | 'creating' | 'active' | 'disabled' | 'differs' | 'gone' | 'refused'

export type RelayState = {
  readonly workspaceId: WorkspaceId
  /** Whether the relay runs inside this app. */
  readonly here: boolean
  readonly address: string
  /** The workspace's name at the relay. */
  readonly name: string
  /** The token's last characters. */
  readonly masked: string
  readonly addedAt: string
  readonly light: RelayLight
  /** Why it is not live, where something is wrong. */
  readonly problem: Problem | null
  /** Events known to wait at the relay. */
  readonly waiting: number
  /** Number of the last event taken in. */
  readonly cursor: number
  readonly lastPolledAt: string | null
  readonly lastEventAt: string | null
  readonly webhook: {
    readonly state: WebhookState
    /** Since when it posts, as far as is known here: from then on every event should come. */
    readonly since: string | null
    readonly checkedAt: string | null
    /** When Instantly switched it off. */
    readonly errorAt: string | null
    readonly problem: Problem | null
  }
}

/**
 * The relay inside this app. `live`: the tunnel has told its address. `down`: it ended or told none, and is tried again.
 * `offline`: this computer has no network. `missing`: no tunnel program is installed.
 */
export type RelayHereState = 'off' | 'starting' | 'live' | 'down' | 'offline' | 'missing'
export type RelayHere = {
  readonly state: RelayHereState
  /** The tunnel program in use, or the one that would be. */
  readonly program: TunnelKind | null
  /** Those that are installed here. */
  readonly found: readonly TunnelKind[]
  readonly address: string | null
  readonly since: string | null
  readonly retryAt: string | null
  readonly problem: Problem | null
  /** Whose events come this way. */
  readonly clients: readonly WorkspaceId[]
  /** What installs a tunnel program on this system. */
  readonly install: string
}

export const setupSteps = ['function', 'tables', 'client', 'event'] as const
export type SetupStep = (typeof setupSteps)[number]
/** What is in the way, from the outside in. */
export type SetupWhy =
  | 'no_project'
  | 'paused'
  | 'no_answer'
  | 'no_function'
  | 'function_locked'
  | 'function_fails'
  | 'function_old'
  | 'app_old'
  | 'tables_missing'
  | 'tables_old'
  | 'key_refused'
  | 'tables_silent'
  | 'client_unknown'
  | 'event_lost'

/** What was found at Supabase. `why` says what the first step that is not `passed` stopped at; null where all passed. */
export type SetupCheck = {
  /** The version the function says it is of; null where it said nothing. */
  readonly version: number | null
  readonly passed: readonly SetupStep[]
  readonly why: SetupWhy | null
}

/** A relay in the operator's own Supabase project, from its first command on. */
export type RelaySetup = {
  readonly workspaceId: WorkspaceId
  readonly project: string
  readonly address: string
  /** Where function and migrations were written out for the commands. */
  readonly folder: string
  /** Needed once on each computer before the others. */
  readonly login: string
  /** To be run in this order; of a project that has the relay already, only what this client adds. */
  readonly commands: readonly string[]
  /** Whether a check passed: its events are fetched. */
  readonly live: boolean
}

/** What to enter at Instantly by hand. Path and header value are secrets: answered to a click, never written anywhere. */
export type WebhookByHand = {
  readonly url: string
  readonly headerName: string
  readonly headerValue: string
}

/** A test or made-up event and how far it came. */
export type TestEvent = {
  readonly id: number
  readonly kind: 'test' | 'made_up'
  readonly eventType: string
  readonly sentAt: string
  readonly relayAt: string | null
  readonly arrivedAt: string | null
  readonly problem: Problem | null
}

export type GapReason = 'asked' | 'daily' | 'relay_forgot' | 'relay_reset' | 'webhook_disabled' | 'away'

/** A comparison on its way or done. */
export type GapCheck = {
  readonly id: number
  readonly reason: GapReason
  readonly fromDay: string
  readonly toDay: string
  /** `waiting`: held by something outside, goes on by itself. */
  readonly state: 'waiting' | 'running' | 'done' | 'cancelled'
  readonly phase: 'log' | 'analytics' | 'emails' | 'over'
  readonly day: string | null
  readonly read: number
  readonly added: number
  readonly problem: Problem | null
  readonly startedAt: string
  readonly finishedAt: string | null
}

/** A source's count of one day and type. `whole` false: it was not read to its end. */
export type GapFigure = { readonly count: number; readonly whole: boolean; readonly readAt: string }

/**
 * `equal`: every source that counts this says the same. `lacks`: a source knows of events that are not here.
 * `more`: more is here than a source says. `unproven`: no source counts it, or it was not read; `why` says which.
 */
export const gapVerdicts = ['equal', 'lacks', 'more', 'unproven'] as const
export type GapVerdict = (typeof gapVerdicts)[number]
export const gapWhys = [
  'not_read',
  'log_not_whole',
  'before_webhook',
  'not_counted_there',
  'still_counting',
  'counts_differently',
  'no_analytics',
  'reply_kind_unknown',
] as const
export type GapWhy = (typeof gapWhys)[number]

export type GapRow = {
  /** UTC. */
  readonly day: string
  readonly type: string
  /** Distinct events here, and by which way each came first. */
  readonly here: number
  readonly byRelay: number
  readonly byLog: number
  readonly byInstantly: number
  readonly log: GapFigure | null
  readonly analytics: GapFigure | null
  readonly emails: GapFigure | null
  readonly verdict: GapVerdict
  readonly why: GapWhy | null
}

export type GapView = {
  readonly fromDay: string
  readonly toDay: string
  readonly rows: readonly GapRow[]
  /** Deliveries the log names for each day, and how many of them were read. */
  readonly logTotals: readonly {
    readonly day: string
    readonly listed: number | null
    readonly read: number | null
    readonly readAt: string
  }[]
  readonly webhookSince: string | null
  readonly check: GapCheck | null
  readonly counts: Readonly<Record<GapVerdict, number>>
}

const one = z.object({ workspaceId })
/** Days one check may be of; each is some pages at Instantly. */
const mostDays = 31
const checked = one
  .extend({ fromDay: day, toDay: day })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ['toDay'], message: 'before fromDay' })
  .refine(({ fromDay, toDay }) => dayOfDate(toDay) - dayOfDate(fromDay) < mostDays, {
    path: ['toDay'],
    message: 'too long',
  })
/** Bytes of one made-up event: what `POST /webhooks` at Instantly would never exceed. */
const madeUpLimit = 200_000

export const relay = {
  /** The relays of a workspace or of all; workspaces without one are left out. */
  'relay.states': query<readonly RelayState[]>({ reads: ['workspaces', 'relay'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Asks the relay first: RELAY_* codes say what is wrong with address or token. A second call replaces the first. */
  'relay.connect': command<RelayState>({ touches: ['relay'] })(
    z.object({ workspaceId, address: z.string().min(1).max(500), token: z.string().min(1).max(300) }),
  ),
  'relay.here': query<RelayHere>({ reads: ['workspaces', 'relay'] })(z.object({})),
  /**
   * Runs the relay inside this app for a client; tunnel, connection and webhook follow by themselves. RELAY_TUNNEL_MISSING
   * where no program is installed. `relay.disconnect` ends it.
   */
  'relay.runHere': command<RelayHere>({ touches: ['relay'] })(one.extend({ program: z.enum(tunnelKinds).nullable() })),
  /** Goes on with another tunnel program; the webhooks follow to its address. */
  'relay.changeProgram': command<RelayHere>({ touches: ['relay'] })(z.object({ program: z.enum(tunnelKinds) })),
  /** Looks for tunnel programs again, and tries at once what waits. */
  'relay.lookAgain': command<RelayHere>({ touches: ['relay'] })(z.object({})),
  /** The client's relay at Supabase, begun or live; null where there is none. */
  'relay.setup': query<RelaySetup | null>({ reads: ['relay'] })(one),
  /**
   * Writes out function and migrations for a Supabase project, with this client in them, and gives the commands. `project`:
   * its reference or an address with it. A second call with the same project keeps what the first made.
   */
  'relay.prepareSetup': command<RelaySetup>({ touches: ['relay'] })(
    one.extend({ project: z.string().min(1).max(300) }),
  ),
  /** Looks at function, tables, client and the way of a test event. Where all passed, events are fetched from there. */
  'relay.checkSetup': command<SetupCheck>({ touches: ['relay'] })(one),
  /** The migrations and the client as one text, for Supabase's SQL editor. */
  'relay.setupSql': query<{ readonly sql: string }>({ reads: [] })(one),
  /** Polls at once. */
  'relay.poke': command<null>({ touches: ['relay'] })(one),
  /** Ends the connection here and, where wished, deletes the webhook at Instantly first. Events stay. */
  'relay.disconnect': command<null>({ touches: ['relay'] })(one.extend({ deleteWebhook: z.boolean() })),
  /** Finds the webhook at Instantly or makes it. Where that is refused the state says so, and nothing is thrown. */
  'relay.register': command<RelayState>({ touches: ['relay'] })(one),
  'relay.checkWebhook': command<RelayState>({ touches: ['relay'] })(one),
  /** Switches a disabled webhook on again and compares the days it was off. */
  'relay.resumeWebhook': command<RelayState>({ touches: ['relay'] })(one),
  'relay.byHand': query<WebhookByHand>({ reads: [] })(one),
  /** Has Instantly send its test event. */
  'relay.test': command<TestEvent>({ touches: ['relay'] })(one),
  /** Tests and made-up events, newest first, the last 20. */
  'relay.trials': query<readonly TestEvent[]>({ reads: ['relay'] })(one),
  /**
   * Sends a made-up event: to the relay of a real workspace, where it ends on arrival and counts nowhere; into the
   * events of a demo. `json` is an object.
   */
  'relay.simulate': command<TestEvent>({ touches: ['relay'] })(
    one.extend({ json: z.string().min(2).max(madeUpLimit) }),
  ),
  /** The sources side by side for some days, from what was read last. */
  'gaps.view': query<GapView>({ reads: ['workspaces', 'events', 'relay'] })(checked),
  /** Reads the sources and fetches what is missing here. A check on its way is returned instead of a second. */
  'gaps.check': command<GapCheck>({ touches: ['relay'] })(checked),
  'gaps.cancel': command<null>({ touches: ['relay'] })(z.object({ checkId: z.number().int().positive() })),
}
