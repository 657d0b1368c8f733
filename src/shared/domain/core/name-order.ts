import { withoutAccents } from './without-accents.ts'

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Compares names as people sort them: *Campaign 2* before *Campaign 10*. The same in every language of the app. */
export const compareNames = (a: string, b: string): number => collator.compare(a, b)

/** Longest number that is sorted by its value. */
const mostDigits = 24

/** Returns a text that sorts like the name, for SQL and for names that are compared often. */
export const nameOrder = (name: string): string =>
  withoutAccents(name)
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(mostDigits, '0'))
