/** Texts for a relay that runs inside the app. */
import type { RelayHereState } from '../../../contract/events/relay.ts'

const states: Readonly<Record<RelayHereState, string>> = {
  off: 'Off',
  starting: 'Starting',
  live: 'Live',
  down: 'Tunnel down',
  offline: 'Offline',
  missing: 'No tunnel program',
}

export const relayHereEn = {
  title: 'Run it here',
  text: 'No server needed: the relay runs inside Sendoff, and a tunnel program gives it a public address.',
  sleep:
    'Events arrive only while this computer is awake and Sendoff is running. What was missed is then fetched from Instantly.',
  elsewhere: 'Connect one elsewhere',
  program: 'Tunnel program',
  run: 'Run it here',
  installTitle: 'Install a tunnel program first',
  installText: 'Run this in a terminal, then look again. cloudflared needs no account; ngrok and Tailscale work too.',
  copyCommand: 'Copy command',
  lookAgain: 'Look again',
  nothingFound: 'No tunnel program found yet',
  cardTitle: 'Relay on this computer',
  states,
  since: 'Live since',
  address: 'Public address',
  noAddress: 'none yet',
  nextTry: 'Next try',
  tryNow: 'Try now',
  waitsForNetwork: 'Continues automatically when you are online.',
  waitsForClient: 'The webhook follows when this client is resumed.',
  changeProgram: 'Change program',
  changeTitle: 'Change the tunnel program?',
  changeText: 'The public address changes. The webhooks at Instantly follow by themselves.',
  stop: 'Stop',
  stopTitle: 'Stop the relay on this computer?',
  stopText: 'Events already here stay. New ones no longer arrive, until you run or connect a relay again.',
  deleteWebhookHint: 'Otherwise Instantly keeps trying an address that no longer answers.',
  stopped: 'Relay stopped',
}
