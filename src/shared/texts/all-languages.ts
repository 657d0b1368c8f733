import type { Language } from '../language.ts'
import { de } from './de.ts'
import { en, type Texts } from './en.ts'
import { nl } from './nl.ts'

/** Every text of the window, by language. Each feature's words lie in `<language>/<area>/<feature>.ts`. */
export const textsOf: Readonly<Record<Language, Texts>> = { en, de, nl }
