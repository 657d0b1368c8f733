import type { ErrorSentence } from '../../en/core/errors.ts'

/** Errors of the demo, a part of the language's other errors. */
export const demoErrorsNl = {
  DEMO_WORKSPACE: (): ErrorSentence => ({
    what: 'Dit is een klant van de demo.',
    means: 'Hij heeft geen API-sleutel, en niets ervan bereikt Instantly.',
    todo: 'Verbind daarvoor een eigen klant.',
    action: 'Instellingen openen',
  }),
  DEMO_DAMAGED: (): ErrorSentence => ({
    what: 'Wat van de demo opgeslagen was, is niet leesbaar.',
    means: 'Je eigen klanten zijn niet geraakt: alleen het gesimuleerde Instantly van de demo is verloren.',
    todo: 'Begin de demo opnieuw of verwijder hem.',
    action: 'Demo herstellen',
  }),
}
