import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type RelayErrorCode = Extract<ErrorCode, `RELAY_${string}` | 'WEBHOOK_NOT_THERE'>

const host = (data: ErrorData): string => (data.host ? String(data.host) : 'The relay')
const program = (data: ErrorData): string => (data.program ? String(data.program) : 'The tunnel program')

/** Errors between the app and a relay. */
export const relayErrorsEn: Readonly<Record<RelayErrorCode, (data: ErrorData) => ErrorSentence>> = {
  RELAY_ADDRESS_INVALID: (data) =>
    data.reason === 'not_https'
      ? {
          what: 'The relay’s address must begin with https://.',
          means: 'Without https, anyone could read the token and every event. Only this computer is exempt.',
          todo: 'Put a web server with TLS in front of the relay, then enter its https address.',
        }
      : data.reason === 'project'
        ? {
            what: 'This is not a Supabase project.',
            means: 'The reference has 20 letters, as in https://abcdefghijklmnopqrst.supabase.co.',
            todo: 'Copy it from the dashboard under Project Settings → General.',
          }
        : {
            what: 'This is not a relay address.',
            means: 'It looks like https://relay.example.com, with a path if it has one, and nothing after it.',
            todo: 'Copy the address that add-workspace printed, then connect again.',
          },
  RELAY_TOKEN_INVALID: (data) =>
    data.reason === 'shape'
      ? {
          what: 'This is not a relay token.',
          means: 'A token starts with rly1. and has three parts.',
          todo: 'Copy the whole token that add-workspace printed, then connect again.',
        }
      : {
          what: `${host(data)} rejected this token.`,
          means: 'It is wrong, was replaced, or the workspace was removed there. Events wait at the relay.',
          todo: 'Enter the newest token of this client. If it is lost, create a new one at the relay with rotate.',
          action: 'Open settings',
        },
  RELAY_TOKEN_TAKEN: () => ({
    what: 'Another client already uses this token.',
    means: 'Its events would also be assigned to this client. Nothing was changed.',
    todo: 'Add a workspace of its own at the relay for this client, and enter that token.',
  }),
  RELAY_NOT_THERE: (data) => ({
    what: `There is no relay at ${data.host ? String(data.host) : 'this address'}.`,
    means: 'Something answers there, but it is not a relay.',
    todo: 'Compare the address and its path with what add-workspace printed.',
  }),
  RELAY_PROTOCOL_OTHER: (data) => ({
    what: `${host(data)} has a different version from this app.`,
    means: 'They are not compatible. Events wait at the relay.',
    todo: 'Update the older of the two.',
  }),
  RELAY_CERTIFICATE: (data) => ({
    what: `${host(data)} has a certificate this computer does not trust.`,
    means: 'It is expired, for another name, or self-signed. Nothing was sent.',
    todo: 'Renew it at the server, then try again.',
    action: 'Try again',
  }),
  RELAY_UNREACHABLE: (data) =>
    data.reason === 'from_instantly'
      ? {
          what: 'Instantly could not deliver its test event.',
          means: data.status ? `The address answered with ${String(data.status)}.` : 'The address did not answer.',
          todo: 'Check that the relay is running and reachable from the internet, then test again.',
          action: 'Try again',
        }
      : {
          what: `${host(data)} does not answer.`,
          means:
            'The relay is off or too busy, or you are offline. Events wait at the relay, and Sendoff keeps trying.',
          todo: 'If it does not recover, check the relay’s log.',
          action: 'Try again',
        },
  RELAY_NOT_CONNECTED: () => ({
    what: 'This client has no relay.',
    means: 'Without one, events are synced from Instantly’s delivery log only.',
    todo: 'Connect a relay in Settings.',
    action: 'Open settings',
  }),
  RELAY_TUNNEL_MISSING: () => ({
    what: 'No tunnel program is installed on this computer.',
    means: 'Without one, Instantly cannot reach a relay that runs here.',
    todo: 'Install cloudflared, ngrok or Tailscale, then look again under Settings → Relay.',
    action: 'Look again',
  }),
  RELAY_TUNNEL_FAILED: (data) => ({
    what: `${program(data)} has no connection.`,
    means: data.said
      ? `Its last words: “${String(data.said)}”.`
      : 'It ended without a word. Missed events are fetched from Instantly.',
    todo: 'Sendoff keeps trying. If it does not recover, choose another program.',
    action: 'Try again',
  }),
  WEBHOOK_NOT_THERE: () => ({
    what: 'The webhook no longer exists at Instantly.',
    means: 'It was deleted, so no new events arrive. Events received so far are safe.',
    todo: 'Register it again.',
  }),
}
