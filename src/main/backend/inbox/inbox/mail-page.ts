/** Reads a page of a client's mails even if it exceeds the size limit. */
import { hasCode } from '#shared/errors.ts'
import type { RemotePage } from '../../core/instantly/schemas.ts'
import type { EmailFilter, Instantly, RemoteEmail, RequestContext } from '../../core/instantly/types.ts'

/** Smaller page sizes to try if a page exceeds the size limit. */
const smallerPageSizes = [20, 5, 1]

export async function readMailPage(
  instantly: Pick<Instantly, 'emailPage'>,
  by: RequestContext,
  filter: EmailFilter,
  cursor: string | null,
): Promise<RemotePage<RemoteEmail>> {
  const read = (narrowed: Partial<EmailFilter>) => instantly.emailPage(by, { ...filter, ...narrowed }, cursor)
  for (const narrowed of [{}, ...smallerPageSizes.map((limit) => ({ limit }))]) {
    try {
      return await read(narrowed)
    } catch (error) {
      if (!isTooLarge(error)) throw error
    }
  }
  // A single mail that is too large is read as a preview, so that the mails after it are reached.
  return read({ limit: 1, preview: true })
}

const isTooLarge = (error: unknown): boolean =>
  hasCode(error, 'API_ANSWER_UNREADABLE') && error.data['reason'] === 'too_large'
