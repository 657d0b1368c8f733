import './button.css'
import type { LucideIcon } from 'lucide-react'
import { type ComponentPropsWithRef, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import type { Action } from '../lib/backend.ts'
import { type Command, useCommand } from '../lib/commands.ts'
import { isMac, useShortcut } from '../lib/keyboard.ts'
import { ariaKeys } from '../lib/keyboard-core.ts'
import { go } from '../lib/router.ts'
import { Kbd } from './kbd.tsx'
import { Tooltip } from './tooltip.tsx'

type ButtonProps = {
  /** What the button does, in a word or two. */
  label: ReactNode
  onClick?: (() => void) | undefined
  /** Action to run, in place of `onClick` and `busy`. */
  action?: Action<[]> | undefined
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined
  size?: 's' | 'm' | 'l' | undefined
  icon?: LucideIcon | undefined
  /** Registers the shortcut while the button is enabled and shows its key caps. */
  shortcut?: string | undefined
  /** Command this button runs: its keys and its palette entry work while the button is enabled. */
  command?: Command | undefined
  /** Key caps of a shortcut that is handled elsewhere. */
  keysShown?: string | undefined
  /** Hides the key caps, as the label needs the width. */
  keysHidden?: boolean | undefined
  disabled?: boolean | undefined
  /** Running: the button keeps its place and label, and cannot be pressed again. */
  busy?: boolean | undefined
  type?: 'button' | 'submit' | undefined
  /** As wide as its container. */
  wide?: boolean | undefined
  autoFocus?: boolean | undefined
  /** For a toggle button. */
  pressed?: boolean | undefined
  title?: string | undefined
  ref?: Ref<HTMLButtonElement | null> | undefined
}

/**
 * A button, named by its label. One primary button per screen, usually with `shortcut="mod+enter"`. ButtonProps that a menu
 * passes to its trigger are passed on to the element.
 */
export function Button({
  label,
  action,
  onClick = action?.run,
  variant = 'secondary',
  size = 'm',
  icon,
  shortcut,
  command,
  keysShown,
  keysHidden = false,
  disabled = false,
  busy = action?.busy ?? false,
  type = 'button',
  wide = false,
  autoFocus,
  pressed,
  title,
  ref,
  ...ofMenu
}: ButtonProps) {
  const off = disabled || busy
  const self = useRef<HTMLButtonElement>(null)
  useImperativeHandle<HTMLButtonElement | null, HTMLButtonElement | null>(ref, () => self.current, [])
  useShortcut(shortcut && !off ? shortcut : null, () => self.current?.click())
  const press = () => self.current?.click()
  const lead = () => self.current?.focus()
  useCommand(command, off ? null : command?.careful ? lead : press, off ? null : press)
  const keys = shortcut ?? command?.keys ?? keysShown
  const classes = ['button', `button-${variant}`, `button-${size}`, wide && 'button-wide', busy && 'button-busy']
  return (
    <button
      {...ofMenu}
      ref={self}
      // Always one of the two.
      type={type}
      className={classes.filter(Boolean).join(' ')}
      // Keeps the focus while busy, which `disabled` would lose.
      onClick={busy ? (event) => event.preventDefault() : onClick}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-keyshortcuts={keys ? ariaKeys(keys, isMac()) : undefined}
      autoFocus={autoFocus}
      aria-pressed={pressed}
      title={title}
    >
      {icon && <Icon of={icon} size={size === 's' ? 14 : 16} />}
      <span className="ellipsis">{label}</span>
      {keys && !keysHidden && <Kbd keys={keys} />}
    </button>
  )
}

type IconButtonProps = Omit<ComponentPropsWithRef<'button'>, 'children'> & {
  icon: LucideIcon
  label: string
  size?: 's' | 'm'
  /** As of `Button`. */
  busy?: boolean | undefined
}

/** A button that is only an icon; its name is in the tooltip and for screen readers. */
export function IconButton({ icon, label, size = 'm', className, busy = false, onClick, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        aria-disabled={busy || undefined}
        aria-busy={busy || undefined}
        onClick={busy ? (event) => event.preventDefault() : onClick}
        {...rest}
        className={['icon-button', size === 's' && 'icon-button-s', className].filter(Boolean).join(' ')}
      >
        <Icon of={icon} />
      </button>
    </Tooltip>
  )
}

type LinkProps = {
  to: string
  children: ReactNode
  className?: string | undefined
  current?: boolean | undefined
  title?: string | undefined
  'aria-label'?: string | undefined
}

/** A link if there is a target, else plain text. */
export function MaybeLink({ to, children, ...rest }: Omit<LinkProps, 'to'> & { to: string | null }) {
  if (to === null) return children
  return (
    <Link to={to} {...rest}>
      {children}
    </Link>
  )
}

/** A link to another screen of the app. */
export function Link({ to, children, current, ...rest }: LinkProps) {
  return (
    <a
      href={`#${to}`}
      {...rest}
      aria-current={current ? 'page' : undefined}
      draggable={false}
      onClick={(event) => {
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}

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
