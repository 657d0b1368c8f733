import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button.tsx'

/** A list paged by position: each begins where the previous one ended; earlier positions are kept for going back. */
export type PlacePages<Place> = {
  /** Position where the current page begins; null: the newest. */
  readonly before: Place | null
  /** Reports where the current page ended; null: it is the last. */
  readonly ended: (next: Place | null) => void
  readonly newer: (() => void) | null
  readonly older: (() => void) | null
}

export function usePlacePages<Place>(): PlacePages<Place> {
  const [behind, setBehind] = useState<readonly (Place | null)[]>([])
  const [before, setBefore] = useState<Place | null>(null)
  const [next, setNext] = useState<Place | null>(null)
  useEffect(() => setNext(null), [before])
  return {
    before,
    ended: setNext,
    newer:
      behind.length === 0
        ? null
        : () => {
            setBefore(behind.at(-1) ?? null)
            setBehind(behind.slice(0, -1))
          },
    older:
      next === null
        ? null
        : () => {
            setBehind([...behind, before])
            setBefore(next)
          },
  }
}

type Props = {
  readonly pages: Pick<PlacePages<unknown>, 'newer' | 'older'>
  readonly words: { readonly newer: string; readonly older: string }
}

/** The two buttons below a paged list. */
export function PlacePager({ pages: { newer, older }, words }: Props) {
  return (
    <>
      <Button label={words.newer} size="s" icon={ArrowLeft} disabled={newer === null} onClick={() => newer?.()} />
      <Button label={words.older} size="s" icon={ArrowRight} disabled={older === null} onClick={() => older?.()} />
    </>
  )
}
