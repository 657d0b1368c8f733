/** State the window keeps between starts: client, screen, theme and language, stored by the backend. */
import { create } from 'zustand'
import type { UiState } from '#shared/contract/clients/app.ts'
import { call } from '../core/lib/backend.ts'
import { onPath, replace } from '../core/lib/router.ts'
import { rememberOpenFiles } from '../core/stores/import-drafts.ts'
import { setLanguage } from '../core/stores/language.ts'
import { setTheme } from '../core/stores/theme.ts'
import { chooseClient, onClientChosen } from '../core/stores/workspaces.ts'

const useMemory = create<{ readonly restored: boolean }>(() => ({ restored: false }))
export const useRestored = (): boolean => useMemory((memory) => memory.restored)

/** Same limit as in the contract. */
const longestRoute = 300

let started = false

/** Restores the window's state, then saves every change. Starts at Home if it cannot be loaded. */
export async function restoreWindow(): Promise<void> {
  if (started) return
  started = true
  try {
    const [before, status] = await Promise.all([call('app.uiState', {}), call('app.status', {})])
    await setLanguage({ choice: before.language, system: status.systemLanguage })
    chooseClient({ workspaceId: before.workspaceId, partId: before.partId })
    setTheme(before.theme)
    rememberOpenFiles(before.openFiles, (openFiles) => remember({ openFiles }))
    replace(placeToReturnTo(placeBeforeReload() ?? before.route))
  } catch {
    // If the store cannot be opened, the start problem is shown.
  }
  useMemory.setState({ restored: true })
  window.addEventListener('pagehide', () => void saveNow())
  onPath((path) => {
    // The person last viewed is not saved: the address would outlive the erasure of the person.
    const route = path.startsWith('/people/') ? '/home' : path
    noteForReload(route)
    // The path of a set of hundreds of campaigns is too long to be saved.
    remember({ route: route.length <= longestRoute ? route : '/analytics' })
  })
  onClientChosen(({ workspaceId, partId }) => remember({ workspaceId, partId }))
}

const reloadKey = 'place'

/** Keeps the path for a reload, which leaves no time to save it to the backend: stored now, gone with the window. */
function noteForReload(route: string): void {
  try {
    sessionStorage.setItem(reloadKey, route)
  } catch {
    // The last saved path is used instead.
  }
}

function placeBeforeReload(): string | null {
  try {
    return sessionStorage.getItem(reloadKey)
  } catch {
    return null
  }
}

/** Returns the path the window starts at. */
function placeToReturnTo(route: string): string {
  // An opened file does not outlive the window, so its import would be an empty screen. It is listed on the lists page.
  if (route.startsWith('/import')) return '/lists'
  // The plan may just have been submitted: its button must not be under the pointer a second time.
  return route.replace(/^\/exports\/plan\//, '/lists/')
}

let waiting: Partial<UiState> = {}
let timer: ReturnType<typeof setTimeout> | undefined

/** Saves changes after a short delay, several at once. Losing them is harmless, so no error is shown. */
function remember(change: Partial<UiState>): void {
  waiting = { ...waiting, ...change }
  clearTimeout(timer)
  timer = setTimeout(() => void saveNow(), 250)
}

/** Saves pending changes; resolves once they are saved, or lost. */
export async function saveNow(): Promise<void> {
  clearTimeout(timer)
  if (Object.keys(waiting).length === 0) return
  const all = waiting
  waiting = {}
  await call('app.saveUiState', all).catch(() => {})
}
