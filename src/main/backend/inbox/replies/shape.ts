/** The shape of a reply, free of language: how long, what it asks, what stands in it besides words. */

import type { ReadReply } from './read-reply.ts'

const clockTime = /\b\d{1,2}(?:[:.h]\d{2})\b|\b\d{1,2} ?(?:am|pm|uhr|uur|h|heures)\b/i
const calendarDay = /\b\d{1,2}[./]\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{4}-\d\d-\d\d\b/i
const phone = /(?:\+|\b0)\d[\d ()/.-]{6,}\d/
const address = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]{2,}/u
const link = /https?:\/\/|www\./i
const emoji = /\p{Extended_Pictographic}/u
const money = /[€$£]|\beur\b|\d ?k\b/i
const answering = /^\s*(?:re|aw|antw|sv|rv|tr|wg|fwd?|fw)\s*(?:\[\d+\])?\s*:/i
const forwarded = /^\s*(?:tr|wg|fwd?|rv|doorst)\s*:/i
const field = /^[\p{L}][\p{L}\p{N} /().-]{1,28}\s?:\s*\S/u
const masked =
  /\b\S{1,30}\s?[[(]\s?(?:at|@|arobase|arroba|ät)\s?[\])]|\b\w{2,20} (?:at|dot|punkt|punt|point|punto) \w{2,20} (?:dot|punkt|punt|point|punto) \w{2,4}\b/i
const copied = /\bcc\b|\bin cc\b|cc'?d/i
const noReply =
  /no-?_?reply|do-?not-?reply|donotreply|noreply|mailer|daemon|postmaster|robot|bot@|notification|system@|auto/i
const shared =
  /^[^<]*<?(?:info|sales|office|contact|support|service|hello|mail|post|admin|kontakt|accueil|kundenservice|klantenservice|help|helpdesk|reception|recepcion|team|hr|billing)@/i

const bucket = (count: number, edges: readonly number[]) => edges.filter((edge) => count > edge).length

/** Named signs with their weight. */
export function shapeOf(read: ReadReply): readonly (readonly [string, number])[] {
  const { subject, from } = read.reply
  const { text, words, questions } = read.own.worded
  const bounded = text.slice(0, 4000)
  const lines = bounded.split('\n').filter((line) => line.trim() !== '')
  const fields = lines.filter((line) => field.test(line)).length
  const sentences = new Set(words.map(({ sentence }) => sentence)).size
  const capitals = words.filter(({ capital }) => capital === true).length
  const lastSentence = words.at(-1)?.sentence ?? -1
  const upper = bounded.replace(/[^\p{Lu}]/gu, '').length
  const letters = bounded.replace(/[^\p{L}]/gu, '').length
  const signs: (readonly [string, boolean])[] = [
    ['clock', clockTime.test(bounded)],
    ['day', calendarDay.test(bounded)],
    ['clock+day', clockTime.test(bounded) && calendarDay.test(bounded)],
    ['phone', phone.test(bounded)],
    ['address', address.test(bounded)],
    ['link', link.test(bounded)],
    ['emoji', emoji.test(bounded)],
    ['money', money.test(bounded)],
    ['masked', masked.test(bounded)],
    ['copied', copied.test(bounded)],
    ['answering', answering.test(subject)],
    ['forwarded', forwarded.test(subject)],
    ['no subject', subject.trim() === ''],
    ['new subject', subject.trim() !== '' && !answering.test(subject)],
    ['asks', questions.size > 0],
    ['asks often', questions.size > 1],
    ['ends asking', questions.has(lastSentence)],
    ['begins asking', questions.has(words[0]?.sentence ?? -1)],
    ['only asks', questions.size > 0 && questions.size === sentences],
    ['exclaims', /!/.test(bounded)],
    ['exclaims much', /!!/.test(bounded)],
    ['shouts', letters > 8 && upper / letters > 0.6],
    ['trails', /\.\.\.|…/.test(bounded)],
    ['nobody', noReply.test(from)],
    ['shared mailbox', shared.test(from)],
    ['quotes', read.hasQuote],
    ['signed', read.hasSignature],
    ['lower case', read.own.worded.lowerCase && words.length > 4],
    [
      'title in text',
      /\b(?:Mr|Mrs|Ms|Dr|Herr|Herrn|Frau|Mme|Mevrouw|Dhr|Sra?|Monsieur|Madame|Don|Doña)\.? \p{Lu}/u.test(bounded),
    ],
    ['names a day', read.returnDay !== null],
    ['day of return', read.returnDay?.certain === true],
  ]
  const found: [string, number][] = signs.filter(([, is]) => is).map(([sign]) => [sign, 0.6])
  found.push([`words ${bucket(words.length, [0, 1, 2, 4, 7, 12, 20, 35, 60, 100])}`, 0.6])
  found.push([`sentences ${bucket(sentences, [1, 2, 3, 5, 8])}`, 0.4])
  found.push([`fields ${bucket(fields, [0, 1, 2, 4])}`, 0.6])
  found.push([`names ${bucket(capitals, [0, 1, 2, 4])}`, 0.4])
  return found
}
