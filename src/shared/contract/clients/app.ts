import { z } from 'zod'
import type { WireError } from '../../errors.ts'
import { clientPartId, workspaceId } from '../../ids.ts'
import { type Language, languageChoices } from '../../language.ts'
import { fileEdits } from '../leads/imports.ts'
import { command, query } from '../route.ts'

export type AppStatus = {
  readonly version: string
  readonly online: boolean
  /** Whether Instantly answers, as far as the last requests show; a network alone does not tell. */
  readonly isAnswering: boolean
  /** Set where the store could not be opened: the one screen shown then. */
  readonly startProblem: WireError | null
  /** When campaigns and mails of every client in use had last been read: the oldest counts. Null before that. */
  readonly readAt: string | null
  /** Calls made to Instantly in the last ten seconds, all workspaces. */
  readonly callsLast10s: number
  /** Base address when it is not the real Instantly (development and tests). */
  readonly instantlyUrl: string | null
  readonly dataDir: string
  /** The language of the computer, or English where it is none of ours. */
  readonly systemLanguage: Language
}

/** What the window remembers between starts, small and harmless. */
const uiState = z.object({
  workspaceId: workspaceId.nullable(),
  /** The part of it that is shown; null: the workspace whole. */
  partId: clientPartId.nullable(),
  route: z.string().max(300),
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(languageChoices),
  /** Files opened and neither saved nor discarded: where they are and what was done to them, so that they can be opened again. */
  openFiles: z.array(z.object({ workspaceId, path: z.string().max(1_000), edits: fileEdits.optional() })).max(50),
})
export type UiState = z.output<typeof uiState>

export const app = {
  'app.status': query<AppStatus>({ reads: ['settings'] })(z.object({})),
  'app.uiState': query<UiState>({ reads: ['settings'] })(z.object({})),
  'app.saveUiState': command<null>({ touches: [] })(uiState.partial()),
  /** Opens a page of Instantly or of the help in the browser: only addresses known here by name. */
  'app.openLink': command<null>({ touches: [] })(
    z.object({ link: z.enum(['instantly_api_keys', 'instantly_pricing', 'data_folder', 'log_folder']) }),
  ),
}
