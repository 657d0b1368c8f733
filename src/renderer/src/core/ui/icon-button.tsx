import './button.css'
import type { ComponentPropsWithRef } from 'react'
import { Icon, type LucideIcon } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'

type Props = Omit<ComponentPropsWithRef<'button'>, 'children'> & { icon: LucideIcon; label: string; size?: 's' | 'm' }

/** A button that is only an icon; its name is in the tooltip and for screen readers. */
export function IconButton({ icon, label, size = 'm', className, ...rest }: Props) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={['icon-button', size === 's' && 'icon-button-s', className].filter(Boolean).join(' ')}
      >
        <Icon of={icon} />
      </button>
    </Tooltip>
  )
}
