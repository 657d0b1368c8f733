/** Words of the frame: rail, status line, notices. */
import { counted, n } from './counted.ts'

export const frameEn = {
  appName: 'Sendoff',
  allClients: 'All clients',
  switchClient: 'Switch client',
  switchClientKeys: 'switch client',
  clients: 'Clients',
  addClient: 'Add a client',
  screens: 'Screens',
  home: 'Home',
  lists: 'Lists',
  exports: 'Exports',
  clientMenu: (client: string) => `More for ${client}`,
  clientSettings: 'Open settings',
  settings: 'Settings',
  skipToContent: 'Skip to content',
  online: 'Online',
  offline: 'Offline',
  /** Before a time: when campaigns and mails were last read. */
  lastRead: 'synced',
  offlineHint: 'You can still read everything here. Anything to send waits until you are online.',
  jobs: (count: number) => counted(count, 'job running', 'jobs running'),
  jobsWaiting: (count: number) => `${n(count)} waiting`,
  calls: (count: string) => `${count} ${count === '1' ? 'call' : 'calls'} to Instantly in the last 10 s`,
  testAddress: (url: string) => `Test address: ${url}`,
  locked: 'Keys locked',
  unlock: 'Unlock',
  keyTrouble: 'Key needs attention',
  screenFailed: 'This screen could not be shown.',
  screenFailedMeans: 'What you saved is safe, and the other screens work.',
  drawAgain: 'Show it again',
}
