/** The mails of invented campaigns, in each language, and those of a recruiter. */
import type { Language } from '../reactions/reply-words.ts'
import data from './history-copy.json' with { type: 'json' }

type Mail = { readonly subject: string; readonly body: string }
export type Sequence = readonly { readonly delay: number; readonly variants: readonly Mail[] }[]

export const copies: Readonly<Record<Exclude<Language, 'es'> | 'hiring', Sequence>> = data
