import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type ExperimentErrorCode = Extract<ErrorCode, 'EXPERIMENT_EXPORT_RUNS' | 'EXPERIMENT_EXPORTED'>

const named = (data: ErrorData, otherwise: string): string => (data.name ? `“${String(data.name)}”` : otherwise)

export const experimentErrorsEn: Readonly<Record<ExperimentErrorCode, (data: ErrorData) => ErrorSentence>> = {
  EXPERIMENT_EXPORT_RUNS: (data) => ({
    what: `The export to ${named(data, 'a campaign')} is still exporting leads of this list.`,
    means: 'Some leads would get the old value and some the new one. Nothing was changed.',
    todo: 'Let the export finish or cancel it, then assign the variants.',
  }),
  EXPERIMENT_EXPORTED: (data) => ({
    what: `The export to ${named(data, 'a campaign')} has exported leads of this list since.`,
    means:
      'They were exported with their variants, so removing the variants would make the figures wrong. Nothing was changed.',
    todo: 'Keep the experiment or delete it. If you delete it, the leads keep their values.',
  }),
}
