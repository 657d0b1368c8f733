import { create } from 'zustand'
import type { Pulled, PullSpec } from '#shared/contract/leads/supabase.ts'
import type { AppError } from '#shared/errors.ts'
import type { SupabaseSourceId } from '#shared/ids.ts'
import { asAppError, call } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { keepDraft } from '../../core/stores/import-drafts.ts'

type Pulling = {
  /** The read in progress; it continues while the operator works elsewhere. */
  readonly pullId: string | null
  readonly sourceId: SupabaseSourceId | null
  readonly error: AppError | null
  /** The last result without rows to import. */
  readonly nothing: Pulled | null
}

export const usePulling = create<Pulling>(() => ({ pullId: null, sourceId: null, error: null, nothing: null }))

/** Reads the rows of a query and opens them like a file. One read at a time. */
export async function startPulling(sourceId: SupabaseSourceId, spec: PullSpec, onlyNew: boolean): Promise<void> {
  if (usePulling.getState().pullId !== null) return
  const pullId = crypto.randomUUID()
  usePulling.setState({ pullId, sourceId, error: null, nothing: null })
  try {
    const pulled = await call('supabase.pull', { sourceId, spec, onlyNew, pullId })
    if (pulled.draft) {
      keepDraft(pulled.draft)
      go(`/import/${pulled.draft.importId}`)
    } else usePulling.setState({ nothing: pulled })
  } catch (thrown) {
    const error = asAppError(thrown)
    if (error.code !== 'CANCELLED') usePulling.setState({ error })
  } finally {
    usePulling.setState({ pullId: null })
  }
}

export function stopPulling(): void {
  const { pullId } = usePulling.getState()
  if (pullId !== null) void call('supabase.cancelPull', { pullId }).catch(() => {})
}

export const forgetAnswer = (): void => usePulling.setState({ error: null, nothing: null })
