import { startersDe } from './starters-de.ts'
import { startersEn } from './starters-en.ts'
import { startersNl } from './starters-nl.ts'

/** Templates that come with the app. What stands in square brackets is for the operator to write. */
export const starters = [...startersEn, ...startersDe, ...startersNl]
