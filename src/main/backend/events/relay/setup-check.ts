/** Finds what is missing of a relay at Supabase, from the outside in: project, function, tables, client, an event. */
import type { SetupCheck, SetupObstacle, SetupStep } from '#shared/contract/events/relay.ts'
import { AppError } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import {
  type RelayHealth,
  type RelayStatus,
  relayError,
  relayHealth,
  relayPaths,
  supabaseSetupVersion,
} from '#shared/relay-protocol.ts'
import { createTransport } from '../../core/instantly/transport.ts'
import { testEventField } from './received.ts'
import type { RelayClient } from './relay-client.ts'

const answerWithinMs = 20_000
/** Pages searched for the test event, as other events may arrive meanwhile. */
const maxPages = 5

export type CheckParts = {
  readonly address: string
  readonly client: RelayClient
  readonly log: Logger
  /** Sends a marked event through the relay and returns its mark. */
  readonly sendMarked: () => Promise<string>
}

class Stopped extends Error {
  readonly why: SetupObstacle
  constructor(why: SetupObstacle) {
    super(why)
    this.why = why
  }
}

/** Checks step by step and stops at the first failure. Throws only errors unrelated to Supabase. */
export async function checkSetup(parts: CheckParts): Promise<SetupCheck> {
  const passed: SetupStep[] = []
  let version: number | null = null
  try {
    const { setup } = await healthOf(parts)
    version = setup?.version ?? null
    // An older function, which did not return its version yet.
    if (!setup || setup.version < supabaseSetupVersion) throw new Stopped('function_old')
    if (setup.version > supabaseSetupVersion) throw new Stopped('app_old')
    passed.push('function')
    if (setup.tables !== 'ready') throw new Stopped(whyOfTables[setup.tables])
    passed.push('tables')
    const { position } = await statusOf(parts.client)
    passed.push('client')
    await eventComes(parts, position.newest)
    return { version, passed: [...passed, 'event'], why: null }
  } catch (error) {
    if (error instanceof Stopped) return { version, passed, why: error.why }
    throw error
  }
}

const whyOfTables = {
  missing: 'tables_missing',
  old: 'tables_old',
  refused: 'key_refused',
  silent: 'tables_silent',
} as const satisfies Record<string, SetupObstacle>

async function healthOf({ address, log }: CheckParts): Promise<RelayHealth> {
  const { status, text } = await ask(address, log)
  const json = parsed(text)
  const health = relayHealth.safeParse(json)
  if (health.success) return health.data
  if (status === 540) throw new Stopped('paused')
  // An older function, which did not report on its tables yet, answers with a relay error. Anything else is from
  // Supabase's gateway.
  if (relayError.safeParse(json).success) throw new Stopped('function_old')
  if (status === 404) throw new Stopped('no_function')
  if (status === 401 || status === 403) throw new Stopped('function_locked')
  throw new Stopped(status >= 500 ? 'function_fails' : 'no_function')
}

async function ask(address: string, log: Logger): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const send = createTransport(new URL(address), process.env, log)
    const signal = AbortSignal.timeout(answerWithinMs)
    const answer = await send(new Request(address + relayPaths.health), { body: undefined, signal })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    throw new Stopped(codesOf(error).includes('ENOTFOUND') ? 'no_project' : 'no_answer')
  }
}

function codesOf(thrown: unknown): readonly string[] {
  const codes: string[] = []
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    if ('code' in error && typeof error.code === 'string') codes.push(error.code)
  }
  return codes
}

async function statusOf(client: RelayClient): Promise<RelayStatus> {
  try {
    return await client.status()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'RELAY_TOKEN_INVALID') throw new Stopped('client_unknown')
    if (error.code === 'RELAY_PROTOCOL_OTHER') throw new Stopped('app_old')
    throw new Stopped('tables_silent')
  }
}

async function eventComes({ client, sendMarked }: CheckParts, newest: number): Promise<void> {
  try {
    const mark = await sendMarked()
    const signal = AbortSignal.timeout(answerWithinMs)
    for (let after = newest, page = 0; page < maxPages; page += 1) {
      const { events, next, more } = await client.poll({ after, limit: 250, waitS: 0 }, signal)
      if (events.some(({ body }) => body.includes(`"${testEventField}":"${mark}"`))) return
      if (!more) break
      after = next
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  throw new Stopped('event_lost')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
