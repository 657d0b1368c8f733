import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { ExperimentErrorCode } from '../../en/exports/experiment-errors.ts'

const named = (data: ErrorData, otherwise: string): string => (data.name ? `„${String(data.name)}“` : otherwise)

export const experimentErrorsDe: Readonly<Record<ExperimentErrorCode, (data: ErrorData) => ErrorSentence>> = {
  EXPERIMENT_EXPORT_RUNS: (data) => ({
    what: `Der Export nach ${named(data, 'einer Kampagne')} sendet noch Leads dieser Liste.`,
    means: 'Einige gingen mit dem alten Wert hinaus und andere mit dem neuen. Nichts wurde geändert.',
    todo: 'Lassen Sie den Export enden oder brechen Sie ihn ab, und geben Sie dann die Varianten.',
  }),
  EXPERIMENT_EXPORTED: (data) => ({
    what: `Der Export nach ${named(data, 'einer Kampagne')} hat seitdem Leads dieser Liste genommen.`,
    means:
      'Sie wurden mit ihren Varianten gesendet. Ohne die Varianten würden die Zahlen falsch. Nichts wurde geändert.',
    todo: 'Behalten Sie das Experiment, oder löschen Sie es: Die Leads behalten dann ihre Werte.',
  }),
}
