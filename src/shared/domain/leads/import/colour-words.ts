/** Words for the colours in which people mark rows of a sheet by hand. */
import { plainWords, wordPattern } from './opt-out-wording.ts'

export const colours = ['red', 'orange', 'yellow', 'green', 'blue', 'grey'] as const
export type Colour = (typeof colours)[number]

const words: Readonly<Record<Colour, RegExp>> = {
  red: wordPattern(
    'red|rote?[nrs]?|rood|rode?|rouges?|roj[oa]s?|ross[oaie]|vermelh[oa]s?|czerwon[yaei]|rod[at]|cerven[yae]|kirmizi|красны[ехй]',
  ),
  orange: wordPattern('oranges?|orangene?[nr]?|oranje|naranjas?|arancio(?:ne|ni)?|laranjas?|pomaranczow[yaei]'),
  yellow: wordPattern(
    'yellow|gelbe?[nrs]?|geel|gele|jaunes?|amarill[oa]s?|giall[oaie]|amarel[oa]s?|zolt[yaei]|gul[aet]?|zlut[yae]|sari|желты[ехй]',
  ),
  green: wordPattern(
    'green|grune?[nrs]?|groene?|verte?s?|verdes?|verdi|zielon[yaei]|gronn?[aet]?|zelen[yae]|yesil|зелены[ехй]',
  ),
  blue: wordPattern(
    'blue|blaue?[nrs]?|blauwe?|bleue?s?|azul(?:es)?|blu|niebiesk[ia]e?|bla[at]?|modr[yae]|mavi|сини[ехй]',
  ),
  grey: wordPattern(
    'gr[ae]y|graue?[nrs]?|grijze?|grijs|grise?s?|grigi[oae]?|cinzas?|szar[yaei]|graa?|sed[yae]|gri|серы[ехй]',
  ),
}

const marked = wordPattern(
  'highlighted|colou?red|shaded|pink|purple|markierte?n?|farbige?n?|eingefarbte?n?|gemarkeerde?|gekleurde?|surlignee?s?|resaltad[oa]s?|marcad[oa]s?|evidenziat[oaie]|destacad[oa]s?|zaznaczon[yaei]|markerade?|markerede?',
)

/** Returns the colours that a text names. */
export function coloursIn(text: string): readonly Colour[] {
  const plain = plainWords(text)
  return colours.filter((colour) => words[colour].test(plain))
}

/** Returns whether a text is about rows of some colour, which no column repeats: `Rows in red: do not contact`. */
export const isAboutColours = (text: string): boolean => coloursIn(text).length > 0 || marked.test(plainWords(text))
