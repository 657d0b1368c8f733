/** The allowed values of rows imported from a folder, as screens read them without checking. */
import { z } from 'zod'
import { exportSettings } from '#shared/contract/exports/exports.ts'
import { costAssumptions } from '#shared/contract/insights/money.ts'
import { sequenceSteps } from '#shared/domain/campaigns/copy/sequence.ts'
import { dayMs, storedTimes } from '#shared/domain/core/days.ts'
import { experimentPlan } from '#shared/domain/exports/experiments/plan.ts'

const texts = z.array(z.string())
const object = z.record(z.string(), z.unknown())
const objects = z.array(object)
const files = z.array(z.object({ name: z.string(), url: z.string().nullish(), type: z.string().nullish() }))

/** Columns with JSON and their shapes. A test looks for missing ones. */
export const jsonColumns: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = {
  campaign: { tags: texts, sending_status: object },
  campaign_reading: { problem_data: object },
  experiment: { plan: experimentPlan, result: object },
  export_batch: { answer: z.unknown() },
  export_cost: { assumptions: costAssumptions },
  export_run: {
    settings: exportSettings,
    problem_data: object,
    campaigns_before: texts,
    candidates: objects,
    copy_check: objects,
    tag_problem: object,
    part: object,
  },
  gap_check: { problem_data: object },
  inbox_message: { attachments: files },
  inbox_send: { problem_data: object, attachments: files },
  inbox_thread: { sorted_why: texts, score_why: z.array(z.object({ why: z.string(), points: z.number() })) },
  lead: { original: texts, other_emails: texts },
  list_import: { header: texts, mapping: objects, settings: object },
  report_made: { formats: texts, quotes: z.array(z.number()), files: objects, problem_data: object },
  report_plan: { formats: texts, problem_data: object },
  sequence: { steps: sequenceSteps },
  sequence_version: { body: object },
  setting: { value: z.unknown() },
  verification_run: { problem_data: object },
}

/** Columns in which an empty text means that the content is stored elsewhere. */
export const emptyTextColumns: ReadonlySet<string> = new Set(['original'])

const maxRows = 2 ** 31 - 1
/** The smallest and largest number in columns with these names. */
const numberBounds: readonly (readonly [RegExp, number, number])[] = [
  [/_count$/, 0, maxRows],
  [/(?:^|_)day$/, 0, storedTimes.before / dayMs],
  [/^gate$/, 0, 255],
]

/** Whether a number is allowed in a column of this name. */
export const isWithin = (column: string, value: number): boolean =>
  Number.isFinite(value) &&
  numberBounds.every(([name, from, to]) => !name.test(column) || (value >= from && value <= to))
