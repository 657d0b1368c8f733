/** A printable receipt. It may go to the person who asked, so it names no person, folder or undeleted client. */
import { type ReceiptFormat, type ReceiptLine, receiptSums } from '#shared/domain/app/receipts.ts'
import { type Language, localeOf } from '#shared/language.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import type { Deps } from '../../core/deps.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'
import { html } from '../../insights/reports/html.ts'
import { reportDocument } from '../../insights/reports/page.ts'
import { reportStyle } from '../../insights/reports/style.ts'

export type Receipt = {
  readonly number: string
  /** Epoch ms. */
  readonly askedAt: number
  /** What the receipt is about, and the words of its file name. */
  readonly words: (tell: ReceiptFormat) => { readonly kind: string; readonly file: string; readonly about: string }
  readonly lines: (tell: ReceiptFormat) => readonly ReceiptLine[]
}

/** Asks for a place, prints and saves the receipt; null if the operator cancels. Throws REPORT_NOT_PRINTED. */
export async function saveReceipt(deps: Deps, receipt: Receipt): Promise<{ readonly path: string } | null> {
  const language = operatorLanguage(deps)
  const tell = receiptFormatOf(language)
  const { file } = receipt.words(tell)
  const path = await deps.host.chooseSavePath({ defaultName: `${file}-${receipt.number}.pdf` })
  if (path === null) return null
  const pdf = await deps.host.printPdf(receiptDocument(receipt, { tell, language, now: deps.clock.now() }))
  await writeFileAtomically(path, (whole) => whole.write(pdf))
  return { path }
}

/** Formats like printed reports, in the language of the app. */
function receiptFormatOf(language: Language): ReceiptFormat {
  const texts = backendTexts[language]
  const locale = localeOf[language]
  const written = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, style)
  const day = written({ dateStyle: 'long' })
  const minute = written({ dateStyle: 'long', timeStyle: 'short' })
  const second = written({ dateStyle: 'long', timeStyle: 'long' })
  const size = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
  const { receipt } = texts.people
  return {
    texts,
    moment: (at) => second.format(at),
    date: (iso) => day.format(new Date(iso)),
    when: (iso) => minute.format(new Date(iso)),
    bytes: (bytes) => size.format(bytes / 1e6),
    client: () => receipt.aWorkspace,
    folder: () => receipt.aFolder,
  }
}

type PaperOptions = { readonly tell: ReceiptFormat; readonly language: Language; readonly now: number }

/** States when it was made, as what it says about backups changes over time. */
function receiptDocument(receipt: Receipt, { tell, language, now }: PaperOptions): string {
  const { people, reportPage } = tell.texts
  const words = people.receipt
  const { kind, about } = receipt.words(tell)
  const lines = receipt.lines(tell)
  const { done, of } = receiptSums(lines)
  const { number } = receipt
  const head = [people.dialog.place, people.dialog.stored, words.result]
  const body = html`<header class="head"><div><p class="kind">${kind}</p><h1>${words.of(number)}</h1></div></header><main><section><p>${about}</p><p>${words.askedAt(tell.moment(receipt.askedAt))} ${words.asOf(tell.moment(now))}</p><p>${words.doneOf(done, of)}.</p></section><section><table><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead><tbody>${lines.map(
    ({ name, stored, standing, result }) =>
      html`<tr><td class="state">${name}</td><td>${stored}</td><td><p><b>${words.standing[standing]}</b></p>${result.map((line) => html`<p>${line}</p>`)}</td></tr>`,
  )}</tbody></table></section></main>`
  const style = reportStyle({ colour: '#3a4fc4', foot: `Sendoff · ${words.of(number)}`, page: reportPage.foot.page })
  return reportDocument({ title: `${kind}: ${words.of(number)}`, body, style }, language)
}
