/** States of a key, and what they mean. */
import type { KeyState } from '../../../contract/clients/workspaces.ts'

export const keysEn: Record<KeyState, { readonly word: string; readonly means: string }> = {
  untested: { word: 'Not tested', means: 'It was not used with Instantly yet. Test the connection.' },
  active: { word: 'Active', means: 'It works.' },
  invalid: { word: 'Invalid', means: 'Instantly does not know it. Copy the whole key again, or create a new one.' },
  revoked: {
    word: 'Revoked',
    means: 'It worked before; Instantly now rejects it. Create a new key there and add it here.',
  },
  no_plan: {
    word: 'No paid plan',
    means: 'The workspace has no plan with API access. Choose one in Instantly, then test again.',
  },
  scope_missing: {
    word: 'Scope missing',
    means: 'It works, but lacks scopes Sendoff needs. Create a key with the missing scopes and add it.',
  },
  locked: { word: 'Locked', means: 'Enter your passphrase to use it.' },
  unreadable: {
    word: 'Not readable',
    means: 'This computer’s keychain cannot read it. Unlock the keychain, or add the key again.',
  },
}
