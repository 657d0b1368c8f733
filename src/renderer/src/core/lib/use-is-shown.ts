import { useCallback, useEffect, useRef } from 'react'

/** Returns whether the component is still mounted: for results that arrive after the operator may have left. */
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
