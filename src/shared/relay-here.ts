/** What the app and the relay that runs inside it say to each other, from thread to thread. */
import type { LogLine } from './log.ts'

/** Programs that give this computer a public address, in the order they are chosen. */
export const tunnelKinds = ['cloudflared', 'ngrok', 'tailscale'] as const
export type TunnelKind = (typeof tunnelKinds)[number]

/** Their makers' names for them, the same in every language. */
export const tunnelNames: Readonly<Record<TunnelKind, string>> = {
  cloudflared: 'cloudflared',
  ngrok: 'ngrok',
  tailscale: 'Tailscale Funnel',
}

/** Where the thread keeps its store. */
export type RelayThreadOrder = { readonly folder: string }

/** What the app asks of the thread. A workspace's name there is one the app made up. */
export type RelayThreadAsks = {
  /** Resolves once it listens. */
  'relay.port': (asked: null) => { readonly port: number }
  /** A workspace with this token; without one a new token is made, and the one before is refused from then on. */
  'relay.join': (asked: { readonly name: string; readonly token: string | null }) => { readonly token: string }
  /** Deletes every workspace but these, with its events. */
  'relay.keepOnly': (asked: { readonly names: readonly string[] }) => null
  /** Takes an address out of every byte of the store. */
  'relay.erase': (asked: { readonly address: string }) => { readonly events: number }
  /** RELAY_TUNNEL_FAILED with the program's last words. */
  'tunnel.open': (asked: { readonly kind: TunnelKind; readonly program: string }) => { readonly url: string }
  'tunnel.close': (asked: null) => null
  /** Ends the tunnel, answers what has begun, closes the store. */
  'relay.stop': (asked: null) => null
}

/** What the thread says by itself. */
export type RelayThreadTells = {
  readonly log: LogLine
  /** The program ended by itself. */
  readonly 'tunnel.ended': { readonly said: string }
}
