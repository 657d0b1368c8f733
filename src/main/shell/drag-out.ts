/** Drags a list out of the window: the backend writes its file, and the system's drag carries it. */
import path from 'node:path'
import type { Output } from '#shared/contract/index.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { Reply } from '#shared/rpc.ts'
import { app, nativeImage, type Window } from './electron.ts'

type DragOutParts = {
  readonly window: () => Window | null
  readonly backend: (name: string, input: unknown) => Promise<Reply>
}

/**
 * Handles `desktop.dragList`. The path never comes from the page, but from the backend that wrote the file. Does
 * nothing if the drag has ended before the file is complete.
 */
export function createDragOut({ window, backend }: DragOutParts): (input: unknown) => Promise<Reply> {
  return async (input) => {
    const reply = await backend('lists.dragFile', input)
    if (!reply.ok) return reply
    const { path: file } = reply.data as Output<'lists.dragFile'>
    const contents = window()?.webContents
    if (!contents || contents.isDestroyed()) return { ok: false, error: toWire(new AppError('NOT_FOUND')) }
    contents.startDrag({ file, icon: nativeImage.createFromPath(icon()) })
    return { ok: true, data: null }
  }
}

// macOS refuses to drag without an image.
const icon = () => path.join(app.getAppPath(), 'resources', 'tray', 'tray.png')
