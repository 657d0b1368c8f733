import { type ReactNode, useState } from 'react'
import { t } from '../lib/texts.ts'
import { Button } from './button.tsx'

/** Returns the first of many entries and a button that shows the rest, so that the content below stays visible. */
export function useFolded<One>(all: readonly One[], most: number): readonly [shown: readonly One[], more: ReactNode] {
  const [open, setOpen] = useState(false)
  if (open || all.length <= most) return [all, null]
  const more = <Button label={t.home.showAll(all.length)} size="s" variant="quiet" onClick={() => setOpen(true)} />
  return [all.slice(0, most), more]
}
