import type { Texts } from '../../en.ts'

export const keysDe: Texts['keys'] = {
  untested: { word: 'Nicht getestet', means: 'Noch nicht verwendet. Testen Sie die Verbindung.' },
  active: { word: 'Aktiv', means: 'Der Schlüssel funktioniert.' },
  invalid: {
    word: 'Ungültig',
    means: 'Instantly kennt den Schlüssel nicht. Kopieren Sie ihn vollständig oder erzeugen Sie einen neuen.',
  },
  revoked: {
    word: 'Widerrufen',
    means: 'Instantly akzeptiert den Schlüssel nicht mehr. Erzeugen Sie dort einen neuen und fügen Sie ihn hier hinzu.',
  },
  no_plan: {
    word: 'Kein Tarif',
    means: 'Der Workspace hat keinen Tarif mit API-Zugang. Wählen Sie einen in Instantly und testen Sie erneut.',
  },
  scope_missing: {
    word: 'Berechtigung fehlt',
    means:
      'Der Schlüssel funktioniert, hat aber nicht alle nötigen Berechtigungen. Erzeugen Sie einen mit allen und fügen Sie ihn hinzu.',
  },
  locked: { word: 'Gesperrt', means: 'Zum Entsperren ist Ihre Passphrase nötig.' },
}
