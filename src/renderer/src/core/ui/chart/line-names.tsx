import './line-names.css'

/** Height needed by a name at a line's end, in pixels. */
const nameHeight = 15
/** Number of letters of a name that fit beside the chart. */
const nameLetters = 20

/** Returns each name's vertical position in pixels: at its line's end, or below another, never below `bottom`. */
export function nameHeights(ends: readonly number[], bottom: number): readonly number[] {
  const wanted = ends.map((at, index) => ({ index, at })).toSorted((a, b) => a.at - b.at)
  const placed: number[] = ends.map(() => 0)
  let floor = 0
  wanted.forEach(({ index, at }, rank) => {
    const lowest = bottom - (wanted.length - 1 - rank) * nameHeight
    const place = Math.min(Math.max(at, floor), lowest)
    placed[index] = place
    floor = place + nameHeight
  })
  return placed
}

/** Returns the last value that was measured; 0 if there is none. */
export const lastMeasured = (values: readonly (number | null | undefined)[]): number =>
  values.findLast((value) => value !== null && value !== undefined) ?? 0

/** A line's name beside its end; a shortened name is shown in full on hover. */
export const LineName = ({ name, x, y }: { name: string; x: number; y: number }) => (
  <text className="line-name" x={x} y={y}>
    {name.length > nameLetters ? `${name.slice(0, nameLetters - 1)}…` : name}
    {name.length > nameLetters && <title>{name}</title>}
  </text>
)
