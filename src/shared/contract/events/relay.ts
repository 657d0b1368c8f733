import { z } from 'zod'
import { dayOfDate } from '../../domain/core/days.ts'
import type { Problem } from '../../errors.ts'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { type TunnelKind, tunnelKinds } from '../../relay-thread.ts'
import { day } from '../core/day.ts'
import { command, query } from '../route.ts'

/**
 * `live`: polled a moment ago with nothing left to fetch. `behind`: events wait at the relay, or it does not answer and
 * is polled again automatically. `off`: nothing is fetched until the operator acts or the network is back.
 */
export const relayLights = ['live', 'behind', 'off'] as const
export type RelayLight = (typeof relayLights)[number]

/**
 * `refused`: not allowed by plan or scope. `gone`: deleted at Instantly. `disabled`: switched off by Instantly.
 * `differs`: changed at Instantly, so that it omits events or posts them elsewhere.
 */
export type WebhookState = 'none' | 'creating' | 'active' | 'disabled' | 'differs' | 'gone' | 'refused'

export type RelayState = {
  readonly workspaceId: WorkspaceId
  /** Whether the relay runs inside this app. */
  readonly here: boolean
  readonly address: string
  /** Name of the workspace at the relay. */
  readonly name: string
  /** The token's last characters. */
  readonly masked: string
  readonly addedAt: string
  readonly light: RelayLight
  /** Why the relay is not live, if there is a problem. */
  readonly problem: Problem | null
  /** Number of events known to wait at the relay. */
  readonly waiting: number
  /** Number of the last event fetched. */
  readonly cursor: number
  readonly lastPolledAt: string | null
  readonly lastEventAt: string | null
  readonly webhook: {
    readonly state: WebhookState
    /** Time since which the webhook posts, as far as known here; every event after it should arrive. */
    readonly since: string | null
    readonly checkedAt: string | null
    /** Time Instantly switched the webhook off. */
    readonly errorAt: string | null
    readonly problem: Problem | null
  }
}

/**
 * The relay inside this app. `live`: the tunnel has reported its address. `down`: the tunnel ended or reported no
 * address, and is started again. `offline`: this computer has no network. `missing`: no tunnel program is installed.
 */
export type RelayHereState = 'off' | 'starting' | 'live' | 'down' | 'offline' | 'missing'
export type RelayHere = {
  readonly state: RelayHereState
  /** The tunnel program in use, or the one that would be used. */
  readonly program: TunnelKind | null
  /** Tunnel programs installed on this computer. */
  readonly found: readonly TunnelKind[]
  readonly address: string | null
  readonly since: string | null
  readonly retryAt: string | null
  readonly problem: Problem | null
  /** Clients whose events arrive through this relay. */
  readonly clients: readonly WorkspaceId[]
  /** The command that installs a tunnel program on this system. */
  readonly install: string
}

export const setupSteps = ['function', 'tables', 'client', 'event'] as const
export type SetupStep = (typeof setupSteps)[number]
/** Possible obstacles, from the outermost to the innermost. */
export type SetupObstacle =
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

/** A check of the setup at Supabase. `why`: why the first step missing from `passed` failed; null if all passed. */
export type SetupCheck = {
  /** The version the function reports; null if it reported none. */
  readonly version: number | null
  readonly passed: readonly SetupStep[]
  readonly why: SetupObstacle | null
}

/** A relay in the operator's own Supabase project, from the first setup command on. */
export type RelaySetup = {
  readonly workspaceId: WorkspaceId
  readonly project: string
  readonly address: string
  /** Folder with the function and migrations that the commands use. */
  readonly folder: string
  /** Login command, needed once on each computer before the others. */
  readonly login: string
  /** Commands to run in this order; if the project already has the relay, only those that add this client. */
  readonly commands: readonly string[]
  /** Whether a check has passed, so that events are fetched. */
  readonly live: boolean
}

/** Values to enter at Instantly manually. Path and header value are secrets: returned on a click, never stored. */
export type WebhookByHand = {
  readonly url: string
  readonly headerName: string
  readonly headerValue: string
}

/** A test or made-up event and how far it got. */
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

/** A running or finished comparison. */
export type GapCheck = {
  readonly id: number
  readonly reason: GapReason
  readonly fromDay: string
  readonly toDay: string
  /** `waiting`: held up by something outside; continues automatically. */
  readonly state: 'waiting' | 'running' | 'done' | 'cancelled'
  readonly phase: 'log' | 'analytics' | 'emails' | 'over'
  readonly day: string | null
  readonly read: number
  readonly added: number
  readonly problem: Problem | null
  readonly startedAt: string
  readonly finishedAt: string | null
}

/** A source's count for one day and type. `whole` false: the source was not read to the end. */
export type GapFigure = { readonly count: number; readonly whole: boolean; readonly readAt: string }

/**
 * `equal`: all sources that count this type agree. `lacks`: a source has events that are missing here. `more`: there
 * are more events here than in a source. `unproven`: no source counts the type, or it was not read; `why` has the
 * reason.
 */
export const gapVerdicts = ['equal', 'lacks', 'more', 'unproven'] as const
export type GapVerdict = (typeof gapVerdicts)[number]
export const unverifiedReasons = [
  'not_read',
  'log_not_whole',
  'before_webhook',
  'not_counted_there',
  'still_counting',
  'counts_differently',
  'no_analytics',
  'reply_kind_unknown',
] as const
export type UnverifiedReason = (typeof unverifiedReasons)[number]

