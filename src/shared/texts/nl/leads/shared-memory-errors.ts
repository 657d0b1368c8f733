import type { ErrorData } from '../../../errors.ts'
import type { sharedMemoryErrorsEn } from '../../en/leads/shared-memory-errors.ts'

const host = (data: ErrorData): string => (data.host ? String(data.host) : 'De database')

export const sharedMemoryErrorsNl: typeof sharedMemoryErrorsEn = {
  SHARED_MEMORY_UNREACHABLE: (data) => ({
    what: `${host(data)} met het gedeelde geheugen antwoordt niet.`,
    means:
      data.reason === 'certificate'
        ? 'Deze computer vertrouwt het certificaat niet. Er is niets verstuurd.'
        : 'Niemand weet wie een andere computer heeft. Exports wachten, tenzij je ze laat doorgaan.',
    todo: 'Controleer of je online bent en de database draait. Sendoff probeert het automatisch opnieuw.',
    action: 'Opnieuw proberen',
  }),
  SHARED_MEMORY_REFUSED: (data) => ({
    what: `${host(data)} heeft het gedeelde geheugen geweigerd.`,
    means:
      data.reason === 'rights'
        ? 'Deze gebruiker mag de tabellen niet gebruiken. Er is niets gewijzigd.'
        : data.reason === 'answer'
          ? `De database antwoordde met fout ${data.code}. Exports wachten, er is niets gewijzigd.`
          : 'Gebruiker, wachtwoord of naam van de database klopt niet. Er is niets gewijzigd.',
    todo:
      data.reason === 'rights'
        ? 'Maak de gebruiker lid van sendoff_member, of neem degene die de tabellen heeft aangemaakt.'
        : data.reason === 'answer'
          ? 'Zoek deze fout in de log van de database. Zijn de tabellen veranderd, maak ze dan aan in een nieuwe database.'
          : 'Kopieer de verbindingsreeks opnieuw en deel de klant nog eens.',
  }),
  SHARED_MEMORY_NOT_SET_UP: (data) => ({
    what: `${host(data)} heeft nog geen tabellen voor het gedeelde geheugen.`,
    means: 'Zolang ze er niet zijn, wordt er niets gedeeld. Er is niets gewijzigd.',
    todo: 'Maak ze aan bij Instellingen → Blokkeerlijst, of voer de SQL die daar staat zelf uit.',
  }),
  SHARED_MEMORY_NOT_SEALED: () => ({
    what: 'Deze database houdt klanten niet uit elkaar.',
    means:
      'In een test die ongedaan is gemaakt, kon een klant gegevens van een ander zien of wijzigen. Er wordt niets gedeeld.',
    todo: 'Maak de tabellen opnieuw aan met de SQL uit de instellingen, met row level security zoals die daar staat.',
  }),
  SHARED_MEMORY_TAKEN_OVER: () => ({
    what: 'Deze computer is door een andere overgenomen.',
    means:
      'Hij gold als verloren: wie hij had geclaimd en nog niet geüpload, is vrij voor de andere. Zijn exports wachten.',
    todo: 'Doe opnieuw mee. Exports claimen hun mensen dan opnieuw.',
    action: 'Opnieuw meedoen',
  }),
}
