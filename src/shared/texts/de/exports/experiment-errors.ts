import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { ExperimentErrorCode } from '../../en/exports/experiment-errors.ts'

const named = (data: ErrorData, otherwise: string): string => (data.name ? `„${String(data.name)}“` : otherwise)

export const experimentErrorsDe: Readonly<Record<ExperimentErrorCode, (data: ErrorData) => ErrorSentence>> = {
  EXPERIMENT_EXPORT_RUNS: (data) => ({
    what: `Der Export in ${named(data, 'eine Kampagne')} läuft noch.`,
    means: 'Ein Teil der Leads hätte den alten Wert, ein Teil den neuen. Es wurde nichts geändert.',
    todo: 'Warten Sie, bis der Export fertig ist, oder brechen Sie ihn ab. Verteilen Sie dann die Varianten.',
  }),
  EXPERIMENT_EXPORTED: (data) => ({
    what: `Der Export in ${named(data, 'eine Kampagne')} enthält seitdem Leads dieser Liste.`,
    means:
      'Sie wurden mit ihren Varianten exportiert. Ohne die Varianten wären die Zahlen falsch. Es wurde nichts geändert.',
    todo: 'Behalten Sie das Experiment oder löschen Sie es. Die Leads behalten ihre Werte.',
  }),
}
