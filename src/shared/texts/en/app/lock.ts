/** Words of the window’s lock. */
import { counted } from '../core/counted.ts'

export const lockEn = {
  title: 'App lock',
  isOn: 'on',
  isOff: 'off',
  protects:
    'Hides Sendoff from others who use this computer while you are signed in. It does not encrypt the store: whoever can read your files can read it. For that, encrypt the disk. API keys are protected by the system’s keychain, not by this.',
  onlyAsked: 'Locks when you ask for it, and at every start.',
  setUp: 'Set up lock…',
  change: 'Change lock…',
  setUpTitle: 'Set up lock',
  changeTitle: 'Change lock',
  remove: 'Remove lock',
  now: 'Lock now',
  current: 'Current passphrase',
  next: 'New passphrase',
  nextHint: 'Empty: as it is.',
  hint: 'At least 8 characters. Only a hash of it is kept.',
  passphrase: 'Passphrase',
  again: 'Repeat it',
  tooShort: 'At least 8 characters.',
  differ: 'Both are not the same.',
  idle: 'Lock when idle',
  never: 'Only when I ask',
  saved: 'Lock saved',
  removed: 'Lock removed',
  save: 'Save',
  forgottenMeans:
    'Nobody can tell you a forgotten passphrase. The lock is then removed by deleting its file, and nothing else is lost.',
  locked: 'Sendoff is locked',
  goesOn: 'Exports, syncs and everything else in the background continue.',
  unlock: 'Unlock',
  forgotten: 'Forgot the passphrase?',
  forgottenText: 'Quit Sendoff, delete this file and start again: the lock is off, and everything is as it was.',
  openFolder: 'Open data folder',
  after: (count: number) => `Locks after ${counted(count, 'minute')} without a key or the mouse, and at every start.`,
  minutes: (count: number) => counted(count, 'minute'),
}
export type LockTexts = typeof lockEn
