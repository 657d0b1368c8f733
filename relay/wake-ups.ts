/** Polls that wait for the next event of their workspace. */
export type WakeUps = {
  /** Starts listening immediately, so that nothing stored between reading and waiting is missed. */
  listen(workspaceId: number): Waiting
  wake(workspaceId: number | null): void
  /** Ends all waits, now and in the future. */
  stop(): void
  readonly stopping: boolean
  /** Number of polls waiting now, of one workspace or of all. */
  count(workspaceId?: number): number
}

export type Waiting = {
  /** Resolves when woken, after `ms`, or when `abandoned` is called. */
  wait(ms: number): Promise<void>
  abandon(): void
}

export function createWakeUps(): WakeUps {
  const waiting = new Map<number, Set<() => void>>()
  let stopping = false
  const all = () => [...waiting.values()].flatMap((set) => [...set])

  return {
    listen(workspaceId) {
      const set = waiting.get(workspaceId) ?? new Set()
      waiting.set(workspaceId, set)
      const { promise, resolve } = Promise.withResolvers<void>()
      set.add(resolve)
      if (stopping) resolve()
      return {
        async wait(ms) {
          const timer = setTimeout(resolve, ms)
          await promise
          clearTimeout(timer)
        },
        abandon() {
          resolve()
          set.delete(resolve)
          if (set.size === 0 && waiting.get(workspaceId) === set) waiting.delete(workspaceId)
        },
      }
    },
    wake(workspaceId) {
      for (const resolve of workspaceId === null ? all() : (waiting.get(workspaceId) ?? [])) resolve()
    },
    stop() {
      stopping = true
      for (const resolve of all()) resolve()
    },
    get stopping() {
      return stopping
    },
    count: (workspaceId) => (workspaceId === undefined ? all().length : (waiting.get(workspaceId)?.size ?? 0)),
  }
}
