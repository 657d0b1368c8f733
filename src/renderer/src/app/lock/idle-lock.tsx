import { useEffect } from 'react'
import { lockNow } from './lock-now.ts'

const checkMs = 5_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** Locks after a number of minutes without a key press or pointer movement. By the clock, so that sleep counts. */
export function IdleLock({ minutes }: { minutes: number }) {
  useEffect(() => {
    let last = Date.now()
    const look = () => {
      // If the clock was put back, the wait starts again instead of lasting until the old time.
      last = Math.min(last, Date.now())
      if (Date.now() - last >= minutes * 60_000) void lockNow()
    }
    const touched = () => {
      // Checked first: after a sleep the first touch must not count as activity.
      look()
      last = Date.now()
    }
    for (const sign of signs) window.addEventListener(sign, touched, { capture: true, passive: true })
    document.addEventListener('visibilitychange', look)
    const timer = setInterval(look, checkMs)
    return () => {
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true })
      document.removeEventListener('visibilitychange', look)
      clearInterval(timer)
    }
  }, [minutes])
  return null
}
