import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { ExperimentErrorCode } from '../../en/exports/experiment-errors.ts'

const named = (data: ErrorData, otherwise: string): string => (data.name ? `“${String(data.name)}”` : otherwise)

export const experimentErrorsNl: Readonly<Record<ExperimentErrorCode, (data: ErrorData) => ErrorSentence>> = {
  EXPERIMENT_EXPORT_RUNS: (data) => ({
    what: `De export naar ${named(data, 'een campagne')} is nog bezig met leads van deze lijst.`,
    means: 'Sommige leads zouden de oude waarde krijgen en andere de nieuwe. Er is niets gewijzigd.',
    todo: 'Wacht tot de export klaar is of annuleer die, en verdeel dan de varianten.',
  }),
  EXPERIMENT_EXPORTED: (data) => ({
    what: `De export naar ${named(data, 'een campagne')} heeft intussen leads van deze lijst geëxporteerd.`,
    means:
      'Die leads zijn met hun variant geëxporteerd. Zonder varianten kloppen de cijfers niet. Er is niets gewijzigd.',
    todo: 'Behoud het experiment of verwijder het. De leads houden dan hun waarden.',
  }),
}
