/** Texts for the passphrase that protects keys. */

export const vaultEn = {
  setTitle: 'First, a passphrase',
  why: 'This computer has no keychain to protect your API keys, so a passphrase does. Without it, nobody who copies your files can use them.',
  forget: 'It cannot be recovered. If you forget it, add the keys again; leads and export reports stay.',
  passphrase: 'Passphrase',
  again: 'Repeat passphrase',
  hint: 'At least 8 characters. A few words are easier to remember than symbols.',
  tooShort: 'At least 8 characters.',
  differ: 'The two are not the same.',
  set: 'Set passphrase',
  unlockTitle: 'Unlock your keys',
  unlockText:
    'Sendoff asks once at every start. Nothing is sent until you unlock; then waiting exports resume automatically.',
  unlock: 'Unlock',
  unlocked: 'Keys unlocked.',
  whyShort: 'This computer has no keychain, so a passphrase protects the keys. Sendoff asks for it at every start.',
  lock: 'Lock keys now',
  locked: 'Keys locked.',
  protection: 'Protection of keys',
  byKeyring: 'This computer’s keychain',
  byPassphrase: 'Your passphrase',
}
