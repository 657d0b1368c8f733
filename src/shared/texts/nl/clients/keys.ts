import type { Texts } from '../../en.ts'

export const keysNl: Texts['keys'] = {
  untested: { word: 'Niet getest', means: 'Hij heeft Instantly nog niet bereikt. Test de verbinding.' },
  active: { word: 'Actief', means: 'Hij werkt.' },
  invalid: {
    word: 'Ongeldig',
    means: 'Instantly kent hem niet. Kopieer de hele sleutel opnieuw, of maak een nieuwe.',
  },
  revoked: {
    word: 'Ingetrokken',
    means: 'Hij werkte, en nu weigert Instantly hem. Maak in Instantly een nieuwe sleutel en voeg die hier toe.',
  },
  no_plan: {
    word: 'Geen abonnement',
    means: 'De workspace heeft geen abonnement met API-toegang. Kies er een in Instantly en test dan opnieuw.',
  },
  scope_missing: {
    word: 'Recht ontbreekt',
    means:
      'Hij werkt, maar mag niet alles wat Sendoff nodig heeft. Maak een sleutel met de ontbrekende rechten en voeg die toe.',
  },
  locked: { word: 'Vergrendeld', means: 'Hij wacht op je wachtwoordzin.' },
}
