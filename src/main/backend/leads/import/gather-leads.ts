/** Collects leads on their way to the thread that stores them. */
import { type LoadedLeads, NUMBERS_WIDTH } from './parse-jobs.ts'

type Texts = {
  readonly email: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly company: string | null
  readonly title: string | null
}

export type LeadGatherer = {
  add(row: number, gate: number, payloadEnd: number, isKnown: boolean, texts: Texts, others: string | null): void
  count(): number
  /** Returns what was added since the last call. */
  take(): LoadedLeads
}

/** At most `most` leads at a time. */
export function createLeadGatherer(most: number): LeadGatherer {
  const numbers = new Int32Array(most * NUMBERS_WIDTH)
  let texts: (string | null)[] = []
  let others = new Map<number, string>()
  let count = 0
  return {
    add(row, gate, payloadEnd, isKnown, { email, firstName, lastName, company, title }, more) {
      const at = count * NUMBERS_WIDTH
      numbers[at] = row
      numbers[at + 1] = gate
      numbers[at + 2] = payloadEnd
      numbers[at + 3] = isKnown ? 1 : 0
      texts.push(email, firstName, lastName, company, title)
      if (more !== null) others.set(count, more)
      count += 1
    },
    count: () => count,
    take() {
      const taken = { numbers: numbers.slice(0, count * NUMBERS_WIDTH), texts, others }
      texts = []
      others = new Map()
      count = 0
      return taken
    },
  }
}
