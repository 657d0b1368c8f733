import type { ErrorSentence } from '../core/errors.ts'

/** Errors of the demo, part of the language's error texts. */
export const demoErrorsEn = {
  DEMO_WORKSPACE: (): ErrorSentence => ({
    what: 'This is a demo client.',
    means: 'It has no API key and never reaches Instantly.',
    todo: 'Connect a client of your own to do this.',
    action: 'Open settings',
  }),
  DEMO_DAMAGED: (): ErrorSentence => ({
    what: 'The demo’s data cannot be read.',
    means: 'Only the demo’s simulated Instantly is lost. Your own clients are not touched.',
    todo: 'Reset the demo to start over, or remove it.',
    action: 'Reset demo',
  }),
}
