import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { verificationAnswer } from '../schemas.ts'
import type { RemoteVerification } from '../types.ts'

/** Asks to verify one address. Instantly answers within ten seconds, or that it is still at work. */
export function verifyEmail(call: Caller, email: string): Promise<RemoteVerification> {
  return call({
    name: 'verifyEmail',
    method: 'POST',
    path: '/email-verification',
    body: jsonBody({ email }),
    write: true,
    patience: 'write',
    answer: verificationAnswer,
  })
}

export async function emailVerification(call: Caller, email: string): Promise<RemoteVerification | null> {
  try {
    return await call({
      name: 'emailVerification',
      method: 'GET',
      path: `/email-verification/${encodeURIComponent(email)}`,
      write: false,
      patience: 'read',
      answer: verificationAnswer,
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'API_REFUSED' && error.data['status'] === 404) return null
    throw error
  }
}
