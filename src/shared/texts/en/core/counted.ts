import { wordingOf } from '../../wording.ts'

export const { n, plural, listed, any, weekdays } = wordingOf('en')

/** `1 lead`, `2 leads`, `4,052 leads` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${n(count)} ${plural(count, one, many)}`
}
