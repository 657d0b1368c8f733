/**
 * Dutch texts that patterns cannot express: sentences that calculate, compare two arguments or leave out parts. All
 * others are in the catalogues.
 */
import type { Refusal, TargetKind } from '../../contract/exports/exports.ts'
import type { ErrorData } from '../../errors.ts'
import { wordingOf } from '../wording.ts'
import exportWords from './exports/ledger-csv.json' with { type: 'json' }
import fileKindWords from './leads/file-kinds.json' with { type: 'json' }
import importWords from './leads/import-gates.json' with { type: 'json' }

const { n, counted, listed, any } = wordingOf('nl')

const { refusals, ofList } = exportWords.ledgerCsv
const fileKinds: Readonly<Record<string, { readonly name: string; readonly todo: string }>> = fileKindWords.fileKinds

const sequenceFileFaults: Readonly<Record<string, string>> = {
  too_big: 'Het is groter dan 5 MB.',
  no_json: 'Het is geen JSON.',
  other_file: 'Het bestand komt niet uit de bibliotheek.',
  newer: 'Het komt uit een nieuwere versie van Sendoff.',
  shape: 'Een deel is ongeldig.',
  empty: 'Er staat geen sequentie in.',
  too_many: 'Het bevat meer dan 200 sequenties.',
}

/** A title for use inside a sentence; abbreviations keep their capitals. */
const lower = (title: string): string =>
  /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title

const quoted = (fact: ErrorData[string] | undefined, otherwise: string): string =>
  fact ? `“${String(fact)}”` : otherwise
const hourOf = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
const together = (parts: readonly (string | false)[]): string => parts.filter(Boolean).join(', ')

export const nlInCode = {
  backups: {
    dailyAt: (hour: number) => `Elke dag om ${hourOf(hour)}`,
    hour: hourOf,
  },
  errors: {
    FILE_TYPE_UNKNOWN: (data: ErrorData) => ({
      what: `${quoted(data['fileName'], 'Het bestand')} is geen CSV- of Excel-bestand.`,
      means: data['looksLike']
        ? `Het lijkt op ${fileKinds[String(data['looksLike'])]?.name ?? String(data['looksLike'])}${data['line'] ? ` op regel ${typeof data['line'] === 'number' ? n(data['line']) : String(data['line'])}` : ''}.`
        : 'Sendoff leest CSV-bestanden, bestanden met tabs, Excel-werkmappen (.xlsx), .json-bestanden en tabellen van webpagina’s.',
      todo: (fileKinds[String(data['looksLike'])] ?? fileKindWords.fileKinds.binary).todo,
      action: 'Kies een bestand',
    }),
    SEQUENCE_FILE_REFUSED: (data: ErrorData) => {
      const why = sequenceFileFaults[String(data['why'] ?? '')]
      const where = data['where'] ? `Plaats: ${String(data['where'])}. ` : ''
      return {
        what: `${quoted(data['fileName'], 'Het bestand')} bevat geen leesbare sequenties.`,
        means: `${why ? `${why} ` : ''}${where}Er is niets geïmporteerd.`,
        todo: 'Kies een bestand dat vanuit de bibliotheek is opgeslagen.',
      }
    },
  },
  exports: {
    ledger: {
      rate: (count: number) => `${n(Math.round(count))} leads/s`,
      settingZoneUsed: (asked: string, used: string) => (asked === used ? asked : `${asked}, ingesteld als ${used}`),
    },
    plan: {
      minutesOff: (minutes: number) =>
        minutes % 60 === 0 ? counted(minutes / 60, 'uur', 'uur') : counted(minutes, 'minuut', 'minuten'),
      step: (number: number, day: number) => (day === 0 ? `E-mail ${number}` : `E-mail ${number}, dag ${n(day + 1)}`),
    },
  },
  forecast: {
    firstMails: (from: string, to: string) =>
      from === to ? `Eerste e-mails op ${from}.` : `Eerste e-mails van ${from} tot ${to}.`,
  },
  health: {
    givenUp: {
      rows: (refused: number, failed: number) =>
        together([
          refused > 0 && `${counted(refused, 'lead', 'leads')} geweigerd`,
          failed > 0 && `${counted(failed, 'lead', 'leads')} mislukt`,
        ]),
    },
  },
  home: { keyTitle: (client: string, state: string) => `${client}, sleutel: ${state.toLowerCase()}` },
  importing: {
    cleanedUp: (titles: readonly string[]) => titles.length > 0 && `Opgeschoond: ${titles.map(lower).join(', ')}`,
    noted: (titles: readonly string[]) => titles.length > 0 && `Opmerkingen: ${titles.map(lower).join(', ')}`,
    gates: {
      checked: {
        against: (parts: readonly string[]) =>
          parts.length === 0 ? 'Gecontroleerd met het bestand en de lijst' : `Gecontroleerd met ${parts.join(', ')}`,
      },
    },
  },
  inbox: {
    bulk: {
      older: (days: number) =>
        `Afgehandeld: ouder dan ${days % 30 === 0 ? counted(days / 30, 'maand', 'maanden') : days % 7 === 0 ? counted(days / 7, 'week', 'weken') : counted(days, 'dag', 'dagen')}`,
    },
  },
  ledgerCsv: {
    gates: Object.fromEntries(Object.entries(importWords.lists.gates).map(([gate, { reason }]) => [gate, reason])) as {
      readonly [gate in keyof typeof importWords.lists.gates]: string
    },
    refused: (names: readonly Refusal[], target: TargetKind = 'campaign') =>
      `geweigerd door Instantly: ${any(
        names.map((name) => (name === 'duplicated_leads' && target === 'list' ? ofList[name] : refusals[name])),
      )}`,
  },
  lists: {
    import: {
      before: (lists: readonly string[]) =>
        `Precies dit bestand staat al in ${listed(lists.map((name) => `“${name}”`))}`,
      columnsMeta: (certain: number, likely: number, ask: number, out: number) =>
        together([
          certain > 0 && `zekerheid ${n(certain)} hoog`,
          likely > 0 && `${certain > 0 ? '' : 'zekerheid '}${n(likely)} gemiddeld`,
          ask > 0 && `${n(ask)} te kiezen`,
          out > 0 && `${n(out)} weggelaten`,
        ]),
      unknownVerification: (unknown: number, ready: number) => {
        if (unknown === ready)
          return 'In het bestand staat niet of de adressen zijn geverifieerd. Ze worden geëxporteerd en bouncen vaker.'
        const what = `${n(unknown)} daarvan: verificatiestatus onbekend.`
        return unknown === 1
          ? `${what} Het wordt geëxporteerd en bounct misschien.`
          : `${what} Ze worden geëxporteerd en bouncen vaker.`
      },
    },
    pasteDialog: {
      rows: (rows: number) => (rows < 2 ? 'Kopregel en minstens één rij' : counted(rows - 1, 'rij', 'rijen')),
    },
  },
  money: {
    headline: {
      covered: (days: number, of: number) =>
        days === of
          ? `Kosten voor alle ${counted(of, 'dag', 'dagen')}.`
          : `Kosten voor ${n(days)} van ${counted(of, 'dag', 'dagen')}.`,
    },
  },
  sequences: {
    traps: {
      no_wait: (step: number) =>
        `E-mail ${n(step + 1)} wordt direct na E-mail ${n(step)} verzonden: de wachttijd is 0 dagen.`,
    },
  },
}
