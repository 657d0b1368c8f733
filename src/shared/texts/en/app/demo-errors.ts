import type { ErrorSentence } from '../core/errors.ts'

/** Errors of the demo, a part of the language's other errors. */
export const demoErrorsEn = {
  DEMO_WORKSPACE: (): ErrorSentence => ({
    what: 'This is a demo client.',
    means: 'It has no API key, and nothing of it reaches Instantly.',
    todo: 'Connect a client of your own for that.',
    action: 'Open settings',
  }),
  DEMO_DAMAGED: (): ErrorSentence => ({
    what: 'What was kept of the demo cannot be read.',
    means: 'Your own clients are not touched: only the simulated Instantly of the demo is lost.',
    todo: 'Reset the demo to begin it anew, or remove it.',
    action: 'Reset demo',
  }),
}
