import type { ErrorSentence } from '../../en/core/errors.ts'

/** Errors of the demo, a part of the language's other errors. */
export const demoErrorsNl = {
  DEMO_WORKSPACE: (): ErrorSentence => ({
    what: 'Dit is een klant van de demo.',
    means: 'Een demoklant heeft geen API-sleutel en niets gaat naar Instantly.',
    todo: 'Verbind hiervoor een eigen klant.',
    action: 'Instellingen openen',
  }),
  DEMO_DAMAGED: (): ErrorSentence => ({
    what: 'De demogegevens zijn niet leesbaar.',
    means: 'Je eigen klanten zijn niet geraakt. Alleen de demo is verloren.',
    todo: 'Reset de demo of verwijder die.',
    action: 'Demo resetten',
  }),
}
