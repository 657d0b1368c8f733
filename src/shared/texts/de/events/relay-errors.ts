import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { RelayErrorCode } from '../../en/events/relay-errors.ts'

const host = (data: ErrorData): string => (data.host ? String(data.host) : 'Das Relay')
const program = (data: ErrorData): string => (data.program ? String(data.program) : 'Das Tunnelprogramm')

export const relayErrorsDe: Readonly<Record<RelayErrorCode, (data: ErrorData) => ErrorSentence>> = {
  RELAY_ADDRESS_INVALID: (data) =>
    data.reason === 'not_https'
      ? {
          what: 'Die Adresse des Relays muss mit https:// beginnen.',
          means: 'Sonst werden Token und Ereignisse unverschlüsselt übertragen. Ausgenommen ist nur dieser Computer.',
          todo: 'Stellen Sie einen Webserver mit TLS vor das Relay und geben Sie dessen https-Adresse ein.',
        }
      : data.reason === 'project'
        ? {
            what: 'Das ist kein Supabase-Projekt.',
            means: 'Die Referenz hat 20 Buchstaben, wie in https://abcdefghijklmnopqrst.supabase.co.',
            todo: 'Kopieren Sie sie im Dashboard unter Project Settings → General.',
          }
        : {
            what: 'Das ist nicht die Adresse eines Relays.',
            means: 'Sie sieht so aus: https://relay.example.com, mit Pfad, falls vorhanden, und nichts dahinter.',
            todo: 'Kopieren Sie die Adresse, die add-workspace ausgegeben hat, und verbinden Sie erneut.',
          },
  RELAY_TOKEN_INVALID: (data) =>
    data.reason === 'shape'
      ? {
          what: 'Das ist kein Token eines Relays.',
          means: 'Ein Token beginnt mit rly1. und hat drei Teile.',
          todo: 'Kopieren Sie das ganze Token, das add-workspace ausgegeben hat, und verbinden Sie erneut.',
        }
      : {
          what: `${host(data)} nimmt dieses Token nicht an.`,
          means:
            'Es ist falsch, wurde ersetzt, oder der Kunde wurde dort entfernt. Ereignisse warten solange im Relay.',
          todo: 'Geben Sie das neueste Token dieses Kunden ein. Ist es verloren, erzeugen Sie eines mit rotate.',
          action: 'Einstellungen öffnen',
        },
  RELAY_TOKEN_TAKEN: () => ({
    what: 'Ein anderer Kunde liest schon mit diesem Token.',
    means: 'Dessen Ereignisse würden auch diesem Kunden zugeordnet. Es wurde nichts geändert.',
    todo: 'Legen Sie am Relay einen eigenen Kunden an und geben Sie dessen Token ein.',
  }),
  RELAY_NOT_THERE: (data) => ({
    what: `Unter ${data.host ? String(data.host) : 'dieser Adresse'} ist kein Relay.`,
    means: 'Etwas antwortet dort, aber nicht wie ein Relay.',
    todo: 'Vergleichen Sie die Adresse mit der von add-workspace, auch ihren Pfad.',
  }),
  RELAY_PROTOCOL_OTHER: (data) => ({
    what: `${host(data)} ist ein Relay einer anderen Version.`,
    means: 'Relay und App sind nicht kompatibel. Ereignisse bleiben solange dort.',
    todo: 'Aktualisieren Sie die ältere Komponente.',
  }),
  RELAY_CERTIFICATE: (data) => ({
    what: `${host(data)} zeigt ein Zertifikat, dem dieser Computer nicht vertraut.`,
    means: 'Es ist abgelaufen, gilt für einen anderen Namen oder ist selbst signiert. Es wurde nichts gesendet.',
    todo: 'Erneuern Sie es am Server und versuchen Sie es erneut.',
    action: 'Erneut versuchen',
  }),
  RELAY_UNREACHABLE: (data) =>
    data.reason === 'from_instantly'
      ? {
          what: 'Instantly konnte sein Testereignis nicht zustellen.',
          means: data.status ? `Die Adresse antwortete mit ${String(data.status)}.` : 'Die Adresse antwortete nicht.',
          todo: 'Prüfen Sie, ob das Relay läuft und aus dem Internet erreichbar ist, und testen Sie erneut.',
          action: 'Erneut versuchen',
        }
      : {
          what: `${host(data)} antwortet nicht.`,
          means:
            'Das Relay ist aus oder überlastet, oder Sie sind offline. Ereignisse warten dort; Sendoff fragt weiter.',
          todo: 'Hält das an, prüfen Sie das Protokoll des Relays.',
          action: 'Erneut versuchen',
        },
  RELAY_NOT_CONNECTED: () => ({
    what: 'Dieser Kunde hat kein Relay.',
    means: 'Ohne Relay kommen Ereignisse nur aus Instantlys Zustellprotokoll.',
    todo: 'Verbinden Sie in den Einstellungen ein Relay.',
    action: 'Einstellungen öffnen',
  }),
  RELAY_TUNNEL_MISSING: () => ({
    what: 'Auf diesem Computer ist kein Tunnelprogramm installiert.',
    means: 'Ohne ein solches erreicht Instantly ein Relay hier nicht.',
    todo: 'Installieren Sie cloudflared, ngrok oder Tailscale und suchen Sie unter Einstellungen → Relay erneut.',
    action: 'Erneut suchen',
  }),
  RELAY_TUNNEL_FAILED: (data) => ({
    what: `${program(data)} hat keine Verbindung.`,
    means: data.said
      ? `Letzte Ausgabe: „${String(data.said)}“.`
      : 'Es endete ohne Meldung. Verpasste Ereignisse werden von Instantly geholt.',
    todo: 'Sendoff versucht es weiter. Hält das an, wählen Sie ein anderes Programm.',
    action: 'Erneut versuchen',
  }),
  WEBHOOK_NOT_THERE: () => ({
    what: 'Den Webhook gibt es bei Instantly nicht mehr.',
    means: 'Er wurde gelöscht; neue Ereignisse kommen nicht an. Bisherige sind sicher.',
    todo: 'Legen Sie ihn neu an.',
  }),
}
