/** Electron services for the backend: secrets, notifications, dialogs, the browser, folders. */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { Host, Notice } from '#shared/host.ts'
import type { Logger } from '#shared/log.ts'
import { app, dialog, Notification, safeStorage, shell, type Window } from './electron.ts'
import { notificationBody } from './notification-body.ts'
import { leadFileExtensions } from './opened-files.ts'
import { isSafeLink } from './safe-link.ts'
import { shellTexts } from './texts.ts'

export type HostOptions = {
  readonly window: () => Window | null
  /** Called with paths the operator chose in a dialog. */
  readonly chosen: (paths: readonly string[]) => void
  /** Shows the window and navigates to a route. */
  readonly goTo: (route: string) => void
  readonly folders: { readonly data: string; readonly log: string }
  readonly log: Logger
  /** Renders a document as a PDF. */
  readonly print: (document: string) => Promise<Uint8Array>
  /** Removes an address from every log file. */
  readonly eraseFromLog: (address: string) => Promise<void>
}

const reportEndings: ReadonlySet<string> = new Set(['.pdf', '.html', '.xlsx', '.csv'])

/** Creates the Host used by the backend. */
export function createHost({ window, chosen, goTo, folders, log, print, eraseFromLog }: HostOptions): Host {
  const shown = new Set<Notification>()
  return {
    async keyProtection() {
      await app.whenReady()
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return 'plain'
      return process.platform === 'linux' && (await sealsWithPublicKey(log)) ? 'plain' : 'keyring'
    },
    encrypt: (text) => keyring(log, 'encrypt', () => safeStorage.encryptStringAsync(text)),
    decrypt: (cipher) =>
      keyring(log, 'decrypt', async () => {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(cipher))
        return { text: result, stale: shouldReEncrypt }
      }),
    async notify(notice) {
      // An operator looking at the window sees it there.
      const owner = window()
      if (!Notification.isSupported() || (owner?.isVisible() && owner.isFocused())) return
      const { title, body } = wordsOf(notice)
      const notification = new Notification({ title, body: notificationBody(body, process.platform) })
      // Referenced until it is closed, because a garbage-collected notification no longer receives clicks.
      shown.add(notification)
      notification.on('click', () => {
        shown.delete(notification)
        goTo(notice.route)
      })
      notification.on('close', () => shown.delete(notification))
      notification.show()
    },
    async chooseSavePath({ defaultName }) {
      const extension = path.extname(defaultName).slice(1)
      const options = {
        title: shellTexts.dialogs.saveTitle,
        defaultPath: path.join(app.getPath('documents'), path.basename(defaultName)),
        ...(extension ? { filters: [{ name: extension.toUpperCase(), extensions: [extension] }] } : {}),
      }
      const owner = window()
      const answer = await (owner ? dialog.showSaveDialog(owner, options) : dialog.showSaveDialog(options))
      return answer.canceled || !answer.filePath ? null : answer.filePath
    },
    async chooseOpenPaths() {
      const options = {
        title: shellTexts.dialogs.openTitle,
        buttonLabel: shellTexts.dialogs.openButton,
        properties: ['openFile' as const, 'multiSelections' as const],
        filters: [
          { name: shellTexts.dialogs.leadFiles, extensions: [...leadFileExtensions] },
          { name: shellTexts.dialogs.allFiles, extensions: ['*'] },
        ],
      }
      const owner = window()
      const answer = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options))
      if (answer.canceled) return []
      chosen(answer.filePaths)
      return answer.filePaths
    },
    async choosePlace(kind) {
      const words = shellTexts.dialogs
      const options =
        kind === 'folder'
          ? { title: words.folderTitle, properties: ['openDirectory' as const, 'createDirectory' as const] }
          : {
              title: words.pictureTitle,
              properties: ['openFile' as const],
              filters: [{ name: words.pictures, extensions: ['png', 'jpg', 'jpeg'] }],
            }
      const owner = window()
      const answer = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options))
      const [place] = answer.canceled ? [] : answer.filePaths
      if (place === undefined) return null
      chosen([place])
      return place
    },
    async printPdf(document) {
      try {
        return await print(document)
      } catch (cause) {
        log.error('page not printed', { reason: cause instanceof Error ? cause.message : String(cause) })
        throw new AppError('REPORT_NOT_PRINTED', {}, { cause })
      }
    },
    async openPlace(place, how) {
      const isFolder = how === 'folder'
      // Only file types of reports: nothing the system would run.
      if (!isFolder && !reportEndings.has(path.extname(place))) throw new AppError('INVALID_INPUT')
      const found = await stat(place).catch(() => null)
      if (!found || found.isDirectory() !== isFolder)
        throw new AppError('FILE_NOT_FOUND', { fileName: path.basename(place) })
      if (how === 'show') shell.showItemInFolder(place)
      else if (await shell.openPath(place)) throw new AppError('FILE_NOT_FOUND', { fileName: path.basename(place) })
    },
    eraseFromLog,
    async openExternal(url) {
      if (!isSafeLink(url)) throw new AppError('INVALID_INPUT')
      await shell.openExternal(url)
    },
    openFolder: (folder) => openFolder(folders[folder]),
  }
}

