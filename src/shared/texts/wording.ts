/** Numbers, plurals and lists inside sentences, for one language. */
import { once } from '../domain/core/once.ts'
import { type Language, localeOf } from '../language.ts'

export type Wording = {
  /** `4,052` */
  n(value: number): string
  /** `1 lead`, `4,052 leads`: a number with the matching form of the word. */
  counted(count: number, one: string, many: string): string
  /** Selects the form of a word or sentence for a count, by the plural rules of the language. */
  plural<T>(count: number, one: T, many: T): T
  /** `a, b and c` */
  listed(parts: readonly string[]): string
  /** The seven days of the week, Sunday first as at Instantly. */
  weekdays(length: 'long' | 'short'): readonly string[]
  /** `a, b or c` */
  any(parts: readonly string[]): string
}

export function wordingOf(language: Language): Wording {
  const locale = localeOf[language]
  // Created on first use, because every thread that writes texts for the operator loads three languages and uses only
  // one.
  const whole = once(() => new Intl.NumberFormat(locale))
  const rules = once(() => new Intl.PluralRules(locale))
  const conjunction = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }))
  const disjunction = once(() => new Intl.ListFormat(locale, { type: 'disjunction' }))
  const n = (value: number) => whole().format(value)
  const plural = <T>(count: number, one: T, many: T): T => (rules().select(count) === 'one' ? one : many)
  return {
    n,
    plural,
    counted: (count, one, many) => `${n(count)} ${plural(count, one, many)}`,
    listed: (parts) => conjunction().format(parts),
    weekdays: (length) => {
      const day = new Intl.DateTimeFormat(locale, { weekday: length, timeZone: 'UTC' })
      // 1 January 2023 was a Sunday.
      return Array.from({ length: 7 }, (_, at) => day.format(Date.UTC(2023, 0, 1 + at)))
    },
    any: (parts) => disjunction().format(parts),
  }
}
