/** Which values of a row were written for the business: a person derived from it does not get them unasked. */
import { headerKey } from './header-key.ts'

/** Names of variables that hold words of a mail, in the languages files come in; compared as `headerKey` spells them. */
const ofMail =
  /\b(?:ice ?breakers?|subject(?: line)?s?|betreff(?:zeile)?|onderwerp(?:regel)?|objet|asunto|oggetto|opener|opening (?:lines?|sentence|words?)|openingszin|first ?line|custom ?line|intro(?: line| text)?|einstieg|einleitung|aufhanger|anrede|begroeting|salutation|greeting|aanhef|personali[sz](?:ation|ed)(?: \w+)?|personalisierung|personalisatie|compliment|kompliment|ps|p s|postscript|email (?:body|text|copy|\d+)|mail (?:text|body)|body|message|nachricht|bericht|snippet|hook|pitch|pain point|value prop(?:osition)?)\b/

/** Whether a variable of this name holds text written for the row's own lead: icebreaker, subject, greeting. */
export const isWrittenText = (name: string): boolean => ofMail.test(headerKey(name))
