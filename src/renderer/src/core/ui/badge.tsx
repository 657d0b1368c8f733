import './badge.css'
import type { ReactNode } from 'react'
import { t } from '../lib/texts.ts'
import { Icon, type LucideIcon } from './button.tsx'

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'quiet' | 'accent'

type Props = {
  tone?: Tone
  icon?: LucideIcon
  /** Marks a suggestion that nobody has confirmed yet. */
  outlined?: boolean
  title?: string | undefined
  children: ReactNode
}

/** A state in one or two words. */
export function Badge({ tone = 'quiet', icon, outlined = false, title, children }: Props) {
  return (
    <span className={`badge badge-${tone}${outlined ? ' badge-outlined' : ''}`} title={title}>
      {icon && <Icon of={icon} size={14} />}
      {children}
      {title && <span className="sr-only">, {title}</span>}
    </span>
  )
}

/** Coloured dot beside a word: connected, waiting, trouble. */
export function Dot({ tone = 'quiet' }: { tone?: Tone }) {
  return <span className={`dot dot-${tone}`} aria-hidden />
}

/** Badge beside the name of everything simulated. */
export function DemoBadge() {
  return <span className="badge badge-demo">{t.demo.badge}</span>
}
