import { describe, expect, it } from 'vitest'
import { createRowMapper } from '#backend/leads/rows/row-mapper.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import { recogniseColumns } from '#shared/domain/leads/import/recognise-columns.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'

/** Which rows of a file would be exported, by a column beside the address and a name. */
function exported(header: string, cells: readonly string[]): readonly number[] {
  const rows = cells.map((cell, at) => [`p${at}@firm${at}.example`, 'Ann', cell])
  const looks = ['Email', 'First Name', header].map((name, at) => ({
    header: name,
    cells: rows.map((row) => row[at] ?? '').filter((cell) => cell !== ''),
  }))
  const mapper = createRowMapper(
    recogniseColumns(looks, rows).map(({ target }) => target),
    defaultSettings,
  )
  return rows.flatMap((row, at) => (mapper.judge(row).gate === gateCodes.ready ? [at] : []))
}

describe("the file's own no", () => {
  it.each<[string, string[], number[]]>([
    ['Subscribed', ['Yes', 'No', 'Yes'], [0, 2]],
    ['Email Opt Out', ['true', 'false', ''], [1, 2]],
    ['Marketing permission', ['granted', 'declined', ''], [0, 2]],
    ['Opt-in', ['TRUE', 'FALSE', 'TRUE'], [0, 2]],
    ['Email Sent', ['TRUE', 'FALSE', 'TRUE'], [0, 1, 2]],
    ['Replied', ['TRUE', 'FALSE', 'TRUE'], [0, 1, 2]],
    ['Email Open', ['3', '0', '1'], [0, 1, 2]],
    ['Status', ['Active', 'Zugeparkt', 'Unsubscribed', 'Replied'], [0, 3]],
    ['Status', ['Gold', 'Silver', 'Bronze'], [0, 1, 2]],
    ['Order status', ['paid', 'cancelled', 'declined'], [0, 1, 2]],
    ['Payment status', ['paid', 'refused', 'rejected'], [0, 1, 2]],
    ['Tags', ['vip, customer', 'Do not contact', 'lead'], [0, 2]],
    ['Notes', ['Met in Berlin', 'Bitte nicht mehr anschreiben', 'called twice'], [0, 2]],
    ['Möchten Sie unseren Newsletter erhalten?', ['Ja, gerne', 'Nein danke', 'Ja'], [0, 2]],
    ['Ich möchte keine Werbung per E-Mail', ['', 'x', 'nein'], [0, 2]],
    ['Acceptez-vous de recevoir nos e-mails ?', ['Oui', 'Non', 'Oui'], [0, 2]],
    ['¿Acepta recibir comunicaciones comerciales?', ['Sí', 'No', 'Sí'], [0, 2]],
    ['수신동의', ['동의', '거부', '미동의', '예'], [0, 3]],
    ['수신거부', ['', 'Y', '아니요'], [0, 2]],
    ['メルマガ配信', ['希望する', '希望しない', 'はい', '配信停止'], [0, 2]],
    ['同意', ['同意する', '同意しない', '拒否'], [0]],
    ['订阅状态', ['已订阅', '退订', '已订阅'], [0, 2]],
    ['備考', ['展示会で名刺交換', '配信停止希望', '来週電話'], [0, 2]],
    ['Согласие на рассылку', ['да', 'нет', 'согласен'], [0, 2]],
    ['Статус', ['новый', 'черный список', 'отписался'], [0]],
    ['Συγκατάθεση', ['Ναι', 'Όχι', 'ναι'], [0, 2]],
    ['Spärrad', ['', 'ja', 'nej'], [0, 2]],
    ['Auf schwarzer Liste', ['False', 'True', ''], [0, 2]],
    ['İletişim İzni', ['Evet', 'Hayır', 'evet'], [0, 2]],
    ['إلغاء الاشتراك', ['لا', 'نعم', ''], [0, 2]],
    ['ملاحظات', ['التقينا في دبي', 'لا ترسل له رسائل', ''], [0, 2]],
    ['הסרה מרשימת תפוצה', ['', 'כן', 'לא'], [0, 2]],
    ['הערות', ['נפגשנו בתערוכה', 'ביקש להסיר אותו', ''], [0, 2]],
    ['Mag ik je mailen?', ['Ja', 'Nee', 'Ja'], [0, 2]],
    ['Kontaktieren?', ['ja', 'nein', ''], [0, 2]],
    ['Anschreiben', ['x', 'nein', 'x'], [0, 2]],
    ['Contacter ?', ['oui', 'non', 'oui'], [0, 2]],
    ['Contact?', ['yes', 'no', 'y'], [0, 2]],
    ['Send?', ['TRUE', 'FALSE', ''], [0, 2]],
    ['Contact', ['Ann Lee', 'Noah No', 'Bo Yes'], [0, 1, 2]],
    ['Kontakt', ['12.03.2024', '01.02.2024', ''], [0, 1, 2]],
    ['Acconsente a ricevere newsletter?', ['Sì', 'No', 'Sì'], [0, 2]],
    ['Zgoda na kontakt', ['Tak', 'Nie', 'Tak'], [0, 2]],
    ['Samtycke', ['Ja', 'Nej', 'Ja'], [0, 2]],
    ['Aceita receber e-mails?', ['Sim', 'Não', 'Sim'], [0, 2]],
    ['Do you agree to be contacted?', ['I agree', 'I do not agree', 'Yes'], [0, 2]],
    ['May we email you?', ['Yes please', 'No thanks', ''], [0, 2]],
    ['Robinsonliste', ['nein', 'ja', 'nein'], [0, 2]],
    ['Gesperrt', ['0', '1', '0'], [0, 2]],
    ['Werbesperre', ['', 'X', ''], [0, 2]],
    ['Désabonné', ['non', 'oui', 'non'], [0, 2]],
    ['Ne pas contacter', ['', 'x', ''], [0, 2]],
    ['Dado de baja', ['No', 'Sí', 'No'], [0, 2]],
    ['Uitgeschreven', ['nee', 'ja', 'nee'], [0, 2]],
    ['Disiscritto', ['No', 'Sì', 'No'], [0, 2]],
    ['Wypisany', ['nie', 'tak', 'nie'], [0, 2]],
    ['Blacklisted', ['false', 'true', 'false'], [0, 2]],
    ['STATUS', ['ACTIVE', 'BLACKLIST', 'BOUNCED', 'REPLIED', 'OPT-OUT'], [0, 3]],
    ['Lead Status', ['In Progress', 'BLOCKED', 'INTERESTED', 'Unsubscribed'], [0, 2]],
    ['is_unsubscribed', ['false', 'true', 'FALSE'], [0, 2]],
    ['Bounced', ['0', '1', '0'], [0, 2]],
    ['HASOPTEDOUTOFEMAIL', ['false', 'true', 'false'], [0, 2]],
    ['PERSONHASOPTEDOUTOFEMAIL', ['false', 'true', 'false'], [0, 2]],
    ['emailoptout', ['0', '1', '0'], [0, 2]],
    ['isunsubscribed', ['false', 'true', 'false'], [0, 2]],
    ['DONOTBULKEMAIL', ['0', '1', '0'], [0, 2]],
    ['ISBLACKLISTED', ['0', '1', '0'], [0, 2]],
    ['ACCEPTSMARKETING', ['yes', 'no', 'yes'], [0, 2]],
    ['HASOPTEDOUTOFFAX', ['false', 'true', 'false'], [0, 1, 2]],
    ['Do not allow Bulk Emails', ['Allow', 'Do Not Allow', 'Allow'], [0, 2]],
    ['donotbulkemail', ['Allow', 'Do Not Allow', 'Allow'], [0, 2]],
    ['Do not allow Emails', ['Allow', 'Do Not Allow', 'Allow'], [0, 2]],
    ['DONOTCALL', ['false', 'true', 'false'], [0, 1, 2]],
    ['unsubscribeurl', ['acme.example/u/1', 'acme.example/u/2', ''], [0, 1, 2]],
    ['Bounce type', ['', 'hard', 'none'], [0, 2]],
    ['Complaint', ['No', 'Yes', ''], [0, 2]],
    ['Spam complaints', ['0', '1', '0'], [0, 2]],
    ['Unsubscribe link', ['https://x.example/u/1', 'https://x.example/u/2', 'https://x.example/u/3'], [0, 1, 2]],
    ['No of emails sent', ['3', '2', '1'], [0, 1, 2]],
    ['Not contacted', ['yes', 'yes', 'no'], [0, 1, 2]],
    ['Do Not Call', ['true', 'false', 'true'], [0, 1, 2]],
    ['Reply', ['Yes', 'Please remove me', 'No'], [0, 2]],
    ['Antwort', ['Interessiert', 'Kein Interesse', 'Termin vereinbart'], [0, 2]],
    ['Réponse', ['Intéressé', 'Pas intéressé', ''], [0, 2]],
    ['Priority', ['High', 'Low', 'Baja'], [0, 1, 2]],
    ['Prioridad', ['Alta', 'Baja', 'Media'], [0, 1, 2]],
    ['Newsletter', ['Weekly Digest', 'Monthly', 'Weekly Digest'], [0, 1, 2]],
    ['Newsletter', ['ja', 'nein', 'ja'], [0, 2]],
    ['Email marketing status', ['SUBSCRIBED', 'UNSUBSCRIBED', 'NEVER_SUBSCRIBED'], [0, 2]],
    ['Email Marketing Consent', ['SUBSCRIBED', 'UNSUBSCRIBED', 'NEVER_SUBSCRIBED'], [0, 2]],
    ['Email Status', ['valid', 'unsubscribed', 'valid'], [0, 2]],
    ['Consent', ['Yes', 'No', 'Legitimate interest'], [0, 2]],
    ['GDPR', ['ok', 'refused', 'ok'], [0, 2]],
    ['Einwilligung', ['erteilt', 'widerrufen', 'nicht erteilt'], [0]],
    ['Accepts Email Marketing', ['yes', 'no', 'yes'], [0, 2]],
    ['Person - Marketing status', ['Subscribed', 'Unsubscribed', 'Subscribed'], [0, 2]],
    ['email_disabled', ['false', 'true', 'false'], [0, 2]],
    ['Info', ['foo', 'Do not contact', 'bar'], [0, 2]],
    ['Kontaktsperre', ['keine', 'Ja', '-'], [0, 2]],
    ['Marketing preference', ['All emails', 'Opted out', 'All emails'], [0, 2]],
    ['Can we contact you by email?', ['Yes', 'No', 'Maybe'], [0]],
    ['Suppression reason', ['', 'Hard bounce', ''], [0, 2]],
    ['Unsubscribed at', ['', '2024-05-01 10:00', '0000-00-00 00:00:00'], [0, 2]],
    ['Opted out', ['Not opted out', 'Opted out', ''], [0, 2]],
    ['Subscribed/Unsubscribed', ['Subscribed', 'Unsubscribed', 'Subscribed'], [0, 2]],
    ['Etat', ['Actif', 'Désinscrit', 'NPAI'], [0]],
    ['Estado', ['Activo', 'Baja', 'Activo'], [0, 2]],
    ['Stato', ['Iscritto', 'Cancellato', 'Iscritto'], [0, 2]],
    ['Stav', ['aktywny', 'zablokowany', 'aktywny'], [0, 2]],
    ['Marketing OK', ['Y', 'N', 'Y'], [0, 2]],
    ['Mailing', ['ja', 'nein', 'ja'], [0, 2]],
    ['Kontakt erlaubt', ['ja', 'nein', 'ja'], [0, 2]],
    ['Newsletter nicht gewünscht', ['', 'ja', ''], [0, 2]],
    ['Attended', ['Yes', 'No', 'Yes'], [0, 1, 2]],
    ['Contacted', ['Yes', 'No', 'Yes'], [0, 1, 2]],
    ['Email opt-in status', ['opted in', 'opted out', 'pending'], [0]],
    ['Accepted', ['Yes', 'No', 'Yes'], [0, 1, 2]],
    ['LinkedIn invite accepted', ['Yes', 'No', 'Yes'], [0, 1, 2]],
    ['Lifecycle stage', ['lead', 'customer', 'unsubscribed'], [0, 1]],
    ['Email Suppressions', ['[]', '[{"reason":"HARD_BOUNCE"}]', '[]'], [0, 2]],
    ['Category', ['Plumber', 'Do not contact', 'Baker'], [0, 2]],
    ['opt out', ['No', 'Maybe later', 'No'], [0, 2]],
    ['Marked email as spam', ['false', 'true', 'false'], [0, 2]],
    ['Marketingmails', ['Ja', 'Nee', 'Ja'], [0, 2]],
    ['Werbemails', ['ja', 'nein', 'ja'], [0, 2]],
    ['interested', ['', 'NOT-INTERESTED', 'INTERESTED'], [0, 2]],
    ['status', ['ACTIVE', 'INVALID', 'REPLIED', 'BLACKLIST'], [0, 2]],
    ['Merknad', ['møtt på messen', 'har meldt seg ut', 'e-posten kom i retur'], [0]],
    ['Huomautus', ['tavattu messuilla', 'sähköposti ei toimi', 'poista tämä listalta'], [0]],
    ['Uwagi', ['targi 2024', 'mail odbija się', 'usunąć z naszej listy'], [0]],
    ['Notes', ['met twice', 'please take us off the mailing list', 'mailbox does not exist'], [0]],
    ['Notiz', ['Messe 2025', 'jede Werbung verbeten', 'bitte aus dem Verteiler nehmen'], [0]],
    ['Opmerkingen', ['beurs', 'van onze lijst halen', 'adres bestaat niet meer'], [0]],
    ['Remarques', ['salon', 'ne souhaite plus être contactée', 'boîte supprimée'], [0]],
    ['Comentarios', ['feria', 'que la borremos de la lista', 'no nos escriban más'], [0]],
    ['Note', ['fiera', 'non contattatemi', 'togliere dalla lista'], [0]],
    ['Observații', ['târg', 'vrea să fie scos din listă', 'nu este interesat'], [0]],
    ['Notlar', ['fuar', 'listeden çıkarın', 'e-posta göndermeyin'], [0]],
    ['Notes', ['Bounced some ideas around', 'wants our opt-out form', 'unsubscribed from texts'], [0, 1, 2]],
    ['Comentário', ['não ligar à tarde', 'recusou convite no LinkedIn', 'ok'], [0, 1, 2]],
    ['Notes', ['likes boats', 'ask Ann first', 'left the firm?'], [0]],
    ['Notes', ['Do you deliver on Sundays?', 'duplicate?', 'ok'], [0, 1, 2]],
    ['Status', ['Active', 'On hold - ask legal', 'Unsubscribed'], [0]],
    ['Answer', ['Do not call, email is fine', 'Not interested', 'Not in any sequence'], [0, 2]],
    ['Do not allow emails', ['Allow', 'Do Not Allow', ''], [0, 2]],
    ['Subscriber status', ['Subscribed', 'Unsubscribed', 'Pending'], [0]],
    ['WhatsApp subscription status', ['Subscribed', 'Unsubscribed', 'Subscribed'], [0, 1, 2]],
    ['Darf ich Sie telefonisch kontaktieren?', ['ja', 'nein', 'ja'], [0, 1, 2]],
    ['Darf ich Sie per Telefon oder E-Mail kontaktieren?', ['ja', 'nein', 'ja'], [0, 2]],
    ['E-posta izni', ['Onay', 'Ret', 'Bekliyor'], [0]],
    ['Arama izni', ['Onay', 'Ret', 'Onay'], [0, 1, 2]],
    ['Bemærkning', ['afmeldt fra mødet i Odense', 'afmeldt nyhedsbrevet', 'ring ikke, skriv'], [0, 2]],
    ['Reklamebeskyttet', ['Nej', 'Ja', 'Nej'], [0, 2]],
    ['Response 3', ['no thanks, nothing to add', 'Monday', ''], [0, 1, 2]],
    ['Cancellation reason', ['ill', 'Remove me from your list', ''], [0, 2]],
    ['Délai mailing', ['OUI', 'NON', 'à voir'], [0]],
    ['State', ['Completed', 'Bounced', 'Failed: mailbox not found'], [0]],
    ['State', ['NY', 'CA', 'TX'], [0, 1, 2]],
    ['Newsletter', ['ja', '?', 'ja'], [0, 2]],
    ['Kontaktaufnahme gewünscht', ['ja', 'nein', 'ja'], [0, 2]],
    ['Do not use', ['0', '1', ''], [0, 2]],
    ['Nicht verwenden', ['', 'x', ''], [0, 2]],
    ['Excluded from campaigns', ['No', 'Yes', ''], [0, 2]],
    ['Kündigung Newsletter', ['', '02.03.2026', ''], [0, 2]],
    ['Newsletter gekündigt am', ['', '02.03.2026', ''], [0, 2]],
    ['Newsletter', ['02.03.2026', '', ''], [0, 1, 2]],
    ['Gelöscht am', ['', '02.03.2026', ''], [0, 2]],
    ['deleted_at', ['', '2026-03-02T10:11:12Z', ''], [0, 2]],
    ['Contact again?', ['yes', 'no', 'yes'], [0, 2]],
    ['Wieder anschreiben', ['ja', 'nein', ''], [0, 2]],
    ['Email active', ['true', 'false', 'true'], [0, 2]],
    ['Email Permission Status', ['Implied', 'Explicit no', 'Express'], [0, 2]],
  ])('under %j, of %j only %j are exported', (header, cells, ready) => {
    expect(exported(header, cells)).toEqual(ready)
  })

  it('is asked about where a word in such a column is not understood', () => {
    const looks = [
      { header: 'Email', cells: ['a@b.example'] },
      { header: 'Status', cells: ['Active', 'Zugeparkt', 'Unsubscribed'] },
    ]
    expect(recogniseColumns(looks)[1]).toMatchObject({ target: { kind: 'opt_out' }, sure: 'ask' })
  })

  it('of a subscription that is paid for is no word on mails', () => {
    const looks = [
      { header: 'email', cells: ['a@b.example', 'c@d.example'] },
      { header: 'active_subscription', cells: ['true', 'false'] },
      { header: 'plan', cells: ['yearly', 'none'] },
    ]
    expect(recogniseColumns(looks)[1]?.target.kind).not.toBe('opt_out')
  })

  it('to post is none to emails where the tool asks for both', () => {
    const looks = [
      { header: 'Email', cells: ['a@b.example', 'c@d.example'] },
      { header: 'No emails', cells: ['No', 'Yes'] },
      { header: 'No mails', cells: ['Yes', 'No'] },
    ]
    expect(recogniseColumns(looks).map(({ target }) => target.kind)).toEqual(['field', 'opt_out', 'variable'])
  })

  it('to offers of partners is none to a shop with a newsletter of its own', () => {
    const looks = [
      { header: 'email', cells: ['a@b.example', 'c@d.example'] },
      { header: 'newsletter', cells: ['1', '1'] },
      { header: 'optin', cells: ['0', '1'] },
    ]
    expect(recogniseColumns(looks)[2]?.target.kind).not.toBe('consent')
  })
})
