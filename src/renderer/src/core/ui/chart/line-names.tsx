import './line-names.css'

/** A name at a line's end needs so much height. */
const nameHeight = 15
/** So many letters of a name fit beside a drawing. */
const nameLetters = 20

/** How high each name stands, in pixels: at its line's end, moved down where another is in the way, never below `bottom`. */
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

/** The last value that was measured; 0 where none was. */
export const lastMeasured = (values: readonly (number | null | undefined)[]): number =>
  values.findLast((value) => value !== null && value !== undefined) ?? 0

/** A line's name beside its end; whole on hover where it had to be cut. */
export const LineName = ({ name, x, y }: { name: string; x: number; y: number }) => (
  <text className="line-name" x={x} y={y}>
    {name.length > nameLetters ? `${name.slice(0, nameLetters - 1)}…` : name}
    {name.length > nameLetters && <title>{name}</title>}
  </text>
)
