/** Phrases of each language, from the file named after it; `phrase-matcher.ts` documents the syntax. */
import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { Phrases } from '../topics.ts'
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }
import nl from './nl.json' with { type: 'json' }

export const phraseBooks: Readonly<Record<ReplyLanguage, Phrases>> = { en, de, nl, fr, es }
