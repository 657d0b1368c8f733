import { z } from 'zod'
import type { Problem } from '../../errors.ts'
import { clientPartId, workspaceId } from '../../ids.ts'
import { type Language, languageChoices } from '../../language.ts'
import { fileEdits } from '../leads/imports.ts'
import { command, query } from '../route.ts'

export type AppStatus = {
  readonly version: string
  readonly online: boolean
  /** Whether Instantly answers, judging by the last requests; a network connection alone does not show that. */
  readonly isAnswering: boolean
  /** Set if the store could not be opened; then this is the only screen shown. */
  readonly startProblem: Problem | null
  /**
   * Time up to which campaigns and emails of all clients in use have been read, that is, the oldest read time among
   * them. Null before the first.
   */
  readonly readAt: string | null
  /** Calls made to Instantly in the last ten seconds, over all workspaces. */
  readonly callsLast10s: number
  /** Base URL if it is not the real Instantly (development and tests). */
  readonly instantlyUrl: string | null
  readonly dataDir: string
  /** The language of the computer, or English if Sendoff does not support it. */
  readonly systemLanguage: Language
}

/** What the window remembers between starts; small and without sensitive data. */
const uiState = z.object({
  workspaceId: workspaceId.nullable(),
  /** The part that is shown; null for the whole workspace. */
  partId: clientPartId.nullable(),
  route: z.string().max(300),
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(languageChoices),
  /** Files opened and neither saved nor discarded: their paths and the edits made, so that they can be opened again. */
  openFiles: z.array(z.object({ workspaceId, path: z.string().max(1_000), edits: fileEdits.optional() })).max(50),
})
export type UiState = z.output<typeof uiState>

export const app = {
  'app.status': query<AppStatus>({ reads: ['settings'] })(z.object({})),
  'app.uiState': query<UiState>({ reads: ['settings'] })(z.object({})),
  'app.saveUiState': command({ touches: [] })(uiState.partial()),
  /** Opens a page of Instantly or of the help in the browser. Only predefined links can be opened. */
  'app.openLink': command({ touches: [] })(
    z.object({ link: z.enum(['instantly_api_keys', 'instantly_pricing', 'data_folder', 'log_folder']) }),
  ),
  /** Opens a store that could not be opened at the start; `app.status` then says whether it can be now. */
  'app.reopenStore': command({ touches: ['settings'] })(z.object({})),
}
