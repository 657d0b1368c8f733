/** Figures, plurals and lists inside sentences, for one language. */
import { type Language, localeOf } from '../language.ts'

export type Wording = {
  /** `4,052` */
  n(value: number): string
  /** `1 lead`, `4,052 leads`: the figure with the form of the word that goes with it. */
  counted(count: number, one: string, many: string): string
  /** The form of a word or sentence that goes with a count, by the plural rules of the language. */
  plural<T>(count: number, one: T, many: T): T
  /** `a, b and c` */
  listed(parts: readonly string[]): string
  /** The seven days, Sunday first as Instantly counts them. */
  weekdays(length: 'long' | 'short'): readonly string[]
  /** `a, b or c` */
  any(parts: readonly string[]): string
}

export function wordingOf(language: Language): Wording {
  const locale = localeOf[language]
  // Made at first use: three languages are loaded, by every thread that writes for the operator, and one is spoken.
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

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
