import { useEffect } from 'react'
import { useQuery } from '../core/lib/backend.ts'
import { go } from '../core/lib/router.ts'
import { t } from '../core/lib/texts.ts'
import { showToast } from '../core/stores/toasts.ts'

/** Shows once that a newer version is available; details are in Settings. */
export function useUpdateNotice(): void {
  const state = useQuery('desktop.updates', {}).data
  const next = state && (state.is === 'ready' || state.is === 'elsewhere') ? state.next : null
  useEffect(() => {
    if (next === null) return
    const open = { label: t.desktop.updates.title, run: () => go('/settings/desktop') }
    showToast(t.desktop.updates.available(next), { action: open })
  }, [next])
}
