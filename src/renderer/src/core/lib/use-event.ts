import { useEffect, useRef } from 'react'
import type { EventName, Events } from '#shared/contract/index.ts'
import { bridge } from './bridge.ts'

type Listener = (payload: never) => void
const listeners = new Map<string, Set<Listener>>()
let listening = false

/** Hears one event of the contract; returns how to stop. All share a single subscription to the bridge. */
export function onEvent<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void {
  if (!listening) {
    listening = true
    bridge().on((heard, payload) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the name says which payload it is
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

/** Hears an event while the component is shown; always calls the handler of the latest drawing. */
export function useEvent<Name extends EventName>(name: Name, handler: (payload: Events[Name]) => void): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => onEvent(name, (payload) => latest.current(payload)), [name])
}
