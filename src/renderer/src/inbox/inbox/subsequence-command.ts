import { Split } from 'lucide-react'
import { doing } from '../../core/lib/commands.ts'

/** Opens the way into a subsequence for the lead of a conversation. */
export const subsequenceCommand = doing('inbox.subsequence', 'inbox', Split, 'inboxSubsequence', {
  keys: 'm',
  careful: true,
})
