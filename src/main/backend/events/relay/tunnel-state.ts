import type { RelayHere, RelayHereState } from '#shared/contract/events/relay.ts'
import type { Problem } from '#shared/errors.ts'
import type { TunnelKind } from '#shared/relay-thread.ts'
import { installCommand } from './tunnel-programs.ts'

export type Tunnel = { readonly kind: TunnelKind; readonly url: string; readonly since: number }

type Known = {
  readonly found: readonly TunnelKind[]
  /** The program that is tried next. */
  readonly next: TunnelKind | null
  readonly tunnel: Tunnel | null
  readonly problem: Problem | null
  readonly isNeeded: boolean
  readonly isOnline: boolean
  readonly isOpening: boolean
  readonly restsUntil: number | null
}

export function tunnelState(known: Known): Omit<RelayHere, 'clients'> {
  const { found, next, tunnel, problem, restsUntil } = known
  const state = stateOf(known)
  return {
    state,
    program: tunnel?.kind ?? next,
    found,
    address: tunnel?.url ?? null,
    since: tunnel ? new Date(tunnel.since).toISOString() : null,
    retryAt: state === 'down' && restsUntil !== null ? new Date(restsUntil).toISOString() : null,
    problem: state === 'down' ? problem : null,
    install: installCommand(),
  }
}

function stateOf({ found, tunnel, problem, isNeeded, isOnline, isOpening }: Known): RelayHereState {
  if (!isNeeded) return 'off'
  if (!isOnline) return 'offline'
  if (tunnel) return 'live'
  if (found.length === 0) return 'missing'
  return problem === null || isOpening ? 'starting' : 'down'
}
