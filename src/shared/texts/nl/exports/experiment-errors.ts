import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { ExperimentErrorCode } from '../../en/exports/experiment-errors.ts'

const named = (data: ErrorData, otherwise: string): string => (data.name ? `“${String(data.name)}”` : otherwise)

export const experimentErrorsNl: Readonly<Record<ExperimentErrorCode, (data: ErrorData) => ErrorSentence>> = {
  EXPERIMENT_EXPORT_RUNS: (data) => ({
    what: `De export naar ${named(data, 'een campagne')} verstuurt nog leads van deze lijst.`,
    means: 'Sommige zouden met de oude waarde vertrekken en andere met de nieuwe. Er is niets gewijzigd.',
    todo: 'Laat de export eindigen of breek hem af, en geef dan de varianten.',
  }),
  EXPERIMENT_EXPORTED: (data) => ({
    what: `De export naar ${named(data, 'een campagne')} heeft sindsdien leads van deze lijst genomen.`,
    means:
      'Ze zijn met hun varianten verstuurd. Zonder de varianten zouden de cijfers niet kloppen. Er is niets gewijzigd.',
    todo: 'Houd het experiment, of verwijder het: de leads houden dan hun waarden.',
  }),
}
