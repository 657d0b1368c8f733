/** What the window remembers between starts: client, screen, theme and language, kept by the backend. */
import { create } from 'zustand'
import type { UiState } from '#shared/contract/clients/app.ts'
import { call } from '../core/lib/call.ts'
import { onPath, replace } from '../core/lib/router.ts'
import { rememberOpenFiles } from '../core/stores/import-drafts.ts'
import { setLanguage } from '../core/stores/language.ts'
import { setTheme } from '../core/stores/theme.ts'
import { chooseClient, onClientChosen } from '../core/stores/workspaces.ts'

const useMemory = create<{ readonly restored: boolean }>(() => ({ restored: false }))
export const useRestored = (): boolean => useMemory((memory) => memory.restored)

/** As the contract has it. */
const longestRoute = 300

let started = false

/** Puts the window back where it was, then remembers every change. Without an answer it starts at home. */
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
    // The store may not open at all: the start problem says so.
  }
  useMemory.setState({ restored: true })
  window.addEventListener('pagehide', () => void saveNow())
  onPath((path) => {
    // Who was looked at is not remembered: the address would outlive the person's erasing.
    const route = path.startsWith('/people/') ? '/home' : path
    noteForReload(route)
    // A set of hundreds of campaigns is a path too long to be kept.
    remember({ route: route.length <= longestRoute ? route : '/analytics' })
  })
  onClientChosen(({ workspaceId, partId }) => remember({ workspaceId, partId }))
}

const reloadKey = 'place'

/** A page that is reloaded has no time to have its last place saved: this is kept at once, and gone with the window. */
function noteForReload(route: string): void {
  try {
    sessionStorage.setItem(reloadKey, route)
  } catch {
    // Without it the place saved last is taken.
  }
}

function placeBeforeReload(): string | null {
  try {
    return sessionStorage.getItem(reloadKey)
  } catch {
    return null
  }
}

/** Where the window begins again. */
function placeToReturnTo(route: string): string {
  // An opened file does not outlive the window; its import would be an empty screen. The lists name it.
  if (route.startsWith('/import')) return '/lists'
  // A plan may have been sent off the moment before: its button must not lie under the hand a second time.
  return route.replace(/^\/exports\/plan\//, '/lists/')
}

let waiting: Partial<UiState> = {}
let timer: ReturnType<typeof setTimeout> | undefined

/** Saves soon, several changes at once. Losing it is harmless, so no error is shown. */
function remember(change: Partial<UiState>): void {
  waiting = { ...waiting, ...change }
  clearTimeout(timer)
  timer = setTimeout(() => void saveNow(), 250)
}

/** Saves what waits; resolves once it is on disk, or lost. */
export async function saveNow(): Promise<void> {
  clearTimeout(timer)
  if (Object.keys(waiting).length === 0) return
  const all = waiting
  waiting = {}
  await call('app.saveUiState', all).catch(() => {})
}
