import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { RelayErrorCode } from '../../en/events/relay-errors.ts'

const host = (data: ErrorData): string => (data.host ? String(data.host) : 'De relay')
const program = (data: ErrorData): string => (data.program ? String(data.program) : 'Het tunnelprogramma')

export const relayErrorsNl: Readonly<Record<RelayErrorCode, (data: ErrorData) => ErrorSentence>> = {
  RELAY_ADDRESS_INVALID: (data) =>
    data.reason === 'not_https'
      ? {
          what: 'Het adres van de relay moet met https:// beginnen.',
          means: 'Zonder https zijn token en gebeurtenissen leesbaar voor anderen. Alleen op deze computer mag http.',
          todo: 'Zet een webserver met TLS voor de relay en vul dat https-adres in.',
        }
      : data.reason === 'project'
        ? {
            what: 'Dit is geen Supabase-project.',
            means: 'De referentie heeft 20 letters, zoals in https://abcdefghijklmnopqrst.supabase.co.',
            todo: 'Kopieer haar in het dashboard onder Project Settings → General.',
          }
        : {
            what: 'Dit is geen adres van een relay.',
            means: 'Voorbeeld: https://relay.example.com, eventueel met een pad.',
            todo: 'Kopieer het adres uit add-workspace en verbind opnieuw.',
          },
  RELAY_TOKEN_INVALID: (data) =>
    data.reason === 'shape'
      ? {
          what: 'Dit is geen token van een relay.',
          means: 'Een token begint met rly1. en heeft drie delen.',
          todo: 'Kopieer het hele token uit add-workspace en verbind opnieuw.',
        }
      : {
          what: `${host(data)} weigert dit token.`,
          means:
            'Het token klopt niet of is vervangen, of de klant is daar verwijderd. Gebeurtenissen wachten bij de relay.',
          todo: 'Vul het nieuwste token van deze klant in, of maak een nieuw token met rotate.',
          action: 'Instellingen openen',
        },
  RELAY_TOKEN_TAKEN: () => ({
    what: 'Dit token is al in gebruik bij een andere klant.',
    means: 'De gebeurtenissen van die klant zouden ook bij deze klant komen. Er is niets gewijzigd.',
    todo: 'Voeg bij de relay een eigen klant toe en vul dat token in.',
  }),
  RELAY_NOT_THERE: (data) => ({
    what: `Er is geen relay op ${data.host ? String(data.host) : 'dit adres'}.`,
    means: 'Op dit adres draait iets anders dan een relay.',
    todo: 'Vergelijk het adres met dat van add-workspace, ook het pad.',
  }),
  RELAY_PROTOCOL_OTHER: (data) => ({
    what: `${host(data)} is een relay van een andere versie.`,
    means: 'De versies van relay en app passen niet bij elkaar. Gebeurtenissen wachten bij de relay.',
    todo: 'Werk de oudste van de twee bij.',
  }),
  RELAY_CERTIFICATE: (data) => ({
    what: `${host(data)} heeft een certificaat dat deze computer niet vertrouwt.`,
    means: 'Het is verlopen, hoort bij een andere naam of is zelfondertekend. Er is niets verstuurd.',
    todo: 'Vernieuw het certificaat op de server en probeer het opnieuw.',
    action: 'Opnieuw proberen',
  }),
  RELAY_UNREACHABLE: (data) =>
    data.reason === 'from_instantly'
      ? {
          what: 'Instantly kon zijn testgebeurtenis niet afleveren.',
          means: data.status ? `Het adres antwoordde met ${String(data.status)}.` : 'Het adres gaf geen antwoord.',
          todo: 'Controleer of de relay draait en vanaf internet bereikbaar is, en test opnieuw.',
          action: 'Opnieuw proberen',
        }
      : {
          what: `${host(data)} antwoordt niet.`,
          means:
            'De relay staat uit of is te druk, of je bent offline. Gebeurtenissen wachten daar; Sendoff blijft het proberen.',
          todo: 'Lukt het niet, bekijk dan het log van de relay.',
          action: 'Opnieuw proberen',
        },
  RELAY_NOT_CONNECTED: () => ({
    what: 'Deze klant heeft geen relay.',
    means: 'Zonder relay komen gebeurtenissen alleen uit het webhooklog van Instantly.',
    todo: 'Verbind een relay in Instellingen.',
    action: 'Instellingen openen',
  }),
  RELAY_TUNNEL_MISSING: () => ({
    what: 'Op deze computer staat geen tunnelprogramma.',
    means: 'Zonder zo’n programma kan Instantly een relay hier niet bereiken.',
    todo: 'Installeer cloudflared, ngrok of Tailscale en zoek opnieuw onder Instellingen → Relay.',
    action: 'Opnieuw zoeken',
  }),
  RELAY_TUNNEL_FAILED: (data) => ({
    what: `${program(data)} heeft geen verbinding.`,
    means: data.said
      ? `Laatste uitvoer: “${String(data.said)}”.`
      : 'Het eindigde zonder melding. Gemiste gebeurtenissen worden bij Instantly opgehaald.',
    todo: 'Sendoff blijft het proberen. Blijft het zo, kies dan een ander programma.',
    action: 'Opnieuw proberen',
  }),
  WEBHOOK_NOT_THERE: () => ({
    what: 'De webhook staat niet meer bij Instantly.',
    means:
      'Iemand heeft hem verwijderd, dus er komen geen nieuwe gebeurtenissen. Ontvangen gebeurtenissen zijn veilig.',
    todo: 'Registreer hem opnieuw.',
  }),
}
