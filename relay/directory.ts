/** Workspaces that may deliver and read, held in memory, so that a request with a wrong secret costs no query. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sameHash, sha256 } from './secrets.ts'
import type { Hook, RelayStore, Workspace } from './store/types.ts'

/** A change in the store (by the command line, by another relay) takes effect everywhere within this time. */
const refreshEveryMs = 2_000
const missAfterMs = 250

export type Directory = {
  /** Returns the workspace whose webhook has this path and this secret. */
  deliverer(path: string, secret: string): Workspace | null
  reader(token: string): Workspace | null
  /** Reloads, at most a few times a second, so that a workspace just added is not refused. */
  refreshForMiss(): Promise<void>
  close(): void
}

const unknownHash = sha256('')

export async function openDirectory(store: Pick<RelayStore, 'workspaces'>, now: () => number): Promise<Directory> {
  let byPath = new Map<string, { readonly hook: Hook; readonly workspace: Workspace }>()
  let byToken = new Map<string, Workspace>()
  let loadedAt = 0
  let loading: Promise<void> | null = null
  const key = (hash: Buffer) => hash.toString('base64')

  async function load(): Promise<void> {
    loadedAt = performance.now()
    const all = await store.workspaces()
    byPath = new Map(
      all.flatMap((workspace) => workspace.hooks.map((hook) => [key(hook.pathHash), { hook, workspace }] as const)),
    )
    byToken = new Map(all.map((workspace) => [key(workspace.tokenHash), workspace] as const))
  }
  function refresh(): Promise<void> {
    loading ??= load().finally(() => {
      loading = null
    })
    return loading
  }

  await refresh()
  // While the store cannot be read, the last known state stays in use.
  const timer = setInterval(() => void refresh().catch(() => undefined), refreshEveryMs)
  timer.unref()

  return {
    deliverer(path, secret) {
      // Looked up by hash, which an attacker cannot approach step by step; then the secret is compared completely,
      // taking the same time if the path is unknown.
      const found = byPath.get(key(sha256(path)))
      const hook = found?.hook ?? { secretHash: unknownHash, until: 0 }
      const same = sameHash(hook.secretHash, sha256(secret))
      const open = hook.until === null || hook.until > now()
      return found && same && open ? found.workspace : null
    },
    reader(token) {
      const hash = sha256(token)
      const found = byToken.get(key(hash))
      return sameHash(found?.tokenHash ?? unknownHash, hash) && found ? found : null
    },
    async refreshForMiss() {
      // A workspace added before the request is found, and guessing is slowed down.
      const early = missAfterMs - (performance.now() - loadedAt)
      if (early > 0) await sleep(early)
      await refresh()
    },
    close: () => clearInterval(timer),
  }
}
