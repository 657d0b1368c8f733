import type { inbox as contract } from '#shared/contract/inbox/inbox.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { sanitiseHtml } from '#shared/domain/inbox/sanitise-html.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { fetchImages } from './remote-images.ts'

/** Serves content of mails written by others: HTML, linked images and attachments. */
export function contentRoutes(
  deps: Deps,
): Pick<Handlers<typeof contract>, 'inbox.html' | 'inbox.images' | 'inbox.openAttachment'> {
  const { raw } = deps.store
  const isDemo = createDemoLookup(deps.store)
  const filesOf = raw.prepare<[number], { workspaceId: WorkspaceId; attachments: string | null }>(
    'select workspace_id as workspaceId, attachments from inbox_message where id = ?',
  )
  const htmlOf = raw.prepare<[number], string | null>('select html from inbox_message where id = ?').pluck()
  const safe = (messageId: number) => {
    const html = htmlOf.get(messageId)
    if (html === undefined) throw new AppError('NOT_FOUND', { what: 'message' })
    return sanitiseHtml(html ?? '')
  }
  /** Returns the URL of a file at Instantly. Others may have written it, so only what a browser opens passes. */
  function addressOfFile(messageId: number, index: number): string {
    const message = filesOf.get(messageId)
    if (message && isDemo(message.workspaceId)) throw new AppError('DEMO_WORKSPACE')
    const files = JSON.parse(message?.attachments ?? '[]') as readonly { readonly url: string | null }[]
    const url = URL.parse(files[index]?.url ?? '')
    if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
      throw new AppError('NOT_FOUND', { what: 'attachment' })
    }
    return url.href
  }

  return {
    'inbox.html': ({ messageId }) => safe(messageId),
    'inbox.images': ({ messageId }) => fetchImages(safe(messageId).images),
    'inbox.openAttachment': ({ messageId, index }) => deps.host.openExternal(addressOfFile(messageId, index)),
  }
}
