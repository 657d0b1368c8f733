/** Templates shipped with the app, from `starters-*.json`. Text in square brackets is for the operator to replace. */
import type { SequenceStarter } from '#shared/contract/campaigns/sequences.ts'
import type { SequenceLanguage, SequenceStep } from '#shared/domain/campaigns/copy/sequence.ts'
import de from './starters-de.json' with { type: 'json' }
import en from './starters-en.json' with { type: 'json' }
import nl from './starters-nl.json' with { type: 'json' }

export type StarterFile = {
  /** Paragraphs with which nearly all mails end: `$optOut` and `$regards`. */
  readonly optOut: string
  readonly regards: string
  readonly starters: readonly {
    readonly key: string
    readonly name: string
    readonly industry: string
    readonly mails: readonly {
      /** Several subjects to compare; empty for a mail in the thread of the one before. */
      readonly subjects: readonly string[]
      readonly waitDays: number
      /** Paragraphs of the mail. */
      readonly body: readonly string[]
    }[]
  }[]
}

function buildStarters(language: SequenceLanguage, { optOut, regards, starters }: StarterFile): SequenceStarter[] {
  const paragraph = (text: string) => (text === '$optOut' ? optOut : text === '$regards' ? regards : text)
  return starters.map(({ key, name, industry, mails }) => ({
    key: `${key}.${language}`,
    language,
    name,
    industry,
    steps: mails.map(({ subjects, waitDays, body }): SequenceStep => {
      const text = body.map(paragraph).join('\n\n')
      // Variants differ only in their subject, so that a test compares one thing.
      return { waitDays, html: false, variants: subjects.map((subject) => ({ subject, body: text })) }
    }),
  }))
}

export const starters = [...buildStarters('en', en), ...buildStarters('de', de), ...buildStarters('nl', nl)]
