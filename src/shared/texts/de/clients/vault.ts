import type { Texts } from '../../en.ts'

export const vaultDe: Texts['vault'] = {
  setTitle: 'Zuerst eine Passphrase',
  why: 'Dieser Computer hat keinen Schlüsselbund. Eine Passphrase verschlüsselt deshalb Ihre API-Schlüssel: Kopierte Dateien sind ohne sie nutzlos.',
  forget:
    'Sie lässt sich nicht wiederherstellen. Wenn Sie sie vergessen, fügen Sie die Schlüssel neu hinzu; Leads und Exportberichte bleiben.',
  passphrase: 'Passphrase',
  again: 'Passphrase wiederholen',
  hint: 'Mindestens 8 Zeichen. Mehrere Wörter sind leichter zu merken als Sonderzeichen.',
  tooShort: 'Mindestens 8 Zeichen.',
  differ: 'Die beiden stimmen nicht überein.',
  set: 'Passphrase festlegen',
  unlockTitle: 'Schlüssel entsperren',
  unlockText:
    'Sendoff fragt einmal bei jedem Start. Bis dahin wird nichts gesendet; wartende Exporte laufen danach automatisch weiter.',
  unlock: 'Entsperren',
  unlocked: 'Schlüssel entsperrt.',
  whyShort: 'Ohne Schlüsselbund schützt eine Passphrase die Schlüssel. Sendoff fragt bei jedem Start danach.',
  lock: 'Schlüssel jetzt sperren',
  locked: 'Schlüssel gesperrt.',
  protection: 'Schutz der Schlüssel',
  byKeyring: 'Der Schlüsselbund dieses Computers',
  byPassphrase: 'Ihre Passphrase',
}
