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
    means: 'Instantly weigert deze sleutel nu. Maak daar een nieuwe en voeg die hier toe.',
  },
  no_plan: {
    word: 'Geen abonnement',
    means: 'Geen abonnement met API-toegang. Kies er een in Instantly en test dan opnieuw.',
  },
  scope_missing: {
    word: 'Recht ontbreekt',
    means: 'De sleutel mist rechten die Sendoff nodig heeft. Maak een sleutel met alle rechten.',
  },
  locked: { word: 'Vergrendeld', means: 'Vul je wachtwoordzin in om de sleutel te gebruiken.' },
}
