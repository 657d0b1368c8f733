/**
 * German texts that patterns cannot express: sentences that calculate, compare two arguments or leave out parts. All
 * others are in the catalogues.
 */
import type { Refusal, TargetKind } from '../../contract/exports/exports.ts'
import type { ErrorData } from '../../errors.ts'
import { wordingOf } from '../wording.ts'
import exportWords from './exports/ledger-csv.json' with { type: 'json' }
import fileKindWords from './leads/file-kinds.json' with { type: 'json' }
import importWords from './leads/import-gates.json' with { type: 'json' }

const { n, counted, listed, any } = wordingOf('de')

const { refusals, ofList } = exportWords.ledgerCsv
const fileKinds: Readonly<Record<string, { readonly name: string; readonly todo: string }>> = fileKindWords.fileKinds

const sequenceFileFaults: Readonly<Record<string, string>> = {
  too_big: 'Sie ist größer als 5 MB.',
  no_json: 'Sie ist kein JSON.',
  other_file: 'Sie stammt nicht aus der Bibliothek.',
  newer: 'Sie stammt aus einer neueren Version von Sendoff.',
  shape: 'Sie enthält ungültige Daten.',
  empty: 'Sie enthält keine Sequenz.',
  too_many: 'Sie enthält mehr als 200 Sequenzen.',
}

const quoted = (fact: ErrorData[string] | undefined, otherwise: string): string =>
  fact ? `„${String(fact)}“` : otherwise
const hourOf = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
const together = (parts: readonly (string | false)[]): string => parts.filter(Boolean).join(', ')

export const deInCode = {
  backups: {
    dailyAt: (hour: number) => `Jeden Tag um ${hourOf(hour)}`,
    hour: hourOf,
  },
  errors: {
    FILE_TYPE_UNKNOWN: (data: ErrorData) => ({
      what: `${quoted(data['fileName'], 'Die Datei')} ist keine lesbare Tabelle.`,
      means: data['looksLike']
        ? `Sie sieht aus wie ${fileKinds[String(data['looksLike'])]?.name ?? String(data['looksLike'])}${data['line'] ? ` in Zeile ${typeof data['line'] === 'number' ? n(data['line']) : String(data['line'])}` : ''}.`
        : 'Sendoff liest CSV- und TSV-Dateien, Excel-Arbeitsmappen (.xlsx), .json-Dateien und Tabellen von Webseiten.',
      todo: (fileKinds[String(data['looksLike'])] ?? fileKindWords.fileKinds.binary).todo,
      action: 'Datei wählen',
    }),
    SEQUENCE_FILE_REFUSED: (data: ErrorData) => {
      const why = sequenceFileFaults[String(data['why'] ?? '')]
      const where = data['where'] ? `Stelle: ${String(data['where'])}. ` : ''
      return {
        what: `${quoted(data['fileName'], 'Die Datei')} ist keine gültige Sequenzdatei.`,
        means: `${why ? `${why} ` : ''}${where}Es wurde nichts importiert.`,
        todo: 'Wählen Sie eine Datei, die aus der Bibliothek gespeichert wurde.',
      }
    },
  },
  exports: {
    ledger: {
      rate: (count: number) => `${n(Math.round(count))} Leads/s`,
      settingZoneUsed: (asked: string, used: string) => (asked === used ? asked : `${asked}, gesendet als ${used}`),
    },
    plan: {
      minutesOff: (minutes: number) =>
        minutes % 60 === 0 ? counted(minutes / 60, 'Stunde', 'Stunden') : counted(minutes, 'Minute', 'Minuten'),
      step: (number: number, day: number) => (day === 0 ? `E-Mail ${number}` : `E-Mail ${number}, Tag ${n(day + 1)}`),
    },
  },
  forecast: {
    firstMails: (from: string, to: string) =>
      from === to ? `Erste E-Mails am ${from}.` : `Erste E-Mails vom ${from} bis ${to}.`,
  },
  health: {
    givenUp: {
      rows: (refused: number, failed: number) =>
        together([
          refused > 0 && `${counted(refused, 'Lead', 'Leads')} abgelehnt`,
          failed > 0 && `${counted(failed, 'Lead', 'Leads')} fehlgeschlagen`,
        ]),
    },
  },
  importing: {
    cleanedUp: (titles: readonly string[]) => titles.length > 0 && `Bereinigt: ${titles.join(', ')}`,
    noted: (titles: readonly string[]) => titles.length > 0 && `Hinweise: ${titles.join(', ')}`,
    gates: {
      checked: {
        against: (parts: readonly string[]) =>
          parts.length === 0 ? 'Geprüft gegen die Datei und ihre Liste' : `Geprüft gegen ${parts.join(', ')}`,
      },
    },
  },
  inbox: {
    bulk: {
      older: (days: number) =>
        `Erledigt: älter als ${days % 30 === 0 ? counted(days / 30, 'Monat', 'Monate') : days % 7 === 0 ? counted(days / 7, 'Woche', 'Wochen') : counted(days, 'Tag', 'Tage')}`,
    },
  },
  ledgerCsv: {
    gates: Object.fromEntries(Object.entries(importWords.lists.gates).map(([gate, { reason }]) => [gate, reason])) as {
      readonly [gate in keyof typeof importWords.lists.gates]: string
    },
    refused: (names: readonly Refusal[], target: TargetKind = 'campaign') =>
      `von Instantly abgelehnt: ${any(
        names.map((name) => (name === 'duplicated_leads' && target === 'list' ? ofList[name] : refusals[name])),
      )}`,
  },
  lists: {
    import: {
      before: (lists: readonly string[]) =>
        `Genau diese Datei ist schon in ${listed(lists.map((name) => `„${name}“`))}`,
      columnsMeta: (certain: number, likely: number, ask: number, out: number) =>
        together([
          certain > 0 && `Sicherheit ${n(certain)} hoch`,
          likely > 0 && `${certain > 0 ? '' : 'Sicherheit '}${n(likely)} mittel`,
          ask > 0 && `${n(ask)} zu entscheiden`,
          out > 0 && `${n(out)} weggelassen`,
        ]),
      unknownVerification: (unknown: number, ready: number) => {
        if (unknown === ready)
          return 'Die Datei sagt bei keiner, ob die Adresse verifiziert wurde. Sie werden exportiert und bouncen häufiger.'
        const what = `${n(unknown)} davon: Die Datei sagt nicht, ob die Adresse verifiziert wurde.`
        return unknown === 1
          ? `${what} Sie wird exportiert und bounct vielleicht.`
          : `${what} Sie werden exportiert und bouncen häufiger.`
      },
    },
    pasteDialog: {
      rows: (rows: number) => (rows < 2 ? 'Kopfzeile und mindestens eine Zeile' : counted(rows - 1, 'Zeile', 'Zeilen')),
    },
  },
  money: {
    headline: {
      covered: (days: number, of: number) =>
        days === of
          ? `Kosten für alle ${counted(of, 'Tag', 'Tage')}.`
          : `Kosten für ${n(days)} von ${counted(of, 'Tag', 'Tagen')}.`,
    },
  },
  sequences: {
    traps: {
      no_wait: (step: number) =>
        `E-Mail ${n(step + 1)} wird sofort nach E-Mail ${n(step)} gesendet: Die Wartezeit beträgt 0 Tage.`,
    },
  },
}
