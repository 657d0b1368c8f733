import './need-row.css'
import { type ReactNode, useState } from 'react'
import { Icon, type LucideIcon } from './icon.tsx'
import { useFolded } from './use-folded.tsx'

type Props = {
  icon: LucideIcon
  /** Class of its colour: `is-bad`, `is-warn`, `is-info`. */
  tone: string
  /** What is the matter: at most 48 characters for usual causes. */
  title: ReactNode
  /** Whose it is and what about: at most 90 characters for usual causes. */
  about: ReactNode
  /** Why it matters and what to do; shown once the row is pressed. */
  text?: ReactNode
  /** Where it comes from and since when, in small letters. */
  origin?: ReactNode
  /** What can be done. */
  children: ReactNode
}

/** One thing that waits for the operator: what it is and about what, a line each; pressed, all there is to say. */
export function NeedRow({ icon, tone, title, about, text, origin, children }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <li className={open ? 'need need-open' : 'need'}>
      <Icon of={icon} className={tone} />
      <button type="button" className="need-words" aria-expanded={open} onClick={() => setOpen(!open)}>
        <b>{title}</b>
        <span className="text-2 small">{about}</span>
        {open && text && <span className="text-2 small">{text}</span>}
        {open && origin && <span className="text-3 small">{origin}</span>}
      </button>
      <span className="need-acts">{children}</span>
    </li>
  )
}

/** The first lines of many; the rest on demand, so that what is below stays in sight. */
export function FoldedNeeds<One>({
  all,
  most,
  draw,
}: {
  all: readonly One[]
  most: number
  draw: (one: One) => ReactNode
}) {
  const [shown, more] = useFolded(all, most)
  return (
    <>
      {shown.map(draw)}
      {more && <li className="need">{more}</li>}
    </>
  )
}
