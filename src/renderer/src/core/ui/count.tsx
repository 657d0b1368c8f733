import { formatNumber } from '../lib/texts.ts'

/** A number of a table; zero is dimmed. */
export const count = (value: number) => <span className={value === 0 ? 'zero' : undefined}>{formatNumber(value)}</span>
