import type { SequenceStarter } from '#shared/contract/campaigns/sequences.ts'
import type { SequenceLanguage, SequenceStep } from '#shared/domain/campaigns/copy/sequence.ts'

type Mail = { readonly subjects: readonly string[]; readonly body: string; readonly wait: number }

/** A template of plain mails; the variants of a mail differ in their subject alone, so that a test compares one thing. */
export function starter(
  key: string,
  language: SequenceLanguage,
  name: string,
  industry: string,
  mails: readonly Mail[],
): SequenceStarter {
  const steps = mails.map(
    ({ subjects, body, wait }): SequenceStep => ({
      waitDays: wait,
      html: false,
      variants: subjects.map((subject) => ({ subject, body: body.trim() })),
    }),
  )
  return { key: `${key}.${language}`, language, name, industry, steps }
}
