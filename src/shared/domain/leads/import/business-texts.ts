/**
 * Determines which values of a row were written for the business; a person derived from the row does not get them by
 * default.
 */
import { headerKey } from './header-key.ts'

/**
 * Names of variables that hold email text, in the languages of imported files; compared in the form `headerKey`
 * returns.
 */
const mailTextNames =
  /\b(?:ice ?breakers?|subject(?: line)?s?|betreff(?:zeile)?|onderwerp(?:regel)?|objet|asunto|oggetto|opener|opening (?:lines?|sentence|words?)|openingszin|first ?line|custom ?line|intro(?: line| text)?|einstieg|einleitung|aufhanger|anrede|begroeting|salutation|greeting|aanhef|personali[sz](?:ation|ed)(?: \w+)?|personalisierung|personalisatie|compliment|kompliment|ps|p s|postscript|email (?:body|text|copy|\d+)|mail (?:text|body)|body|message|nachricht|bericht|snippet|hook|pitch|pain point|value prop(?:osition)?)\b/

/**
 * Returns whether a variable of this name holds text written for the lead of the row: icebreaker, subject, greeting.
 */
export const isWrittenText = (name: string): boolean => mailTextNames.test(headerKey(name))

const descriptions =
  /(?:^| )(?:about|summary|headline|bio|biography|pain ?points?|einleitung|aufhanger|hook|opener|intro|introduction|ice ?breaker|keywords?|products?|services?|description|technolog(?:y|ies)|industr(?:y|ies)|special(?:ties|ities)|categor(?:y|ies)|types?|branche|produkte?|leistungen|beschreibung|kategorie|secteur|activite|sector|categoria|rubro)$/

/** Returns whether the cells under a header, in the form `headerKey` returns, describe a business or a person. */
export const isDescription = (key: string): boolean => descriptions.test(key)
