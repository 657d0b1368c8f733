/**
 * Recognises a plain yes: "We are interested.", "Klingt gut". The words of a "no" are nearly the same or too few, and the
 * model, which knows them from longer replies, took some of them for a possible opt-out.
 */
import { foldWord } from './words.ts'

const maxLength = 90
const greeting =
  '(?:hi|hello|hey|dear|hallo|moin|guten (?:tag|morgen)|beste|dag|bonjour|hola|buen[oa]s dias)(?: [a-z]+){0,2}'
const yes = '(?:yes|yeah|yep|sure|absolutely|definitely|ja|jawohl|gern|gerne|klar|zeker|oui|si)'
const thanks = '(?:please|thanks|thank you|bitte|danke|vielen dank|bedankt|dank (?:je|u)|merci|gracias)'
const interested = [
  '(?:(?:we are|we re|were|i am|i m|im) )?(?:(?:very|really|definitely|quite|indeed|also) )?interested(?: in (?:this|that|it|your offer|hearing more|learning more))?',
  '(?:wir sind|ich bin) (?:(?:sehr|durchaus|auch|grundsatzlich|daran) )?interessiert(?: daran)?',
  '(?:wir haben|ich habe|habe|haben) (?:(?:grosses|durchaus|auch|grundsatzlich|daran) )?interesse(?: daran)?',
  '(?:wij zijn|we zijn|ik ben) (?:(?:zeer|erg|heel|wel|zeker|ook) )?geinteresseerd',
  '(?:wij hebben|we hebben|ik heb) (?:(?:wel|zeker|ook) )?interesse',
  '(?:nous sommes|je suis) (?:(?:tres|bien) )?interessee?s?',
  '(?:estamos|estoy) (?:(?:muy) )?interesad[oa]s?',
  '(?:interessiert|geinteresseerd|interessee?s?|interesad[oa]s?)',
].join('|')
const good = [
  '(?:(?:that|this|it) )?(?:sounds|looks|seems) (?:(?:very|really|quite|pretty) )?(?:good|great|interesting|perfect|promising|fine)',
  '(?:very |really |quite )?(?:good|great|perfect|excellent|wonderful|nice)',
  '(?:please )?go ahead',
  '(?:das )?(?:klingt|hort sich) (?:(?:sehr|wirklich|ganz) )?(?:gut|interessant|spannend|super)(?: an)?',
  '(?:dat )?(?:klinkt|lijkt me) (?:(?:heel|erg) )?(?:goed|interessant|leuk|prima)',
  '(?:ca|cela) (?:a l air|semble) (?:(?:tres) )?(?:bien|bon|interessant|super)',
  '(?:suena|parece) (?:(?:muy) )?(?:bien|interesante)',
].join('|')
const plainYesPattern = new RegExp(`^(?:${greeting} )?(?:${yes} )?(?:${interested}|${good})(?: ${thanks})?$`)

/** Whether a text is a plain yes; "Interested?" is a question. */
export function isPlainYes(text: string): boolean {
  if (text.length > maxLength || text.includes('?')) return false
  const plain = foldWord(text.toLowerCase())
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()
  return plainYesPattern.test(plain)
}
