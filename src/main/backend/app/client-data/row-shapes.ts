/** What a value of a row that comes from a folder has to be: screens read it without asking. */
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

/** Columns with JSON, and what it is. A test looks for those that are missing here. */
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

/** Columns in which an empty text stands for what is kept elsewhere. */
export const mayBeEmpty: ReadonlySet<string> = new Set(['original'])

const mostRows = 2 ** 31 - 1
/** Numbers of these names, from the first to the last they can be. */
const bounds: readonly (readonly [RegExp, number, number])[] = [
  [/_count$/, 0, mostRows],
  [/(?:^|_)day$/, 0, storedTimes.before / dayMs],
  [/^gate$/, 0, 255],
]

/** Whether a number can stand in a column of this name. */
export const isWithin = (column: string, value: number): boolean =>
  Number.isFinite(value) && bounds.every(([name, from, to]) => !name.test(column) || (value >= from && value <= to))