function wordsOf(notice: Notice): { readonly title: string; readonly body: string } {
  const { notices } = shellTexts
  if (notice.kind === 'reply')
    return { title: notices.reply.title(notice.name), body: notices.reply.body(notice.subject) }
  if (notice.kind === 'replies') return { title: notices.replies.title(notice.count), body: notices.replies.body }
  if (notice.kind === 'meeting')
    return { title: notices.meeting.title(notice.name), body: notices.meeting.body(notice.client) }
  if (notice.kind === 'job_failed')
    return { title: notices.job_failed.title(notices.jobs[notice.job]), body: notices.job_failed.body(notice.client) }
  if (notice.kind === 'report_made')
    return { title: notices.report_made.title, body: notices.report_made.body(notice.client) }
  if (notice.kind === 'report_failed')
    return { title: notices.report_failed.title, body: notices.report_failed.body(notice.client) }
  if (notice.kind === 'alert') return { title: notices.alert[notice.alert], body: notice.subject }
  if (notice.kind === 'alerts') return { title: notices.alerts.title(notice.count), body: notices.alerts.body }
  if (notice.kind === 'export_short') {
    const { none, some, body } = notices.export_short
    const { uploaded, promised, campaignName } = notice
    return { title: uploaded === 0 ? none : some(uploaded, promised), body: body(campaignName) }
  }
  const words = notices[notice.kind]
  return { title: words.title, body: words.body(notice.campaignName, notice.uploaded) }
}

/** Opens one of the app's own folders; never a path from outside. */
async function openFolder(folder: string): Promise<void> {
  const problem = await shell.openPath(folder)
  if (problem) throw new AppError('FILE_NOT_FOUND', { file: path.basename(folder) })
}

/** Prefix by which Chromium on Linux marks data encrypted with a key from its own source code (`PosixKeyProvider`). */
const publicKeyMark = 'v10'

/**
 * Linux only. There is no API to tell whether a keyring answers: the backend's name depends only on the name of the
 * desktop, and without an answer Chromium falls back silently. The encrypted data shows it.
 */
async function sealsWithPublicKey(log: Logger): Promise<boolean> {
  try {
    const probe = await safeStorage.encryptStringAsync('probe')
    return probe.subarray(0, publicKeyMark.length).toString('latin1') === publicKeyMark
  } catch (error) {
    log.warn('the keyring was tried and did not answer', { reason: error instanceof Error ? error.message : 'unknown' })
    return true
  }
}

/** Electron refuses before it is ready, and the backend may call earlier. */
async function keyring<T>(log: Logger, what: string, work: () => Promise<T>): Promise<T> {
  try {
    await app.whenReady()
    return await work()
  } catch (cause) {
    log.error(`keyring could not ${what}`, { reason: cause instanceof Error ? cause.message : String(cause) })
    throw new AppError('KEYRING_UNREADABLE', {}, { cause })
  }
}
