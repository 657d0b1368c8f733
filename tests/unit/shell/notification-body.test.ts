import { expect, it } from 'vitest'
import { notificationBody } from '../../../src/main/shell/notification-body.ts'

const subject = '<a href="https://evil.example">Log in again</a> & R&D <3'

it('A stranger’s subject puts no links into a notification, and is shown complete, where notifications have markup', () => {
  expect(notificationBody(subject, 'linux')).toBe(
    '&lt;a href="https://evil.example"&gt;Log in again&lt;/a&gt; &amp; R&amp;D &lt;3',
  )
})

it.each(['win32', 'darwin'] as const)(
  'On %s, where they have none, a notification shows the text as it is',
  (platform) => {
    expect(notificationBody(subject, platform)).toBe(subject)
  },
)