export type GapRow = {
  /** UTC date. */
  readonly day: string
  readonly type: string
  /** Distinct events stored here, and through which source each arrived first. */
  readonly here: number
  readonly byRelay: number
  readonly byLog: number
  readonly byInstantly: number
  readonly log: GapFigure | null
  readonly analytics: GapFigure | null
  readonly emails: GapFigure | null
  readonly verdict: GapVerdict
  readonly why: UnverifiedReason | null
}

export type GapView = {
  readonly rows: readonly GapRow[]
  /** Number of deliveries in the log for each day, and how many of them were read. */
  readonly logTotals: readonly {
    readonly day: string
    readonly listed: number | null
    readonly read: number | null
    readonly readAt: string
  }[]
  readonly check: GapCheck | null
  readonly counts: Readonly<Record<GapVerdict, number>>
}

const one = z.object({ workspaceId })
/** Maximum number of days in one check; each day takes several pages at Instantly. */
const maxDays = 31
const checked = one
  .extend({ fromDay: day, toDay: day })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ['toDay'], message: 'before fromDay' })
  .refine(({ fromDay, toDay }) => dayOfDate(toDay) - dayOfDate(fromDay) < maxDays, {
    path: ['toDay'],
    message: 'too long',
  })
/** Maximum size of a made-up event, in bytes; more than `POST /webhooks` at Instantly would ever send. */
const madeUpLimit = 200_000

export const relay = {
  /** Returns the relays of a workspace or of all; workspaces without a relay are left out. */
  'relay.states': query<readonly RelayState[]>({ reads: ['workspaces', 'relay'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /**
   * Connects to a relay. Queries the relay first; RELAY_* error codes say what is wrong with the address or token. A
   * second call replaces the first connection.
   */
  'relay.connect': command<RelayState>({ touches: ['relay'] })(
    z.object({ workspaceId, address: z.string().min(1).max(500), token: z.string().min(1).max(300) }),
  ),
  'relay.here': query<RelayHere>({ reads: ['workspaces', 'relay'] })(z.object({})),
  /**
   * Runs the relay inside this app for a client; tunnel, connection and webhook are set up automatically. Throws
   * RELAY_TUNNEL_MISSING if no tunnel program is installed. `relay.disconnect` stops it.
   */
  'relay.runHere': command<RelayHere>({ touches: ['relay'] })(one.extend({ program: z.enum(tunnelKinds).nullable() })),
  /** Switches to another tunnel program; the webhooks are moved to its address. */
  'relay.changeProgram': command<RelayHere>({ touches: ['relay'] })(z.object({ program: z.enum(tunnelKinds) })),
  /** Looks for tunnel programs again, and immediately retries what is waiting. */
  'relay.lookAgain': command<RelayHere>({ touches: ['relay'] })(z.object({})),
  /** Returns the client's relay at Supabase, whether being set up or live; null if there is none. */
  'relay.setup': query<RelaySetup | null>({ reads: ['relay'] })(one),
  /**
   * Writes the function and migrations for a Supabase project, including this client, to files and returns the
   * commands. `project`: its reference, or a URL containing it. A second call with the same project keeps what the
   * first one created.
   */
  'relay.prepareSetup': command<RelaySetup>({ touches: ['relay'] })(
    one.extend({ project: z.string().min(1).max(300) }),
  ),
  /** Checks function, tables, client and the path of a test event. If all pass, events are fetched from there. */
  'relay.checkSetup': command<SetupCheck>({ touches: ['relay'] })(one),
  /** Returns the migrations and the client as one SQL text, for Supabase's SQL editor. */
  'relay.setupSql': query<{ readonly sql: string }>({ reads: [] })(one),
  /** Polls immediately. */
  'relay.poke': command({ touches: ['relay'] })(one),
  /** Ends the connection here and, if requested, first deletes the webhook at Instantly. Events stay. */
  'relay.disconnect': command({ touches: ['relay'] })(one.extend({ deleteWebhook: z.boolean() })),
  /** Finds or creates the webhook at Instantly. If that is refused, the state reports it and nothing is thrown. */
  'relay.register': command<RelayState>({ touches: ['relay'] })(one),
  'relay.checkWebhook': command<RelayState>({ touches: ['relay'] })(one),
  /** Enables a disabled webhook again and compares the days it was off. */
  'relay.resumeWebhook': command<RelayState>({ touches: ['relay'] })(one),
  'relay.byHand': query<WebhookByHand>({ reads: [] })(one),
  /** Makes Instantly send its test event. */
  'relay.test': command<TestEvent>({ touches: ['relay'] })(one),
  /** Returns the last 20 test and made-up events, newest first. */
  'relay.trials': query<readonly TestEvent[]>({ reads: ['relay'] })(one),
  /**
   * Sends a made-up event: to the relay for a real workspace, where it is dropped on arrival and never counted; into
   * the events for a demo. `json` is an object.
   */
  'relay.simulate': command<TestEvent>({ touches: ['relay'] })(
    one.extend({ json: z.string().min(2).max(madeUpLimit) }),
  ),
  /** Returns the sources side by side for some days, as last read. */
  'gaps.view': query<GapView>({ reads: ['workspaces', 'events', 'relay'] })(checked),
  /** Reads the sources and fetches missing events. Returns a check already under way instead of starting a second. */
  'gaps.check': command<GapCheck>({ touches: ['relay'] })(checked),
  'gaps.cancel': command({ touches: ['relay'] })(z.object({ checkId: z.number().int().positive() })),
}
