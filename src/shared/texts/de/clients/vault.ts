import type { Texts } from '../../en.ts'

export const vaultDe: Texts['vault'] = {
  setTitle: 'Zuerst eine Passphrase',
  why: 'Dieser Computer hat keinen Schlüsselbund, der Ihre API-Schlüssel schützen könnte. Das übernimmt eine Passphrase: Ohne sie kann niemand, der Ihre Dateien kopiert, die Schlüssel benutzen.',
  forget:
    'Sie lässt sich nicht wiederherstellen. Wenn Sie sie vergessen, fügen Sie die Schlüssel neu hinzu; Leads und Exportberichte bleiben.',
  passphrase: 'Passphrase',
  again: 'Noch einmal',
  hint: 'Mindestens 8 Zeichen. Ein paar Wörter merken sich leichter als Sonderzeichen.',
  tooShort: 'Mindestens 8 Zeichen.',
  differ: 'Die beiden stimmen nicht überein.',
  set: 'Passphrase festlegen',
  unlockTitle: 'Schlüssel entsperren',
  unlockText:
    'Sendoff fragt einmal bei jedem Start. Bis dahin wird nichts gesendet; wartende Exporte gehen danach von selbst weiter.',
  unlock: 'Entsperren',
  unlocked: 'Schlüssel entsperrt.',
  whyShort:
    'Dieser Computer hat keinen Schlüsselbund, darum schützt eine Passphrase die Schlüssel. Sendoff fragt bei jedem Start danach.',
  lock: 'Schlüssel jetzt sperren',
  locked: 'Schlüssel gesperrt.',
  protection: 'Schutz der Schlüssel',
  byKeyring: 'Der Schlüsselbund dieses Computers',
  byPassphrase: 'Ihre Passphrase',
}
