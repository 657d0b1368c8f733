import './menu.css'
import { DropdownMenu } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Icon, type LucideIcon } from './button.tsx'
import { Kbd } from './kbd.tsx'

export type MenuItem =
  | {
      readonly label: string
      readonly onSelect: () => void
      readonly icon?: LucideIcon | undefined
      readonly before?: ReactNode | undefined
      readonly after?: ReactNode | undefined
      readonly shortcut?: string | undefined
      readonly danger?: boolean | undefined
      readonly disabled?: boolean | undefined
      readonly chosen?: boolean | undefined
    }
  | 'line'

type Props = { trigger: ReactElement; items: readonly MenuItem[]; align?: 'start' | 'end'; wide?: boolean }

/** A menu of actions for one thing. `modal` is off because it writes a <style> element to stop scrolling. */
export function Menu({ trigger, items, align = 'end', wide }: Props) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={wide ? 'menu menu-wide' : 'menu'}
          align={align}
          sideOffset={4}
          collisionPadding={8}
        >
          {items.map((item, index) =>
            item === 'line' ? (
              // The lines have no other key.
              <DropdownMenu.Separator key={`line-${index}`} className="menu-line" />
            ) : (
              <DropdownMenu.Item
                // Two items may have the same name.
                key={`${index} ${item.label}`}
                className={item.danger ? 'menu-item menu-item-danger' : 'menu-item'}
                onSelect={item.onSelect}
                disabled={item.disabled ?? false}
                aria-current={item.chosen || undefined}
              >
                {item.icon && <Icon of={item.icon} />}
                {item.before}
                <span className="ellipsis">{item.label}</span>
                {item.after}
                {item.shortcut && (
                  <span className="menu-keys">
                    <Kbd keys={item.shortcut} />
                  </span>
                )}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
