/** Compares the figures of a run with their targets. */

/** A figure as `report` prints it. */
export type Shown = {
  readonly bench: string
  readonly figure: string
  readonly value: number | null
  readonly unit: string
  /** `<= 5`, `>= 0.9`, `= 0`, `none`; null in a quick run. */
  readonly target: string | null
  readonly peer: Readonly<Record<string, number | null>> | null
}

/** Returns the figures among the lines a bench printed. */
export function figuresIn(text: string): readonly Shown[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{"bench":'))
    .map((line) => JSON.parse(line) as Shown)
}

/**
 * Returns whether a figure misses its target; one that could not be measured does. Throws for a target of any other
 * form.
 */
export function isShort({ value, target }: Pick<Shown, 'value' | 'target'>): boolean {
  if (target === null || target === 'none') return false
  const wanted = /^(<=|>=|=) (\S+)$/.exec(target)
  if (!wanted) throw new Error(`not a target: ${target}`)
  if (value === null) return true
  const bound = Number(wanted[2])
  if (wanted[1] === '<=') return value > bound
  return wanted[1] === '>=' ? value < bound : value !== bound
}

/** Returns a table for the terminal: bench, figure, value, target, peer, and which figures miss their target. */
export function tableOf(figures: readonly Shown[]): string {
  const rows = [
    ['bench', 'figure', 'value', 'target', 'peer', ''],
    ...figures.map((one) => [
      one.bench,
      one.figure,
      `${one.value ?? '–'} ${one.unit}`,
      one.target ?? '',
      Object.entries(one.peer ?? {})
        .map(([name, value]) => `${name} ${value === null ? '–' : Number(value.toPrecision(4))}`)
        .join(', '),
      isShort(one) ? 'MISSED' : '',
    ]),
  ]
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
