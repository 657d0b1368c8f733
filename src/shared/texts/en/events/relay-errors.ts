import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type RelayErrorCode = Extract<ErrorCode, `RELAY_${string}` | 'WEBHOOK_NOT_THERE'>

const host = (data: ErrorData): string => (data.host ? String(data.host) : 'The relay')

/** What can go wrong between the app and a relay. */
export const relayErrorsEn: Readonly<Record<RelayErrorCode, (data: ErrorData) => ErrorSentence>> = {
  RELAY_ADDRESS_INVALID: (data) =>
    data.reason === 'not_https'
      ? {
          what: 'The relay’s address must begin with https://.',
          means:
            'Without it, the token and every event would travel readable to all. Only this computer may do without.',
          todo: 'Put a web server with TLS in front of the relay, then enter its https address.',
        }
      : {
          what: 'That is not the address of a relay.',
          means: 'It looks like https://relay.example.com, with a path if it has one and nothing behind it.',
          todo: 'Copy the address that add-workspace printed, then connect again.',
        },
  RELAY_TOKEN_INVALID: (data) =>
    data.reason === 'shape'
      ? {
          what: 'That is not a relay’s token.',
          means: 'A token begins with rly1. and has three parts.',
          todo: 'Copy the whole token that add-workspace printed, then connect again.',
        }
      : {
          what: `${host(data)} does not take this token.`,
          means: 'It is wrong, was replaced, or the workspace was removed there. Events wait at the relay meanwhile.',
          todo: 'Enter the newest token of this client. If it is lost, make one at the relay with rotate.',
          action: 'Open settings',
        },
  RELAY_TOKEN_TAKEN: () => ({
    what: 'Another client reads with this token already.',
    means: 'Its events would become this client’s too. Nothing was changed.',
    todo: 'Add a workspace of its own at the relay for this client, and enter that token.',
  }),
  RELAY_NOT_THERE: (data) => ({
    what: `There is no relay at ${data.host ? String(data.host) : 'this address'}.`,
    means: 'Something answers there, but not as a relay does. No token works at another place.',
    todo: 'Compare the address with the one add-workspace printed, its path too.',
  }),
  RELAY_PROTOCOL_OTHER: (data) => ({
    what: `${host(data)} is of another version than this app.`,
    means: 'It and this app do not understand each other. Events are kept there meanwhile.',
    todo: 'Update the older of the two.',
  }),
  RELAY_CERTIFICATE: (data) => ({
    what: `${host(data)} shows a certificate this computer does not trust.`,
    means: 'It is expired, for another name, or made by its owner. Nothing was sent.',
    todo: 'Renew it at the server, then try again.',
    action: 'Try again',
  }),
  RELAY_UNREACHABLE: (data) =>
    data.reason === 'from_instantly'
      ? {
          what: 'Instantly could not deliver its test event.',
          means: data.status
            ? `The address answered it with ${String(data.status)}.`
            : 'It got no answer from the address.',
          todo: 'See that the relay runs and can be reached from the internet, then test again.',
          action: 'Try again',
        }
      : {
          what: `${host(data)} does not answer.`,
          means: 'The relay is off, too busy, or you are offline. Events wait there, and Sendoff keeps asking.',
          todo: 'If it stays so, look at the relay’s log.',
          action: 'Try again',
        },
  RELAY_NOT_CONNECTED: () => ({
    what: 'This client has no relay.',
    means: 'Without one, events are read from Instantly’s delivery log only.',
    todo: 'Connect a relay in Settings.',
    action: 'Open settings',
  }),
  WEBHOOK_NOT_THERE: () => ({
    what: 'The webhook is not at Instantly any more.',
    means: 'Somebody deleted it, so no new events come. What came is safe.',
    todo: 'Register it again.',
  }),
}
