import type { ErrorSentence } from '../../en/core/errors.ts'

/** Errors of the demo, a part of the language's other errors. */
export const demoErrorsDe = {
  DEMO_WORKSPACE: (): ErrorSentence => ({
    what: 'Dies ist ein Kunde der Demo.',
    means: 'Er hat keinen API-Schlüssel und keine Verbindung zu Instantly.',
    todo: 'Verbinden Sie dafür einen eigenen Kunden.',
    action: 'Einstellungen öffnen',
  }),
  DEMO_DAMAGED: (): ErrorSentence => ({
    what: 'Die gespeicherten Daten der Demo sind nicht lesbar.',
    means: 'Ihre eigenen Kunden sind nicht betroffen. Verloren sind nur Daten der Demo.',
    todo: 'Setzen Sie die Demo zurück oder entfernen Sie sie.',
    action: 'Demo zurücksetzen',
  }),
}
