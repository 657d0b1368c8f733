import { t } from '../../core/lib/texts.ts'
import type { SumTablePart } from '../../core/ui/sum-table.tsx'

/** Merges the smallest parts into one line, so that the visible parts add up without scrolling. */
export function mergeSmallParts(
  parts: readonly SumTablePart[],
  most: number,
  showAll: () => void,
): readonly SumTablePart[] {
  if (parts.length <= most) return parts
  const biggest = new Set(parts.toSorted((a, b) => b.count - a.count).slice(0, most - 1))
  const small = parts.filter((part) => !biggest.has(part))
  const label = biggest.size === 0 ? t.review.reasons(small.length) : t.review.otherReasons(small.length)
  const count = small.reduce((total, part) => total + part.count, 0)
  const title = small.map((part) => part.label).join(', ')
  return [...parts.filter((part) => biggest.has(part)), { label, title, count, onOpen: showAll, openLabel: label }]
}
