import type { ErrorData } from '../../../errors.ts'
import type { sharedMemoryErrorsEn } from '../../en/leads/shared-memory-errors.ts'

const host = (data: ErrorData): string => (data.host ? String(data.host) : 'Die Datenbank')

export const sharedMemoryErrorsDe: typeof sharedMemoryErrorsEn = {
  SHARED_MEMORY_UNREACHABLE: (data) => ({
    what: `${host(data)} mit dem gemeinsamen Gedächtnis antwortet nicht.`,
    means:
      data.reason === 'certificate'
        ? 'Dieser Computer vertraut dem Zertifikat nicht. Nichts wurde gesendet.'
        : 'Niemand weiß, wen ein anderer Computer hat. Exporte warten, außer Sie lassen sie weiterlaufen.',
    todo: 'Prüfen Sie, ob Sie online sind und die Datenbank läuft. Sendoff versucht es von selbst wieder.',
    action: 'Erneut versuchen',
  }),
  SHARED_MEMORY_REFUSED: (data) => ({
    what: `${host(data)} hat das gemeinsame Gedächtnis abgelehnt.`,
    means:
      data.reason === 'rights'
        ? 'Diese Anmeldung darf die Tabellen nicht verwenden. Nichts wurde geändert.'
        : data.reason === 'answer'
          ? `Sie hat mit dem Fehler ${data.code} geantwortet. Exporte warten, nichts wurde geändert.`
          : 'Benutzer, Passwort oder Name der Datenbank ist falsch. Nichts wurde geändert.',
    todo:
      data.reason === 'rights'
        ? 'Machen Sie den Benutzer zum Mitglied von sendoff_member, oder nehmen Sie den, der die Tabellen angelegt hat.'
        : data.reason === 'answer'
          ? 'Suchen Sie diesen Fehler im Protokoll der Datenbank. Wurden ihre Tabellen geändert, legen Sie sie in einer neuen Datenbank an.'
          : 'Kopieren Sie die Verbindungszeichenfolge noch einmal und teilen Sie den Kunden erneut.',
  }),
  SHARED_MEMORY_NOT_SET_UP: (data) => ({
    what: `${host(data)} hat noch keine Tabellen für das gemeinsame Gedächtnis.`,
    means: 'Bis sie da sind, wird nichts geteilt. Nichts wurde geändert.',
    todo: 'Legen Sie sie unter Einstellungen → Sperrliste an, oder führen Sie das SQL von dort selbst aus.',
  }),
  SHARED_MEMORY_NOT_SEALED: () => ({
    what: 'Diese Datenbank trennt die Kunden nicht.',
    means:
      'In einem zurückgenommenen Test konnte ein Kunde Daten eines anderen sehen oder ändern. Nichts wird geteilt.',
    todo: 'Legen Sie die Tabellen mit dem SQL aus den Einstellungen neu an, mit Row Level Security wie dort.',
  }),
  SHARED_MEMORY_TAKEN_OVER: () => ({
    what: 'Dieser Computer wurde von einem anderen übernommen.',
    means:
      'Er galt als verloren: Wen er beansprucht und noch nicht hochgeladen hatte, ist für die anderen frei. Seine Exporte warten.',
    todo: 'Treten Sie wieder bei. Exporte beanspruchen ihre Personen dann neu.',
    action: 'Wieder beitreten',
  }),
}
