/** Leads' replies, in the language of their country. All invented. */
import { dayMs } from '#shared/domain/core/days.ts'
import { pickByChance } from '../state/draws.ts'
import type { ReplyTone } from '../state/life-types.ts'
import type { Lead, Mailbox } from '../state/world-types.ts'
import { replyTexts, type Words } from './reply-texts.ts'

export type Language = 'en' | 'de' | 'nl' | 'fr' | 'es'

type ReplyRequest = {
  readonly tone: ReplyTone
  readonly lead: Lead
  readonly mailbox: Mailbox | null
  readonly at: number
  /** Random number that selects the text, and when the person returns. */
  readonly chance: number
  readonly returns: number
  /** Subject of the mail answered. */
  readonly subject: string
}

const byCountry: Readonly<Record<string, Language>> = {
  germany: 'de',
  austria: 'de',
  switzerland: 'de',
  netherlands: 'nl',
  belgium: 'nl',
  france: 'fr',
  spain: 'es',
}

function languageOf(lead: Lead): Language {
  const country = lead.fields?.custom['country']
  return (typeof country === 'string' ? byCountry[country.toLowerCase()] : undefined) ?? 'en'
}

export function composeReply(asked: ReplyRequest): { readonly subject: string; readonly text: string } {
  const { tone } = asked
  const language = languageOf(asked.lead)
  const words = replyTexts[language]
  const firstName = String(asked.lead.fields?.core['first_name'] ?? '')
  const lastName = String(asked.lead.fields?.core['last_name'] ?? '')
  const company = String(asked.lead.fields?.core['company_name'] ?? '')
  const back = asked.at + (3 + Math.floor(asked.returns * 14)) * dayMs
  const values: Readonly<Record<string, string>> = {
    sender: asked.mailbox?.firstName ?? '',
    first: firstName,
    last: lastName,
    company,
    back: tone === 'out_of_office' ? dayFormat(language).format(back) : '',
  }
  const text = pickByChance(words[tone], asked.chance).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  const signed = tone === 'receipt' ? text : `${text}\n\n${[firstName, lastName].join(' ').trim()}\n${company}`
  return { subject: subjectFor(words, tone, asked.subject), text: signed.trim() }
}

/** Returns the answer of the operator in the generated history; `isOpen` if the conversation continues. */
export function composeAnswer(lead: Lead, mailbox: Mailbox | null, isOpen: boolean): string {
  const first = String(lead.fields?.core['first_name'] ?? '')
  const text = (isOpen ? answers : thanks)[languageOf(lead)].replace('{first}', first)
  return `${text}\n\n${mailbox?.firstName ?? ''}`.trim()
}

const answers: Readonly<Record<Language, string>> = {
  en: 'Hi {first},\n\nthanks for getting back to me. I have put the details on one page for you, and Thursday at 10 works. Shall I send an invite?',
  de: 'Guten Tag {first},\n\nvielen Dank für Ihre Rückmeldung. Die Einzelheiten habe ich Ihnen auf einer Seite zusammengefasst. Passt Ihnen Donnerstag um 10 Uhr?',
  nl: 'Dag {first},\n\nbedankt voor je antwoord. Ik heb alles op één pagina gezet. Past donderdag om tien uur?',
  fr: 'Bonjour {first},\n\nmerci pour votre retour. J’ai résumé l’essentiel sur une page. Jeudi à 10 h vous conviendrait-il ?',
  es: 'Hola {first}:\n\ngracias por responder. Te lo he resumido en una página. ¿Te va bien el jueves a las 10?',
}

const thanks: Readonly<Record<Language, string>> = {
  en: 'Hi {first},\n\nthank you for letting me know. I have made a note of it and will not bother you before then.',
  de: 'Guten Tag {first},\n\nvielen Dank für den Hinweis. Ich habe es mir notiert und melde mich vorher nicht wieder.',
  nl: 'Dag {first},\n\nbedankt voor je bericht. Ik heb het genoteerd en val je voor die tijd niet lastig.',
  fr: 'Bonjour {first},\n\nmerci de me l’avoir dit. C’est noté, je ne vous relancerai pas avant.',
  es: 'Hola {first}:\n\ngracias por avisarme. Lo dejo anotado y no te escribiré antes.',
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', nl: 'nl-NL', fr: 'fr-FR', es: 'es-ES' }

const formats = new Map<Language, Intl.DateTimeFormat>()

function dayFormat(language: Language): Intl.DateTimeFormat {
  const known = formats.get(language)
  if (known) return known
  const format = new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'long', timeZone: 'UTC' })
  formats.set(language, format)
  return format
}

function subjectFor(words: Words, tone: ReplyTone, subject: string): string {
  const plain = subject.replace(/^(re|aw|antw|rv)\s*:\s*/i, '')
  if (tone === 'out_of_office') return `${words.awayPrefix}: ${plain}`
  if (tone === 'receipt') return words.receiptSubject
  return `${words.replyPrefix}: ${plain}`
}
