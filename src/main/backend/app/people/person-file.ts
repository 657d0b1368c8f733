/** Everything stored about a person as one readable page, to answer a request for access. */

import type { Person } from '#shared/contract/app/people.ts'
import { escapeHtml } from '#shared/domain/core/escape-html.ts'
import type { Language } from '#shared/language.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import type { Store } from '../../core/deps.ts'

type Mail = {
  readonly at: number
  readonly direction: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** HTML without scripts, pictures or external resources. */
export function personHtml(store: Store, person: Person, language: Language, now: number): string {
  const words = backendTexts[language].people
  const when = (ms: number) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(ms)
  const client = createClientNames(store.raw)
  const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    rows.length === 0
      ? `<p>${escapeHtml(words.file.none)}</p>`
      : `<table><tr>${head.map((one) => `<th>${escapeHtml(one)}</th>`).join('')}</tr>${rows
          .map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`)
          .join('')}</table>`
  const parts = [
    `<h1>${escapeHtml(person.name || person.email)}</h1><p>${escapeHtml(person.email)}</p><p>${escapeHtml(words.file.made(when(now)))}</p>`,
    `<h2>${escapeHtml(words.lists)}</h2>`,
    ...person.leads.map(
      (lead) =>
        `<h3>${escapeHtml(`${client(lead.workspaceId)}: ${lead.list}`)}</h3><p>${escapeHtml(
          words.file.from(lead.file, lead.row, when(Date.parse(lead.importedAt))),
        )}</p>${table(
          [words.file.field, words.file.value],
          lead.fields.map(({ name, value }) => [name, value]),
        )}`,
    ),
    ...(person.leads.length === 0 ? [`<p>${escapeHtml(words.file.none)}</p>`] : []),
    `<h2>${escapeHtml(words.campaigns)}</h2>`,
    table(
      [words.client, words.campaign, words.sent, words.replied, words.last],
      person.campaigns.map((one) => [
        client(one.workspaceId),
        one.name,
        String(one.sent),
        String(one.replied),
        when(one.lastAt),
      ]),
    ),
    `<h2>${escapeHtml(words.optOuts)}</h2>`,
    table(
      [words.client, words.since, words.words],
      person.optOuts.map((one) => [
        one.workspaceId === null ? words.deletedClient : client(one.workspaceId),
        when(one.since),
        one.words ?? '',
      ]),
    ),
    `<h2>${escapeHtml(words.emails)}</h2>`,
    ...mailsOf(store, person.email).map(
      (mail) =>
        `<article><h3>${escapeHtml(mail.subject)}</h3><p>${escapeHtml(`${when(mail.at)} · ${mail.from} → ${mail.to}`)}</p><pre>${escapeHtml(mail.text)}</pre></article>`,
    ),
    `<h2>${escapeHtml(words.timeline)}</h2>`,
    table(
      [words.at, words.client, words.event, words.campaign],
      person.timeline.map((one) => [when(one.at), client(one.workspaceId), one.type, one.campaign]),
    ),
  ]
  const title = escapeHtml(words.file.title(person.email))
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title><style>${style}</style></head><body>${parts.join('\n')}</body></html>\n`
}

const style =
  'body{font:15px/1.5 system-ui,sans-serif;margin:40px auto;max-width:820px;padding:0 20px}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ddd;padding:6px 8px;text-align:left;vertical-align:top}pre{white-space:pre-wrap;font:inherit;background:#f6f6f4;padding:12px}h2{margin-top:36px}'

function mailsOf({ raw }: Store, email: string): readonly Mail[] {
  return raw
    .prepare(
      `select m.at, m.direction, m.from_address as "from", m.to_list as "to", m.subject, m.text from workspace w
         join inbox_thread t on t.workspace_id = w.id and t.lead_email = ? join inbox_message m on m.thread_id = t.id
       order by m.at`,
    )
    .all(email) as Mail[]
}
