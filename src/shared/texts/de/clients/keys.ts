import type { Texts } from '../../en.ts'

export const keysDe: Texts['keys'] = {
  untested: { word: 'Nicht getestet', means: 'Noch nicht verwendet. Testen Sie die Verbindung.' },
  active: { word: 'Aktiv', means: 'Der Schlüssel funktioniert.' },
  invalid: {
    word: 'Ungültig',
    means: 'Instantly kennt ihn nicht. Kopieren Sie ihn vollständig oder erzeugen Sie einen neuen.',
  },
  revoked: {
    word: 'Widerrufen',
    means: 'Instantly lehnt ihn jetzt ab. Erzeugen Sie dort einen neuen und fügen Sie ihn hier hinzu.',
  },
  no_plan: {
    word: 'Kein Tarif',
    means: 'Kein Tarif mit API-Zugang. Wählen Sie einen in Instantly und testen Sie erneut.',
  },
  scope_missing: {
    word: 'Berechtigung fehlt',
    means: 'Ihm fehlen nötige Berechtigungen. Erzeugen Sie einen mit allen und fügen Sie ihn hinzu.',
  },
  locked: { word: 'Gesperrt', means: 'Zum Entsperren ist Ihre Passphrase nötig.' },
}
