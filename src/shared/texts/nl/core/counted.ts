import { wordingOf } from '../../wording.ts'

export const { n, plural, counted, listed, any, weekdays } = wordingOf('nl')
