/** Locking: what is shown goes first, and with it what it still had to save; then nothing more is answered. */
import { create } from 'zustand'
import { call } from '../../core/lib/call.ts'
import { go } from '../../core/lib/router.ts'
import { forgetAnswers } from '../../core/lib/use-query.ts'
import { tellFailure } from '../../core/stores/tell-failure.ts'
import { useToasts } from '../../core/stores/toasts.ts'

/** Nothing is shown any more, though the backend may not know yet. */
export const useHidden = create<{ readonly hidden: boolean }>(() => ({ hidden: false }))

export async function lockNow(): Promise<void> {
  const field = document.activeElement
  // Fields that save when they are left.
  if (field instanceof HTMLElement) field.blur()
  useHidden.setState({ hidden: true })
  useToasts.setState([], true)
  // Drawn without its screens, which save in going.
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
    tellFailure(error)
  }
}

/** Locks; where no lock was set up, leads to where that is done. */
export async function lockOrSetUp(): Promise<void> {
  try {
    if ((await call('lock.state', {})).on) await lockNow()
    else go('/settings/data')
  } catch (error) {
    tellFailure(error)
  }
}
