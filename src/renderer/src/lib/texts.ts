import { en, type Texts } from '#shared/texts/en.ts'

/** The words of the interface, in the operator's language. English is the only one so far. */
export const t: Texts = en
