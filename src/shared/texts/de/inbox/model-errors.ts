import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { ModelErrorCode } from '../../en/inbox/model-errors.ts'

const faults: Readonly<Record<string, string>> = {
  form: 'Das ist keine Adresse eines Sprachmodells.',
  https: 'Ein Sprachmodell braucht eine Adresse mit https.',
  private: 'Diese Adresse führt in ein privates Netz.',
  password: 'Die Adresse enthält Namen und Passwort.',
  query: 'Die Adresse enthält eine Abfrage.',
}
const unavailable: Readonly<Record<string, string>> = {
  timeout: 'Es hat zu lange gedauert.',
  unreachable: 'Es war nicht zu erreichen.',
  private: 'Sein Name führt in ein privates Netz.',
}

/** Was mit dem Sprachmodell des Posteingangs schiefgehen kann. */
export const modelErrorsDe: Readonly<Record<ModelErrorCode, (data: ErrorData) => ErrorSentence>> = {
  MODEL_OFF: (data) => ({
    what:
      data.reason === 'client'
        ? 'Das Sprachmodell wird für diesen Kunden nicht verwendet.'
        : 'Das Sprachmodell ist ausgeschaltet.',
    means: 'Es wurde kein Text gesendet.',
    todo: 'Sie können es unter Einstellungen → Posteingang einschalten.',
  }),
  MODEL_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? faults['form'] ?? '',
    means:
      'Sie wurde nicht gespeichert. E-Mails enthalten personenbezogene Daten und werden nur über https oder an einen eigenen Computer gesendet.',
    todo: 'Kopieren Sie die Adresse noch einmal beim Anbieter, bis „/v1“. Für ein Modell auf dem eigenen Computer setzen Sie das Häkchen dafür.',
  }),
  MODEL_KEY_REFUSED: () => ({
    what: 'Das Sprachmodell akzeptiert den Schlüssel nicht.',
    means: 'Der Schlüssel ist falsch, widerrufen oder darf dieses Modell nicht verwenden. Hier wurde nichts geändert.',
    todo: 'Erstellen Sie beim Anbieter einen neuen Schlüssel und tragen Sie ihn unter Einstellungen → Posteingang ein.',
  }),
  MODEL_BUSY: () => ({
    what: 'Das Rate-Limit des Sprachmodells ist erreicht.',
    means: 'Zu viele Anfragen, oder Ihr Guthaben dort ist aufgebraucht. Hier wurde nichts geändert.',
    todo: 'Versuchen Sie es in einer Minute noch einmal. Hält das an, prüfen Sie Ihre Limits beim Anbieter.',
    action: 'Erneut versuchen',
  }),
  MODEL_REFUSED: (data) => ({
    what: `Das Sprachmodell lehnt das ab${data.status ? ` (Status ${String(data.status)})` : ''}.`,
    means: data.message
      ? `Es sagt: „${String(data.message)}“. Hier wurde nichts geändert.`
      : 'Es nennt keinen Grund. Hier wurde nichts geändert.',
    todo: 'Prüfen Sie Adresse und Namen des Modells unter Einstellungen → Posteingang.',
  }),
  MODEL_UNAVAILABLE: (data) => ({
    what: 'Das Sprachmodell antwortet nicht.',
    means: `${data.status ? `Es antwortet mit Status ${String(data.status)}.` : (unavailable[String(data.reason)] ?? unavailable['unreachable'] ?? '')} Hier wurde nichts geändert.`,
    todo: 'Versuchen Sie es später erneut. Die Regeln von Sendoff klassifizieren weiter.',
    action: 'Erneut versuchen',
  }),
  MODEL_ANSWER_UNREADABLE: () => ({
    what: 'Die Antwort des Sprachmodells ist nicht verwertbar.',
    means: 'Sie hat nicht das verlangte Format und wurde verworfen.',
    todo: 'Versuchen Sie es erneut, oder wählen Sie ein anderes Modell.',
    action: 'Erneut versuchen',
  }),
}
