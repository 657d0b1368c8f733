import { create } from 'zustand'
import type { Pulled, PullSpec, SupabaseSource } from '#shared/contract/leads/supabase.ts'
import type { AppError } from '#shared/errors.ts'
import { asAppError, call } from '../../core/lib/backend.ts'
import { currentPath, go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { keepDraft } from '../../core/stores/import-drafts.ts'
import { showFailureOf } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'

export type PullInProgress = { readonly pullId: string; readonly sourceName: string }

type Pulling = {
  /** Continues while the operator works elsewhere. */
  readonly reading: PullInProgress | null
  readonly error: AppError | null
  /** The last result without rows to import. */
  readonly nothing: Pulled | null
}

export const usePulling = create<Pulling>(() => ({ reading: null, error: null, nothing: null }))

/** Whether the page that shows the result is open. */
const isShown = (): boolean => currentPath() === '/lists/supabase'

/** Reads the rows of a query and opens them like a file. One read at a time. */
export async function startPulling(
  { id: sourceId, name: sourceName }: Pick<SupabaseSource, 'id' | 'name'>,
  spec: PullSpec,
  onlyNew: boolean,
): Promise<void> {
  if (usePulling.getState().reading) return
  const pullId = crypto.randomUUID()
  usePulling.setState({ reading: { pullId, sourceName }, error: null, nothing: null })
  try {
    const pulled = await call('supabase.pull', { sourceId, spec, onlyNew, pullId })
    if (pulled.draft) {
      keepDraft(pulled.draft)
      go(`/import/${pulled.draft.importId}`)
    } else {
      usePulling.setState({ nothing: pulled })
      if (!isShown()) showToast(`${sourceName}: ${t.supabase.nothingTitle}`, { tone: 'note' })
    }
  } catch (thrown) {
    const error = asAppError(thrown)
    if (error.code === 'CANCELLED') return
    usePulling.setState({ error })
    if (!isShown()) showFailureOf(sourceName, error)
  } finally {
    usePulling.setState({ reading: null })
  }
}

export function stopPulling(): void {
  const { reading } = usePulling.getState()
  if (reading) void call('supabase.cancelPull', { pullId: reading.pullId }).catch(() => {})
}

export const forgetAnswer = (): void => usePulling.setState({ error: null, nothing: null })
