/** A page of a client's mails that can be read, however large they are. */
import { AppError } from '#shared/errors.ts'
import type { RemotePage } from '../../core/instantly/schemas.ts'
import type { EmailFilter, Instantly, RemoteEmail, RequestContext } from '../../core/instantly/types.ts'

/** Asked for instead of a whole page where that is larger than an answer may be. */
const fewer = [20, 5, 1]

export async function readMailPage(
  instantly: Pick<Instantly, 'emailPage'>,
  by: RequestContext,
  filter: EmailFilter,
  cursor: string | null,
): Promise<RemotePage<RemoteEmail>> {
  const read = (narrowed: Partial<EmailFilter>) => instantly.emailPage(by, { ...filter, ...narrowed }, cursor)
  for (const narrowed of [{}, ...fewer.map((limit) => ({ limit }))]) {
    try {
      return await read(narrowed)
    } catch (error) {
      if (!isTooLarge(error)) throw error
    }
  }
  // A mail too large by itself is known by its beginning, so that those behind it are read.
  return read({ limit: 1, preview: true })
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'API_ANSWER_UNREADABLE' && error.data['reason'] === 'too_large'
