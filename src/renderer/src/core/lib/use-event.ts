import { useEffect, useRef } from 'react'
import type { EventName, Events } from '#shared/contract/index.ts'
import { bridge } from './bridge.ts'

type Listener = (payload: never) => void
const listeners = new Map<string, Set<Listener>>()
let listening = false

/**
 * Listens to one event of the contract; returns a function that stops. All listeners share one subscription to the
 * bridge.
 */
export function onEvent<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void {
  if (!listening) {
    listening = true
    bridge().on((heard, payload) => {
      // The name determines the type of the payload.
      for (const each of listeners.get(heard) ?? []) each(payload as never)
    })
  }
  const set = listeners.get(name) ?? new Set<Listener>()
  listeners.set(name, set)
  set.add(listener)
  return () => {
    set.delete(listener)
  }
}

/** Listens to an event while the component is mounted; always calls the handler of the latest render. */
export function useEvent<Name extends EventName>(name: Name, handler: (payload: Events[Name]) => void): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => onEvent(name, (payload) => latest.current(payload)), [name])
}
