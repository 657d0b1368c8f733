import { escapeTags } from '#shared/domain/core/escape-html.ts'

/**
 * On Linux the body of a notification is markup: the subject of a stranger's email could contain links there, and some
 * desktops show nothing at all for a single `&`. Electron passes it on unchanged.
 */
export const notificationBody = (text: string, platform: NodeJS.Platform): string =>
  platform === 'linux' ? escapeTags(text) : text
