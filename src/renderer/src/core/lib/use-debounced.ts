import { useEffect, useRef, useState } from 'react'

/** A value that follows another once it has rested for `ms`: what is typed, asked for when the fingers rest. */
export function useDebounced<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}

/** The last value there was, while the next one is on its way: nothing jumps. Of something else (`of`) there is none. */
export function usePreviousData<T>(value: T | undefined, of = ''): T | undefined {
  const last = useRef({ value, of })
  if (value !== undefined || last.current.of !== of) last.current = { value, of }
  return last.current.value
}
