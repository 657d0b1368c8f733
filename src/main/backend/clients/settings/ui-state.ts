import { z } from 'zod'
import type { UiState } from '#shared/contract/clients/app.ts'
import { fileEdits } from '#shared/contract/leads/imports.ts'
import { clientPartId, type WorkspaceId, workspaceId } from '#shared/ids.ts'
import { languageChoices } from '#shared/language.ts'
import type { Store } from '../../core/deps.ts'
import { getSetting, type Setting, setSetting } from './settings-store.ts'

/** A route of our own window, never an address that could lead elsewhere. */
const ownRoute = z
  .string()
  .max(300)
  .regex(/^\/(?!\/)/)

export const firstUiState: UiState = {
  workspaceId: null,
  partId: null,
  route: '/',
  theme: 'system',
  language: 'system',
  openFiles: [],
}

/** The window's last state. Each part is read separately, so a damaged one does not affect the others. */
export const uiState: Setting<UiState> = {
  key: 'ui-state',
  shape: z.object({
    workspaceId: workspaceId.nullable().catch(firstUiState.workspaceId),
    partId: clientPartId.nullable().catch(firstUiState.partId),
    route: ownRoute.catch(firstUiState.route),
    theme: z.enum(['system', 'light', 'dark']).catch(firstUiState.theme),
    language: z.enum(languageChoices).catch(firstUiState.language),
    openFiles: z
      .array(z.object({ workspaceId, path: z.string(), edits: fileEdits.optional().catch(undefined) }))
      .catch([]),
  }),
  fallback: firstUiState,
}

export function forgetOpenFiles(store: Store, id: WorkspaceId, now: number): void {
  const state = getSetting(store, 'app', uiState)
  const openFiles = state.openFiles.filter((file) => file.workspaceId !== id)
  if (openFiles.length < state.openFiles.length) setSetting(store, 'app', uiState, { ...state, openFiles }, now)
}
