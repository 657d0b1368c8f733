/** Words of asking Instantly by hand. */
export const askEn = {
  title: 'Ask Instantly',
  meta: 'Only operations that read; each call is in the API log',
  client: 'Client',
  operation: 'Operation',
  optional: 'optional',
  list: 'separated by commas',
  send: 'Ask',
  copyCurl: 'Copy as curl',
  answer: 'Answer',
  copy: 'Copy',
  asking: 'Asking…',
  none: 'Choose an operation and ask.',
  cut: 'The answer is longer than 1 MB: only its beginning is shown.',
  gone: 'This call is no longer in the log.',
  noQueries: 'The log keeps the path of a call, not what it was filtered by.',
  again: (what: string) => `Ask again: ${what}`,
  status: (status: number, took: string) => `${status}, ${took}`,
}
export type AskTexts = typeof askEn
