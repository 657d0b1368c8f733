/** Errors of edited, deleted and archived campaigns as the operator reads them. */
import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'

type CampaignErrorCode = Extract<
  ErrorCode,
  | 'CAMPAIGN_EDIT_NOT_KEPT'
  | 'CAMPAIGN_NOT_DELETED'
  | 'ARCHIVE_NOT_SAFE'
  | 'SUBSEQUENCE_GONE'
  | 'LEAD_NOT_IN_CAMPAIGN'
  | 'LEAD_OPTED_OUT'
>

export const campaignErrorsNl: Readonly<Record<CampaignErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CAMPAIGN_EDIT_NOT_KEPT: (data) => ({
    what: 'Instantly heeft de wijziging niet opgeslagen zoals die is verzonden.',
    means: `Teruggelezen is het anders${data.fields ? ` in: ${String(data.fields)}` : ''}. Je wijziging blijft hier en wacht.`,
    todo: 'Vergelijk beide kanten op de pagina van de campagne en kies er een.',
  }),
  SUBSEQUENCE_GONE: () => ({
    what: 'Deze vervolgsequentie staat niet meer in Instantly.',
    means: 'Ze is daar verwijderd, of haar campagne. Wat ervan is gelezen, blijft hier.',
    todo: 'Lees de vervolgsequenties van de campagne opnieuw en kies een andere.',
  }),
  LEAD_NOT_IN_CAMPAIGN: () => ({
    what: 'Deze lead zit niet meer in de campagne.',
    means: 'Hij is bij Instantly verwijderd of naar een andere campagne verplaatst. Er is niets veranderd.',
    todo: 'Niets. Bekijk de leads opnieuw als je het niet zeker weet.',
  }),
  LEAD_OPTED_OUT: () => ({
    what: 'Deze persoon heeft zich afgemeld.',
    means: 'Wie geen e-mail meer wil, komt in geen campagne en geen vervolgsequentie. Er is niets veranderd.',
    todo: 'Niets. Was de afmelding een vergissing, maak haar dan ongedaan op de pagina Afmeldingen.',
  }),
  CAMPAIGN_NOT_DELETED: () => ({
    what: 'De campagne is niet verwijderd.',
    means: 'Het antwoord ging verloren en de campagne is nog bij Instantly. Hier is niets veranderd.',
    todo: 'Verwijder haar opnieuw als je dat nog wilt.',
  }),
  ARCHIVE_NOT_SAFE: () => ({
    what: 'Deze campagne kan nog niet veilig worden verwijderd.',
    means:
      'Ze loopt, of wat bij Instantly staat is niet hetzelfde als wat op deze schijf staat. Er is niets verwijderd.',
    todo: 'Pauzeer haar, archiveer haar opnieuw en bekijk de aantallen.',
  }),
}
