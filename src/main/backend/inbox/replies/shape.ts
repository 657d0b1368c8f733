/** Language-independent features of a reply: its length, questions, and content other than words. */

import type { ReadReply } from './read-reply.ts'
import type { Word } from './words.ts'

const clockTime = /\b\d{1,2}(?:[:.h]\d{2})\b|\b\d{1,2} ?(?:am|pm|uhr|uur|h|heures)\b/i
const calendarDay = /\b\d{1,2}[./]\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{4}-\d\d-\d\d\b/i
const phone = /(?:\+|\b0)\d[\d ()/.-]{6,}\d/
const address = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]{2,}/u
const link = /https?:\/\/|www\./i
const emoji = /\p{Extended_Pictographic}/u
const money = /[€$£]|\beur\b|\d ?k\b/i
const replyPrefix = /^\s*(?:re|aw|antw|sv|rv|tr|wg|fwd?|fw)\s*(?:\[\d+\])?\s*:/i
const forwarded = /^\s*(?:tr|wg|fwd?|rv|doorst)\s*:/i
const field = /^[\p{L}][\p{L}\p{N} /().-]{1,28}\s?:\s*\S/u
const maskedAddress =
  /\b\S{1,30}\s?[[(]\s?(?:at|@|arobase|arroba|ät)\s?[\])]|\b\w{2,20} (?:at|dot|punkt|punt|point|punto) \w{2,20} (?:dot|punkt|punt|point|punto) \w{2,4}\b/i
/** Quick checks, so that few texts are searched further. */
const maskedSign = /[[(]| (?:dot|punkt|punt|point|punto) /i
const copied = /\bcc\b|\bin cc\b|cc'?d/i
const noReply =
  /no-?_?reply|do-?not-?reply|donotreply|noreply|mailer|daemon|postmaster|robot|bot@|notification|system@|auto/i
const sharedAddress =
  /^[^<]*<?(?:info|sales|office|contact|support|service|hello|mail|post|admin|kontakt|accueil|kundenservice|klantenservice|help|helpdesk|reception|recepcion|team|hr|billing)@/i

const bucketOf = (count: number, edges: readonly number[]) => edges.filter((edge) => count > edge).length

/** Counts sentences, which are numbered in the order of the words. */
function countSentences(words: readonly Word[]): number {
  let count = 0
  let last = -1
  for (const { sentence } of words) {
    if (sentence !== last) count += 1
    last = sentence
  }
  return count
}

/** Counts capital letters, and all letters. */
function countLetters(text: string): { readonly upper: number; readonly letters: number } {
  let upper = 0
  let letters = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0
    if (code < 128) {
      const isUpper = code >= 65 && code <= 90
      if (isUpper) upper += 1
      if (isUpper || (code >= 97 && code <= 122)) letters += 1
      continue
    }
    const sign = String.fromCodePoint(code)
    if (/\p{Lu}/u.test(sign)) upper += sign.length
    if (/\p{L}/u.test(sign)) letters += sign.length
    at += sign.length - 1
  }
  return { upper, letters }
}

/** Returns named features with their weight. */
export function shapeFeaturesOf(read: ReadReply): readonly (readonly [string, number])[] {
  const { subject, from } = read.reply
  const { text, words, questions } = read.own.worded
  const bounded = text.slice(0, 4000)
  const beyondAscii = /[\u0080-\uffff]/.test(bounded)
  const digit = /\d/.test(bounded)
  const hasClock = digit && clockTime.test(bounded)
  const hasDay = digit && calendarDay.test(bounded)
  const isAnswer = replyPrefix.test(subject)
  const noSubject = subject.trim() === ''
  const lines = bounded.split('\n').filter((line) => line.trim() !== '')
  const fields = lines.filter((line) => field.test(line)).length
  const sentences = countSentences(words)
  const capitals = words.filter(({ capital }) => capital === true).length
  const lastSentence = words.at(-1)?.sentence ?? -1
  const { upper, letters } = countLetters(bounded)
  const found: [string, number][] = []
  const say = (sign: string, is: boolean) => {
    if (is) found.push([sign, 0.6])
  }
  say('clock', hasClock)
  say('day', hasDay)
  say('clock+day', hasClock && hasDay)
  say('phone', digit && phone.test(bounded))
  say('address', bounded.includes('@') && address.test(bounded))
  say('link', link.test(bounded))
  say('emoji', beyondAscii && emoji.test(bounded))
  say('money', money.test(bounded))
  say('masked', maskedSign.test(bounded) && maskedAddress.test(bounded))
  say('copied', copied.test(bounded))
  say('answering', isAnswer)
  say('forwarded', forwarded.test(subject))
  say('no subject', noSubject)
  say('new subject', !noSubject && !isAnswer)
  say('asks', questions.size > 0)
  say('asks often', questions.size > 1)
  say('ends asking', questions.has(lastSentence))
  say('begins asking', questions.has(words[0]?.sentence ?? -1))
  say('only asks', questions.size > 0 && questions.size === sentences)
  say('exclaims', bounded.includes('!'))
  say('exclaims much', bounded.includes('!!'))
  say('shouts', letters > 8 && upper / letters > 0.6)
  say('trails', /\.\.\.|…/.test(bounded))
  say('nobody', noReply.test(from))
  say('shared mailbox', sharedAddress.test(from))
  say('quotes', read.hasQuote)
  say('signed', read.hasSignature)
  say('lower case', read.own.worded.lowerCase && words.length > 4)
  say(
    'title in text',
    /\b(?:Mr|Mrs|Ms|Dr|Herr|Herrn|Frau|Mme|Mevrouw|Dhr|Sra?|Monsieur|Madame|Don|Doña)\.? \p{Lu}/u.test(bounded),
  )
  say('names a day', read.returnDay !== null)
  say('day of return', read.returnDay?.certain === true)
  found.push([`words ${bucketOf(words.length, [0, 1, 2, 4, 7, 12, 20, 35, 60, 100])}`, 0.6])
  found.push([`sentences ${bucketOf(sentences, [1, 2, 3, 5, 8])}`, 0.4])
  found.push([`fields ${bucketOf(fields, [0, 1, 2, 4])}`, 0.6])
  found.push([`names ${bucketOf(capitals, [0, 1, 2, 4])}`, 0.4])
  return found
}
