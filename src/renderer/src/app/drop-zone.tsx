import { useEffect, useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { bridge } from '../core/lib/bridge.ts'
import { t } from '../core/lib/texts.ts'
import { openFiles } from '../core/stores/opening-file.ts'
import { useCurrentWorkspace } from '../core/stores/workspaces.ts'
import { DropOverlay } from '../core/ui/drop-overlay.tsx'

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/**
 * Time without `dragover` after which a drag has ended: while something is held over a window, `dragover` fires at
 * least every 350 ms or so (HTML, drag-and-drop model).
 */
const goneMs = 1500

/** Accepts lead files dropped anywhere in the window; a drop never navigates away. */
export function DropZone({ workspaces }: { workspaces: readonly Workspace[] }) {
  const [over, setOver] = useState(false)
  const current = useCurrentWorkspace()
  const target = current ?? (workspaces.length === 1 ? (workspaces[0] ?? null) : null)

  useEffect(() => {
    // A drag can end without an event for the page, and the overlay must not stay.
    let gone: ReturnType<typeof setTimeout> | undefined
    const onOver = (event: DragEvent) => {
      event.preventDefault()
      if (!holdsFiles(event)) return
      if (event.dataTransfer) event.dataTransfer.dropEffect = workspaces.length > 0 ? 'copy' : 'none'
      setOver(true)
      clearTimeout(gone)
      gone = setTimeout(() => setOver(false), goneMs)
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return
      const paths = files.map((file) => bridge().pathForFile(file)).filter(Boolean)
      openFiles(paths, workspaces)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      clearTimeout(gone)
      setOver(false)
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [workspaces])

  if (!over) return null
  return (
    <DropOverlay
      title={t.drop.title(target?.name ?? null)}
      text={workspaces.length > 0 ? t.drop.text : t.drop.textNoClient}
    />
  )
}
