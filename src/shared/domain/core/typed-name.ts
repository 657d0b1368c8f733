import { z } from 'zod'
import { withoutDirectionMarks } from './direction-marks.ts'

/**
 * Spaces, fillers of Hangul and Braille, and invisible characters, which alone are no name. Within one they may join
 * letters or parts of an emoji.
 */
const invisible = /^[\s\p{Cf}\p{Cc}\u115f\u1160\u2800\u3164\uffa0]*$/u

/** Control characters, such as the NUL at which some programs end a text. */
const controls = /\p{Cc}+/gu

/**
 * A name that the operator types, of at most `max` characters: at least one is visible, none reverses the others, and
 * any file or program can hold it.
 */
export const typedName = (max: number) =>
  z
    .string()
    .overwrite((text) =>
      invisible.test(text) ? '' : withoutDirectionMarks(text).replaceAll(controls, ' ').toWellFormed(),
    )
    .trim()
    .min(1)
    .max(max)
