/** A list dragged out of the window: the backend makes its file, the system's own drag carries it. */
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
 * Answers `desktop.dragList`. The path never comes from the page: the backend says where it put the file. A drag that
 * has ended by the time the file is whole does nothing.
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

// Without a picture macOS refuses to drag.
const icon = () => path.join(app.getAppPath(), 'resources', 'tray', 'tray.png')
