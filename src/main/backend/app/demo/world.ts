/** The simulated Instantly of the demo, kept in a file. Loaded with its first use: starting the app costs nothing. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DemoHappened } from '#shared/contract/app/demo.ts'
import { AppError } from '#shared/errors.ts'
import { writeWhole } from '../../core/lib/write-whole.ts'

export type DemoClient = { readonly name: string; readonly key: string }

/** What a client's webhooks would have been told, from some place on. */
export type DemoTold = {
  readonly events: readonly { readonly payload: string; readonly at: number }[]
  /** Where to go on. */
  readonly next: number
  readonly more: boolean
}

/** A day of an account's warmup, as one who asked on that day was told. */
export type WarmupOfDay = {
  readonly email: string
  /** Since 1970, UTC. */
  readonly day: number
  readonly score: number
  readonly sent: number
  readonly inbox: number
  readonly spam: number
  readonly received: number
}

/** A new world's time, until when its replies are answered, when it is first looked at, and the share of its people. */
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
  /** Up to `limit` things that happened to a client, from the one numbered `from` on. */
  told(client: number, from: number, limit: number): DemoTold
  /** Campaigns and labels of a client, which its events speak of. */
  known(client: number): {
    readonly campaigns: readonly { readonly id: string; readonly name: string }[]
    readonly labels: readonly string[]
  }
  /** Warmup of each account of a client on the days before today. */
  warmup(client: number, days: number): readonly WarmupOfDay[]
  moveOn(ms: number): Promise<DemoHappened>
  /** Everything it knows, as one file. */
  save(): Buffer
}

const worldFile = (folder: string) => path.join(folder, 'world')

/** A new world with months of history behind it. */
export async function newWorld(plan: HistoryPlan): Promise<DemoWorld> {
  const { buildWorld } = await import('./engine.ts')
  return buildWorld(plan)
}

/** The world kept in a folder. Throws DEMO_DAMAGED. */
export async function openWorldIn(folder: string): Promise<DemoWorld> {
  try {
    const { reopenWorld } = await import('./engine.ts')
    return reopenWorld(await readFile(worldFile(folder)))
  } catch (cause) {
    throw new AppError('DEMO_DAMAGED', {}, { cause })
  }
}

export const saveWorldIn = (folder: string, world: DemoWorld): Promise<void> =>
  writeWhole(worldFile(folder), (file) => file.write(world.save()))
