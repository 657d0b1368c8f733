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
    means: `Bij Instantly staat iets anders${data.fields ? ` in: ${String(data.fields)}` : ''}. Je wijziging is hier bewaard.`,
    todo: 'Vergelijk beide versies op de campagnepagina en kies er een.',
  }),
  SUBSEQUENCE_GONE: () => ({
    what: 'Deze vervolgsequentie staat niet meer in Instantly.',
    means: 'De sequentie of de campagne is daar verwijderd. Gesynchroniseerde gegevens blijven hier.',
    todo: 'Synchroniseer de vervolgsequenties opnieuw en kies een andere.',
  }),
  LEAD_NOT_IN_CAMPAIGN: () => ({
    what: 'Deze lead zit niet meer in de campagne.',
    means: 'De lead is bij Instantly verwijderd of naar een andere campagne verplaatst. Er is niets gewijzigd.',
    todo: 'Je hoeft niets te doen. Controleer de leads als je het niet zeker weet.',
  }),
  LEAD_OPTED_OUT: () => ({
    what: 'Deze persoon heeft zich afgemeld.',
    means: 'Wie geen e-mail meer wil, kan niet in een campagne of vervolgsequentie. Er is niets gewijzigd.',
    todo: 'Was de afmelding een vergissing, maak die dan ongedaan op de pagina Afmeldingen.',
  }),
  CAMPAIGN_NOT_DELETED: () => ({
    what: 'De campagne is niet verwijderd.',
    means: 'Er kwam geen antwoord en de campagne staat nog bij Instantly. Er is niets gewijzigd.',
    todo: 'Verwijder de campagne opnieuw als je dat nog wilt.',
  }),
  ARCHIVE_NOT_SAFE: () => ({
    what: 'Deze campagne kan nog niet veilig worden verwijderd.',
    means: 'De campagne loopt nog, of de gegevens bij Instantly zijn anders dan het archief. Er is niets verwijderd.',
    todo: 'Pauzeer de campagne, archiveer opnieuw en controleer de aantallen.',
  }),
}
