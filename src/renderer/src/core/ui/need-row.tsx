import './need-row.css'
import { type ReactNode, useState } from 'react'
import { Icon, type LucideIcon } from './button.tsx'
import { useFolded } from './use-folded.tsx'

type Props = {
  icon: LucideIcon
  /** Colour class: `is-bad`, `is-warn`, `is-info`. */
  tone: string
  /** The problem: at most 48 characters for usual causes. */
  title: ReactNode
  /** Client and subject: at most 90 characters for usual causes. */
  about: ReactNode
  /** Why it matters and what to do; shown once the row is expanded. */
  text?: ReactNode
  /** Source and start time, in small text. */
  origin?: ReactNode
  /** Actions. */
  children: ReactNode
}

/** Something that needs the operator: the problem and its subject on a line each; expands to show the details. */
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

/** Shows the first of many needs, and the rest on demand so that the content below stays visible. */
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
