/** What state a key is in, and what that means. */
import type { KeyState } from '../../../contract/clients/workspaces.ts'

export const keysEn: Record<KeyState, { readonly word: string; readonly means: string }> = {
  untested: { word: 'Not tested', means: 'It has not reached Instantly yet. Test the connection.' },
  active: { word: 'Active', means: 'It works.' },
  invalid: { word: 'Invalid', means: 'Instantly does not know it. Copy the whole key again, or make a new one.' },
  revoked: {
    word: 'Revoked',
    means: 'It worked before and Instantly now refuses it. Make a new key in Instantly and add it here.',
  },
  no_plan: {
    word: 'No paid plan',
    means: 'The workspace has no plan with API access. Choose one in Instantly, then test again.',
  },
  scope_missing: {
    word: 'Scope missing',
    means: 'It works, but may not do everything Sendoff needs. Make a key with the missing scopes and add it.',
  },
  locked: { word: 'Locked', means: 'It waits for your passphrase.' },
}
