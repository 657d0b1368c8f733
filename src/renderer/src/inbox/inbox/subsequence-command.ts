import { Split } from 'lucide-react'
import { doing } from '../../core/lib/commands.ts'

/** Opens the dialog that moves a conversation's lead into a subsequence. */
export const subsequenceCommand = doing('inbox.subsequence', 'inbox', Split, 'inboxSubsequence', {
  keys: 'm',
  careful: true,
})
