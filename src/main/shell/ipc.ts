/** The window's only connection to the app: one channel for calls, one for events, both restricted to our own page. */
import { bridgeChannels } from '#shared/bridge.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import type { Reply } from '#shared/rpc.ts'
import { ipcMain, type Window } from './electron.ts'
import { isSaneInput, isSaneName } from './input-sanity.ts'
import { isTrustedSender } from './trusted-sender.ts'

export type CallHandler = (name: string, input: unknown) => Promise<Reply>

/** Handles the bridge's calls; returns a function that stops it. Only the top frame of a page of `origin` may call. */
export function serveCalls(origin: string, log: Logger, handle: CallHandler): () => void {
  ipcMain.handle(bridgeChannels.call, async (event, name: unknown, input: unknown): Promise<Reply> => {
    if (!isTrustedSender(event.senderFrame, origin)) {
      log.warn('call from a foreign sender refused', { url: event.senderFrame?.url ?? '' })
      return refused
    }
    if (!isSaneName(name) || !isSaneInput(input)) {
      log.warn('call with an unusable name or input refused')
      return refused
    }
    return handle(name, input)
  })
  return () => ipcMain.removeHandler(bridgeChannels.call)
}

/** Listens for files the operator dropped or picked in the page. */
export function onFilesChosen(origin: string, heard: (path: string) => void): void {
  ipcMain.on(bridgeChannels.chosen, (event, path: unknown) => {
    if (isTrustedSender(event.senderFrame, origin) && typeof path === 'string') heard(path)
  })
}

const refused: Reply = { ok: false, error: toWire(new AppError('INVALID_INPUT')) }

export function sendEventTo(window: Window | null, name: string, payload: unknown): void {
  if (window && !window.isDestroyed()) window.webContents.send(bridgeChannels.event, name, payload)
}
