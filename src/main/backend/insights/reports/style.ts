/** Style of a report on paper and on screen. */
import { cssString } from './html.ts'

const fontFamily =
  '-apple-system, "Segoe UI Variable Text", "Segoe UI", Cantarell, Ubuntu, Roboto, "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, sans-serif'

/** Background and text colours of verdicts; text has a contrast of at least 4.5 : 1. */
const verdictStyles = `
.good { --mark: #2e8b5d; --soft: #e6f3ec; --ink: #1d6b45; }
.average { --mark: #1a82ad; --soft: #e3f1f7; --ink: #0c6285; }
.attention { --mark: #b87503; --soft: #fbf0dc; --ink: #8a5200; }
.early { --mark: #84878e; --soft: #eeeeea; --ink: #52555c; }`

/** Returns the style. `colour`: #rrggbb. `foot`: footer of every printed page; `page`: the word for "page". */
export function reportStyle(look: { readonly colour: string; readonly foot: string; readonly page: string }): string {
  return `@page { size: A4; margin: 13mm 15mm 15mm;
  @bottom-left { content: ${cssString(look.foot)}; font: 8pt ${fontFamily}; color: #666970; width: 80%; }
  @bottom-right { content: ${cssString(look.page)} " " counter(page) " / " counter(pages); white-space: nowrap; font: 8pt ${fontFamily}; color: #666970; } }
:root { --own: ${look.colour}; color-scheme: light; }${verdictStyles}
* { box-sizing: border-box; }
html { background: #fff; }
body { color: #1c1d21; font: 10pt/1.42 ${fontFamily}; margin: 0 auto; max-width: 190mm; padding: 12mm 10mm; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
@media print { body { max-width: none; padding: 0; } }
h1, h2, p, ul, dl, dd, blockquote, figure { margin: 0; padding: 0; }
ul { list-style: none; }
.head { align-items: center; border-bottom: 3px solid var(--own); display: flex; gap: 18px; justify-content: space-between; padding-bottom: 12px; }
.head > div { min-width: 0; }
.logo { display: block; flex: none; max-height: 56px; max-width: 200px; }
.kind { color: #52555c; font-size: 9.5pt; }
h1 { font-size: 21pt; font-weight: 600; letter-spacing: -.01em; line-height: 1.2; overflow-wrap: anywhere; }
.demo { background: #86198f; border-radius: 3px; color: #fff; display: inline-block; font-size: 8.5pt; font-weight: 600; margin-top: 6px; padding: 1px 8px; }
.verdict { background: var(--soft); border-left: 5px solid var(--mark); border-radius: 4px; margin-top: 14px; padding: 10px 16px 11px; }
.verdict h2 { color: var(--ink); font-size: 14pt; margin: 0 0 2px; }
.verdict p + p { margin-top: 3px; }
h2 { break-after: avoid; font-size: 12pt; font-weight: 600; margin-bottom: 8px; }
section { margin-top: 15px; }
.figures { display: grid; gap: 8px; grid-template-columns: repeat(3, minmax(0, 1fr)); margin-top: 14px; }
.figure { border: 1px solid #deded9; border-radius: 5px; padding: 7px 13px 8px; }
.figure dt { color: #52555c; font-size: 9pt; hyphens: auto; overflow-wrap: anywhere; }
.figure .value { font-size: 19pt; font-variant-numeric: tabular-nums; font-weight: 600; letter-spacing: -.01em; line-height: 1.25; }
.figure .none { color: #666970; font-size: 12pt; font-weight: 400; line-height: 1.98; }
.figure .more { color: #52555c; display: block; font-size: 8.5pt; line-height: 1.35; }
.columns { display: grid; gap: 26px; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
.dated { display: grid; gap: 4px 12px; grid-template-columns: max-content minmax(0, 1fr); }
.dated dt { color: #666970; font-size: 9pt; font-variant-numeric: tabular-nums; line-height: 1.66; white-space: nowrap; }
.dated dd, .next li { overflow-wrap: anywhere; }
.next li { padding: 2px 0; }
.next .small { display: block; }
.small { color: #52555c; font-size: 9pt; }
.money { display: flex; flex-wrap: wrap; gap: 4px 20px; }
.money dt { color: #52555c; font-size: 9pt; }
.money dd { font-size: 13pt; font-variant-numeric: tabular-nums; font-weight: 600; }
section { break-inside: auto; }
.drawn { break-inside: avoid; }
thead, tbody tr:nth-child(-n+3) { break-after: avoid; }
tbody tr:nth-last-child(-n+2) { break-before: avoid; }
.state { white-space: nowrap; }
.chart { display: block; height: auto; width: 100%; }
.chart text { font-variant-numeric: tabular-nums; }
.drawn-what { color: #52555c; font-size: 9pt; font-weight: 400; margin-top: 6px; }
table { border-collapse: collapse; font-size: 9.5pt; width: 100%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { border-bottom: 1.5px solid #85888f; color: #52555c; font-size: 8.5pt; font-weight: 600; padding: 4px 6px; text-align: left; vertical-align: bottom; }
td { border-bottom: 1px solid #e3e3de; overflow-wrap: anywhere; padding: 5px 6px; vertical-align: top; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
.num { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
tfoot td { border-bottom: 0; border-top: 1.5px solid #85888f; font-weight: 600; }
tfoot { display: table-row-group; }
.subject { color: #52555c; display: block; font-size: 9pt; }
.note { color: #666970; font-size: 8.5pt; margin-top: 6px; }
.quote { border-left: 3px solid var(--own); break-inside: avoid; margin: 0 0 14px; padding: 1px 0 1px 14px; }
.quote blockquote { overflow-wrap: anywhere; white-space: pre-line; }
.quote figcaption { color: #52555c; font-size: 9pt; margin-top: 3px; }
.closing { break-inside: avoid; overflow-wrap: anywhere; white-space: pre-line; }
.foot { border-top: 1px solid #deded9; break-inside: avoid; color: #666970; font-size: 8pt; line-height: 1.45; margin-top: 22px; padding-top: 8px; }
@media screen and (width < 560px) { main { overflow-x: auto; } .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); } .columns { grid-template-columns: minmax(0, 1fr); } }
`
}
