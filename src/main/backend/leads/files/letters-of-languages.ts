/** Each language's non-ASCII letters and where in words they stand, to choose between plausible encodings. */
import type { Encoding } from '#shared/domain/leads/import/detect-bytes.ts'

type Letters = { readonly encoding: Encoding; readonly letters: RegExp }

/** Western languages, with letters mixed in one file. A text these explain equally well is taken as Windows-1252. */
export const westernLetters: readonly RegExp[] = [
  // German, Dutch, French, the Nordic languages, Finnish, Albanian.
  /[äöüßéèêëàâçîïôùûåæøáœÿ]/giu,
  // Spanish, Catalan, French, Italian, and Portuguese, where õ only occurs before e.
  /[éèêëàâçîïôùûüœæáíóúñãìò]|õ(?=e)|(?<=[n\d]\.?)[ºª]/giu,
  // Estonian.
  /[äöüõšž]/giu,
  // Icelandic: no word begins with ð, þ only begins words, and no word contains ý twice.
  /[áéíóúöæ]|ý(?!\p{L}{0,12}ý)|(?<=\p{L})ð|(?<!\p{L})þ/giu,
]

export const otherLatin: readonly Letters[] = [
  { encoding: 'windows-1254', letters: /[çıİöşüâîû]|(?<=\p{L})ğ/giu },
  { encoding: 'windows-1250', letters: /[áčďéěíňóřšťúůýž]/giu },
  { encoding: 'windows-1250', letters: /[áäčďéíĺľňóôŕšťúýž]/giu },
  { encoding: 'windows-1250', letters: /[áéíóöőúüű]/giu },
  { encoding: 'windows-1250', letters: /[ăâîşţ]/giu },
  { encoding: 'windows-1250', letters: /[čćđšž]/giu },
  { encoding: 'windows-1250', letters: /[ąćęłńóśźż]/giu },
  { encoding: 'windows-1257', letters: /[ąčęėįšųūž]/giu },
  { encoding: 'windows-1257', letters: /[āčēģīķļņšūž]/giu },
]

/** Languages older programs wrote in ISO 8859-2, where letters with carons and accents stand elsewhere. */
export const olderEastern: readonly RegExp[] = [
  /[ąćęłńóśźż]/giu,
  /[áčďéěíňóřšťúůýž]/giu,
  /[áäčďéíĺľňóôŕšťúýž]/giu,
  /[čćđšž]/giu,
]

const cyrillic = { script: /\p{Script=Cyrillic}/gu, letters: /[оеаинтсрлвкмјі]/giu }

/** The letters that most words consist of. Cyrillic comes first because it is the most frequent of these scripts. */
export const otherScripts: readonly (Letters & { readonly script: RegExp })[] = [
  { encoding: 'windows-1251', ...cyrillic },
  { encoding: 'koi8-r', ...cyrillic },
  { encoding: 'ibm866', ...cyrillic },
  { encoding: 'iso-8859-5', ...cyrillic },
  { encoding: 'x-mac-cyrillic', ...cyrillic },
  { encoding: 'windows-1253', script: /\p{Script=Greek}/gu, letters: /[αοιετσςνηυρπκάέήίόύώ]/giu },
  { encoding: 'windows-1255', script: /\p{Script=Hebrew}/gu, letters: /[והילארמתשבנכ]/gu },
  { encoding: 'windows-1256', script: /\p{Script=Arabic}/gu, letters: /[المنيردعبتوهةح]/gu },
]
