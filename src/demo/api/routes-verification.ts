import { optionalText } from '../state/values.ts'
import { verdictOf } from '../time/run-due-events.ts'
import { scheduleEvent } from '../time/schedule-event.ts'
import { isEmail } from './add-leads.ts'
import type { Call, Operations } from './http-types.ts'
import { notFound, refuse } from './refusal.ts'
import { closed, text } from './validate.ts'

/** Whether verifying the address takes longer than Instantly waits. */
const isSlow = (email: string) => email.length % 3 === 0
const slowMs = 12_000

export const verificationRoutes: Operations = {
  'POST /email-verification': {
    scope: 'email_verifications:create',
    body: closed({ email: text, webhook_url: text }, ['email']),
    run: (call) => {
      const email = optionalText(call.body['email'])?.trim().toLowerCase()
      if (email === undefined || !isEmail(email)) throw refuse(400, 'Invalid email')
      const { workspace, world, nowMs } = call
      if (workspace.credits < 1) throw refuse(402, 'Not enough verification credits')
      workspace.credits--
      if (isSlow(email)) {
        workspace.verified.set(email, { at: nowMs, status: null })
        scheduleEvent(world, { kind: 'verified', at: nowMs + slowMs, workspace, email })
      } else workspace.verified.set(email, { at: nowMs, status: verdictOf(email) })
      return { ...show(call, email), credits_used: 1 }
    },
  },
  'GET /email-verification/:email': {
    scope: 'email_verifications:read',
    run: (call) => {
      const email = (call.params['email'] ?? '').toLowerCase()
      if (!call.workspace.verified.has(email)) throw notFound()
      return show(call, email)
    },
  },
}

function show(call: Call, email: string) {
  const status = call.workspace.verified.get(email)?.status ?? null
  return {
    status: 'success',
    email,
    verification_status: status ?? 'pending',
    catch_all: status === null ? 'pending' : false,
    credits: call.workspace.credits,
  }
}
