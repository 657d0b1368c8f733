import path from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import { getSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'
import { createDelayedRun } from '../../core/lib/delayed-run.ts'
import { createOneAtATime } from '../../core/lib/one-at-a-time.ts'
import { demoSetting, demosDir } from './stored-demos.ts'
import { type DemoWorld, openWorldIn, saveWorldIn } from './world.ts'

/** Saving the simulated Instantly takes a moment, so changes share one, at most `saveLatestMs` after the first. */
const saveAfterMs = 1_500
const saveLatestMs = 8_000

/** Keeps the simulated Instantly: opened with the first request, saved soon after each request that changes it. */
export type DemoWorldKeeper = ReturnType<typeof createWorldKeeper>

export function createWorldKeeper(store: Store, dataDir: string, log: Logger) {
  let current: { readonly folder: string; readonly world: Promise<DemoWorld> } | null = null
  let opened: { readonly folder: string; readonly world: DemoWorld } | null = null
  const saving = createDelayedRun(
    () => void saveNow().catch((error: unknown) => log.error('the demo could not be saved', { error: String(error) })),
  )
  let changedAt = 0
  let asked: () => void = () => undefined
  const inOrder = createOneAtATime()

  const folderOf = (name: string) => path.join(demosDir(dataDir), name)

  function kept(): Promise<DemoWorld> {
    // A prepared demo is read before it is shown.
    const name = getSetting(store, 'app', demoSetting)?.folder ?? current?.folder
    if (name === undefined) return Promise.reject(new AppError('DEMO_DAMAGED'))
    if (current?.folder !== name) {
      const world = openWorldIn(folderOf(name)).then(withAutoSave)
      world.then(
        (one) => {
          opened = { folder: name, world: one }
        },
        (error: unknown) => log.error('the demo cannot be opened', { error: String(error) }),
      )
      current = { folder: name, world }
    }
    return current.world
  }

  /** Wraps it so that every request that may change something schedules a save. */
  function withAutoSave(world: DemoWorld): DemoWorld {
    return {
      ...world,
      async fetch(request) {
        const reads = request.method === 'GET'
        const answer = await world.fetch(request)
        if (!reads) saveSoon()
        asked()
        return answer
      },
    }
  }

  function saveSoon(): void {
    const now = performance.now()
    if (!saving.cancel()) changedAt = now
    saving.in(Math.max(0, Math.min(saveAfterMs, changedAt + saveLatestMs - now)))
  }

  const saveNow = () =>
    inOrder(async () => {
      if (!current) return
      const { folder, world } = current
      await saveWorldIn(folderOf(folder), await world)
    })

  return {
    /** Throws DEMO_DAMAGED. */
    world: kept,
    /** Its own time; null until it is open. */
    now: (): number | null => (opened !== null && opened.folder === current?.folder ? opened.world.now() : null),
    /** Called after every request to it. */
    onAsked(listener: () => void): void {
      asked = listener
    },
    folderOf,
    /** Replaces the old demo's simulated Instantly with a new one. The old folder may be deleted afterwards. */
    use(folder: string, world: DemoWorld): void {
      opened = { folder, world: withAutoSave(world) }
      current = { folder, world: Promise.resolve(opened.world) }
    },
    async forget(): Promise<void> {
      saving.cancel()
      current = null
      // A running save must not write into a folder that is being deleted.
      await inOrder(async () => undefined)
    },
    saveNow,
    async stop(): Promise<void> {
      if (!saving.cancel()) return
      await saveNow().catch((error: unknown) => log.error('the demo could not be saved', { error: String(error) }))
    },
  }
}
