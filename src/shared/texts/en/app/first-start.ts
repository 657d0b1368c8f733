/** Texts for the first start. */

export const firstStartEn = {
  headline: 'See what will happen to every lead before you export it.',
  sub: 'Two minutes to your first export. Nothing is sent, paused or changed until you press the button.',
  steps: 'Steps',
  stepPassphrase: 'Set a passphrase',
  stepConnect: 'Connect a client',
  stepDrop: 'Drop a lead file',
  connectTitle: 'Connect a client',
  connectText: 'Paste an API key from Instantly. One key opens one workspace; add the others later.',
  keptInKeyring: 'Keys are kept in this computer’s keychain.',
  keptByPassphrase: 'Keys are encrypted with your passphrase.',
  restore: 'Restore from a backup',
  dropTitle: 'Drop a lead file',
  dropText: 'Anywhere in this window: a CSV from Apollo, a map scraper, Supabase or a sheet. Every column is kept.',
  chooseFile: 'Choose a file',
  later: 'Look around first',
  connected: (name: string) => `${name} is connected.`,
  untested: (name: string) => `${name} is added. Its key is tested as soon as Instantly can be reached.`,
}
