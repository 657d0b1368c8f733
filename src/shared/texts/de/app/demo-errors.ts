import type { ErrorSentence } from '../../en/core/errors.ts'

/** Errors of the demo, a part of the language's other errors. */
export const demoErrorsDe = {
  DEMO_WORKSPACE: (): ErrorSentence => ({
    what: 'Dies ist ein Kunde der Demo.',
    means: 'Er hat keinen API-Schlüssel, und nichts von ihm erreicht Instantly.',
    todo: 'Verbinden Sie dafür einen eigenen Kunden.',
    action: 'Einstellungen öffnen',
  }),
  DEMO_DAMAGED: (): ErrorSentence => ({
    what: 'Was von der Demo gespeichert war, ist nicht lesbar.',
    means: 'Ihre eigenen Kunden sind nicht betroffen: Nur das simulierte Instantly der Demo ist verloren.',
    todo: 'Setzen Sie die Demo zurück oder entfernen Sie sie.',
    action: 'Demo zurücksetzen',
  }),
}
