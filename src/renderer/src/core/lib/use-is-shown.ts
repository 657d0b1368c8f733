import { useCallback, useEffect, useRef } from 'react'

/** Whether the component is still there: for what comes back later, when whoever asked may have gone on. */
export function useIsShown(): () => boolean {
  const shown = useRef(true)
  useEffect(() => {
    shown.current = true
    return () => {
      shown.current = false
    }
  }, [])
  return useCallback(() => shown.current, [])
}
