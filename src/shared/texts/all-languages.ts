import type { Language } from '../language.ts'
import { de } from './de.ts'
import { en, type Texts } from './en.ts'
import { nl } from './nl.ts'

/** All texts of the window, by language. The texts of each feature are in `<language>/<area>/<feature>.ts`. */
export const textsOf: Readonly<Record<Language, Texts>> = { en, de, nl }
