import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type ExperimentErrorCode = Extract<ErrorCode, 'EXPERIMENT_EXPORT_RUNS' | 'EXPERIMENT_EXPORTED'>

const named = (data: ErrorData, otherwise: string): string => (data.name ? `“${String(data.name)}”` : otherwise)

export const experimentErrorsEn: Readonly<Record<ExperimentErrorCode, (data: ErrorData) => ErrorSentence>> = {
  EXPERIMENT_EXPORT_RUNS: (data) => ({
    what: `The export to ${named(data, 'a campaign')} still sends leads of this list.`,
    means: 'Some of them would go out with the old value and some with the new one. Nothing was changed.',
    todo: 'Let the export finish or cancel it, then give the variants.',
  }),
  EXPERIMENT_EXPORTED: (data) => ({
    what: `The export to ${named(data, 'a campaign')} took leads of this list since.`,
    means:
      'They were sent with their variants, so taking the variants back would make the figures wrong. Nothing was changed.',
    todo: 'Keep the experiment, or delete it: the leads keep their values then.',
  }),
}
