/** The demo's simulated Instantly, stored in a file. Loaded on first use, so that it costs nothing at start. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DemoHappened } from '#shared/contract/app/demo.ts'
import { AppError } from '#shared/errors.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'

export type DemoClient = { readonly name: string; readonly key: string }

/** What a client's webhooks would have received, from some position on. */
export type DemoDeliveries = {
  readonly events: readonly { readonly payload: string; readonly at: number }[]
  /** The position to continue from. */
  readonly next: number
  readonly more: boolean
}

/** An account's warmup of one day, as Instantly would have returned it on that day. */
export type WarmupOfDay = {
  readonly email: string
  /** Days since 1970, UTC. */
  readonly day: number
  readonly score: number
  readonly sent: number
  readonly inbox: number
  readonly spam: number
  readonly received: number
}

/** For a new simulation: its time, until when replies are answered, its first view, and the share of people. */
export type HistoryPlan = {
  readonly now: number
  readonly answersUntil: number
  readonly seenFrom: number
  readonly people: number
}

export type DemoWorld = {
  readonly clients: readonly DemoClient[]
  fetch(request: Request): Promise<Response>
  /** Its own time, ms since 1970. */
  now(): number
  /** Up to `limit` events of a client, starting with number `from`. */
  deliveriesSince(client: number, from: number, limit: number): DemoDeliveries
  /** Campaigns and labels of a client that its events refer to. */
  known(client: number): {
    readonly campaigns: readonly { readonly id: string; readonly name: string }[]
    readonly labels: readonly string[]
  }
  /** Warmup of each of a client's accounts on the days before today. */
  warmup(client: number, days: number): readonly WarmupOfDay[]
  moveOn(ms: number): Promise<DemoHappened>
  /** Its entire state as one file. */
  save(): Buffer
}

const worldFile = (folder: string) => path.join(folder, 'world')

/** Creates a simulation with months of history. */
export async function newWorld(plan: HistoryPlan): Promise<DemoWorld> {
  const { buildWorld } = await import('./engine.ts')
  return buildWorld(plan)
}

/** Opens the simulation stored in a folder. Throws DEMO_DAMAGED. */
export async function openWorldIn(folder: string): Promise<DemoWorld> {
  try {
    const { reopenWorld } = await import('./engine.ts')
    return reopenWorld(await readFile(worldFile(folder)))
  } catch (cause) {
    throw new AppError('DEMO_DAMAGED', {}, { cause })
  }
}

export const saveWorldIn = (folder: string, world: DemoWorld): Promise<void> =>
  writeFileAtomically(worldFile(folder), (file) => file.write(world.save()))
