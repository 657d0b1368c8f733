/** Locks the window: screens are unmounted first, to save pending changes; then the backend stops answering. */
import { create } from 'zustand'
import { call, forgetAnswers } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { useToasts } from '../../core/stores/toasts.ts'

/** Whether the screens are hidden; the backend may not be locked yet. */
export const useHidden = create<{ readonly hidden: boolean }>(() => ({ hidden: false }))

export async function lockNow(): Promise<void> {
  const field = document.activeElement
  // Some fields save on blur.
  if (field instanceof HTMLElement) field.blur()
  useHidden.setState({ hidden: true })
  useToasts.setState([], true)
  // Waits for a render without the screens, which save when they are unmounted.
  await new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0))
    setTimeout(resolve, 500)
  })
  try {
    const { locked } = await call('lock.now', {})
    if (locked) forgetAnswers()
    else useHidden.setState({ hidden: false })
  } catch (error) {
    useHidden.setState({ hidden: false })
    showFailure(error)
  }
}

/** Locks the window; leads to the setup if there is no lock yet. */
export async function lockOrSetUp(): Promise<void> {
  try {
    if ((await call('lock.state', {})).on) await lockNow()
    else go('/settings/data')
  } catch (error) {
    showFailure(error)
  }
}
