import { isRefused } from '../is-refused.ts'
import { defineRead, defineWrite, type MayRepeat, notTwice } from '../operation.ts'
import { verificationAnswer } from '../schemas.ts'
import type { RemoteVerification } from '../types.ts'

const verifying = { neededFor: 'verifying addresses', countsAs: 'verification' } as const

/**
 * Requests verification of one address, which costs credits. Throws VERIFICATION_NO_CREDITS if there are none or there is
 * no paid plan. Instantly answers within ten seconds, or that the verification is pending.
 */
export const verifyEmail = defineWrite(
  'POST /email-verification',
  { ...verifying, scope: 'email_verifications:create', costsCredits: true },
  (send, email: string, mayRepeat: MayRepeat = notTwice) =>
    send({ body: { email }, mayRepeat, answer: verificationAnswer }),
)

/** Status of an address's verification; null if it was never requested. Free. */
export const emailVerification = defineRead(
  'GET /email-verification/{email}',
  { ...verifying, scope: 'email_verifications:read' },
  async (send, email: string): Promise<RemoteVerification | null> => {
    try {
      return await send({ at: { email }, answer: verificationAnswer })
    } catch (error) {
      if (isRefused(error, 404)) return null
      throw error
    }
  },
)
