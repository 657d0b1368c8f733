import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import { findDates } from '../find-dates.ts'
import { foldForDates } from '../return-date.ts'

/** Hours such as "between 2 and 4", "um 14", "à 10h", "14:30". */
const hour =
  /\b(?:at|between|around|after|before|from|um|zwischen|gegen|ab|nach|vor|om|tussen|rond|na|voor|vanaf|a|entre|vers|apres|avant|las) \d{1,2}\b|\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2} ?(?:uhr|uur|h|heures?|am|pm|o'clock)\b/
const maxDistance = 40

/** Whether a sentence names a future day and an hour, i.e. a time to talk. In five languages. */
export function offersTime(text: string, receivedAt: string, language: ReplyLanguage): boolean {
  const folded = foldForDates(text)
  return findDates(folded, receivedAt, language === 'en' ? 'unknown' : 'day_first').some(({ day, from, to, habit }) => {
    const before =
      folded
        .slice(Math.max(0, from - maxDistance), from)
        .split(/[.!?] /)
        .at(-1) ?? ''
    const [after = ''] = folded.slice(to, to + maxDistance).split(/[.!?](?: |$)/)
    return habit !== 'always' && day >= receivedAt.slice(0, 10) && (hour.test(before) || hour.test(after))
  })
}
