import { useEffect, useRef, useState } from 'react'

/** Returns a value once it has not changed for `ms`, such as a search that is asked once typing pauses. */
export function useDebounced<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}

/** Returns the last value while the next one is loading, so that nothing jumps. A different `of` starts without one. */
export function usePreviousData<T>(value: T | undefined, of = ''): T | undefined {
  const last = useRef({ value, of })
  if (value !== undefined || last.current.of !== of) last.current = { value, of }
  return last.current.value
}
