import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { RelayErrorCode } from '../../en/events/relay-errors.ts'

const host = (data: ErrorData): string => (data.host ? String(data.host) : 'De relay')

export const relayErrorsNl: Readonly<Record<RelayErrorCode, (data: ErrorData) => ErrorSentence>> = {
  RELAY_ADDRESS_INVALID: (data) =>
    data.reason === 'not_https'
      ? {
          what: 'Het adres van de relay moet met https:// beginnen.',
          means: 'Anders reizen token en gebeurtenissen leesbaar voor iedereen. Alleen deze computer mag zonder.',
          todo: 'Zet een webserver met TLS voor de relay en vul dat https-adres in.',
        }
      : {
          what: 'Dit is geen adres van een relay.',
          means: 'Zo ziet het eruit: https://relay.example.com, met een pad als het er een heeft en niets erachter.',
          todo: 'Kopieer het adres dat add-workspace toonde en verbind opnieuw.',
        },
  RELAY_TOKEN_INVALID: (data) =>
    data.reason === 'shape'
      ? {
          what: 'Dit is geen token van een relay.',
          means: 'Een token begint met rly1. en heeft drie delen.',
          todo: 'Kopieer het hele token dat add-workspace toonde en verbind opnieuw.',
        }
      : {
          what: `${host(data)} neemt dit token niet aan.`,
          means:
            'Het klopt niet, is vervangen, of de klant is daar verwijderd. Gebeurtenissen wachten intussen bij de relay.',
          todo: 'Vul het nieuwste token van deze klant in. Is het kwijt, maak er dan een met rotate.',
          action: 'Instellingen openen',
        },
  RELAY_TOKEN_TAKEN: () => ({
    what: 'Een andere klant leest al met dit token.',
    means: 'Diens gebeurtenissen zouden ook van deze klant worden. Er is niets gewijzigd.',
    todo: 'Voeg bij de relay een eigen klant toe en vul dat token in.',
  }),
  RELAY_NOT_THERE: (data) => ({
    what: `Er is geen relay op ${data.host ? String(data.host) : 'dit adres'}.`,
    means: 'Er antwoordt daar iets, maar niet zoals een relay.',
    todo: 'Vergelijk het adres met dat van add-workspace, ook het pad.',
  }),
  RELAY_PROTOCOL_OTHER: (data) => ({
    what: `${host(data)} is een relay van een andere versie.`,
    means: 'Die en deze app begrijpen elkaar niet. Gebeurtenissen blijven intussen daar.',
    todo: 'Werk de oudste van de twee bij.',
  }),
  RELAY_CERTIFICATE: (data) => ({
    what: `${host(data)} toont een certificaat dat deze computer niet vertrouwt.`,
    means: 'Het is verlopen, van een andere naam, of zelf gemaakt. Er is niets verstuurd.',
    todo: 'Vernieuw het op de server en probeer opnieuw.',
    action: 'Opnieuw proberen',
  }),
  RELAY_UNREACHABLE: (data) =>
    data.reason === 'from_instantly'
      ? {
          what: 'Instantly kon zijn testgebeurtenis niet afleveren.',
          means: data.status ? `Het adres antwoordde met ${String(data.status)}.` : 'Het adres gaf geen antwoord.',
          todo: 'Kijk of de relay draait en vanaf internet bereikbaar is, en test opnieuw.',
          action: 'Opnieuw proberen',
        }
      : {
          what: `${host(data)} antwoordt niet.`,
          means:
            'De relay staat uit of is te druk, of je bent offline. Gebeurtenissen wachten daar; Sendoff blijft vragen.',
          todo: 'Blijft het zo, kijk dan in het logboek van de relay.',
          action: 'Opnieuw proberen',
        },
  RELAY_NOT_CONNECTED: () => ({
    what: 'Deze klant heeft geen relay.',
    means: 'Zonder relay komen gebeurtenissen alleen uit het afleverlogboek van Instantly.',
    todo: 'Verbind een relay in Instellingen.',
    action: 'Instellingen openen',
  }),
  WEBHOOK_NOT_THERE: () => ({
    what: 'De webhook staat niet meer bij Instantly.',
    means: 'Iemand heeft hem verwijderd, dus er komen geen nieuwe gebeurtenissen. Wat kwam is veilig.',
    todo: 'Registreer hem opnieuw.',
  }),
}
