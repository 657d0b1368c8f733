import type { Texts } from '../../en.ts'

export const keysDe: Texts['keys'] = {
  untested: { word: 'Nicht getestet', means: 'Er hat Instantly noch nicht erreicht. Testen Sie die Verbindung.' },
  active: { word: 'Aktiv', means: 'Er funktioniert.' },
  invalid: {
    word: 'Ungültig',
    means: 'Instantly kennt ihn nicht. Kopieren Sie den ganzen Schlüssel noch einmal, oder erzeugen Sie einen neuen.',
  },
  revoked: {
    word: 'Widerrufen',
    means:
      'Er hat funktioniert, jetzt lehnt Instantly ihn ab. Erzeugen Sie in Instantly einen neuen und fügen Sie ihn hier hinzu.',
  },
  no_plan: {
    word: 'Kein Tarif',
    means:
      'Der Workspace hat keinen Tarif mit API-Zugang. Wählen Sie einen in Instantly und testen Sie dann noch einmal.',
  },
  scope_missing: {
    word: 'Rechte fehlen',
    means:
      'Er funktioniert, darf aber nicht alles, was Sendoff braucht. Erzeugen Sie einen mit den fehlenden Berechtigungen und fügen Sie ihn hinzu.',
  },
  locked: { word: 'Gesperrt', means: 'Er wartet auf Ihre Passphrase.' },
}
