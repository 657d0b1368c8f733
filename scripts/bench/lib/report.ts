/** One measured figure. `peer` is the peer's figure in the same run; `target` is null in a quick run. */
export type Figure = {
  readonly bench: string
  readonly figure: string
  readonly value: number
  readonly unit: string
  readonly target: string
  readonly peer?: Readonly<Record<string, number>>
}

export const quick = process.argv.includes('--quick')

export function report({ peer, target, value, ...rest }: Figure): void {
  console.log(JSON.stringify({ ...rest, value: rounded(value), target: quick ? null : target, peer: peer ?? null }))
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
}

const rounded = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null)
