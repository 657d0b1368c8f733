import type { LucideIcon } from 'lucide-react'

export type { LucideIcon }

/** An icon beside a word: 16 px, 1.5 px lines, hidden from screen readers. */
export function Icon({ of: Drawing, size = 16, className }: { of: LucideIcon; size?: number; className?: string }) {
  return (
    <Drawing
      size={size}
      strokeWidth={1.5}
      absoluteStrokeWidth
      className={className ? `icon ${className}` : 'icon'}
      aria-hidden
      focusable={false}
    />
  )
}
