import type { Texts } from '../../en.ts'

export const keysNl: Texts['keys'] = {
  untested: { word: 'Niet getest', means: 'De sleutel is nog niet gebruikt. Test de verbinding.' },
  active: { word: 'Actief', means: 'De sleutel werkt.' },
  invalid: {
    word: 'Ongeldig',
    means: 'Instantly kent deze sleutel niet. Kopieer de hele sleutel opnieuw, of maak een nieuwe.',
  },
  revoked: {
    word: 'Ingetrokken',
    means:
      'Instantly weigert deze sleutel, die eerder wel werkte. Maak in Instantly een nieuwe sleutel en voeg die hier toe.',
  },
  no_plan: {
    word: 'Geen abonnement',
    means: 'De workspace heeft geen abonnement met API-toegang. Kies er een in Instantly en test dan opnieuw.',
  },
  scope_missing: {
    word: 'Recht ontbreekt',
    means:
      'De sleutel werkt, maar heeft niet alle rechten die Sendoff nodig heeft. Maak een sleutel met de ontbrekende rechten en voeg die toe.',
  },
  locked: { word: 'Vergrendeld', means: 'Vul je wachtwoordzin in om de sleutel te gebruiken.' },
}
