/**
 * Korean, Japanese and Chinese wording about opt-outs and consent, without spaces between words, translated to words
 * that `opt-out-cells.ts` knows.
 */
import { withoutAccents } from '../../core/without-accents.ts'

const asianPhrases: Readonly<Record<string, string>> = {
  unsubscribed:
    '수신거부|수신 거부|수신차단|수신 차단|구독취소|구독 취소|구독해지|구독 해지|구독거부|연락금지|연락 금지|연락하지|발송금지|발송 금지|配信停止|配信拒否|配信不可|配信解除|配信しない|配信不要|受信拒否|受信しない|送信不可|送信禁止|送付不可|連絡不可|連絡禁止|連絡しない|連絡不要|購読解除|購読停止|オプトアウト|メール不可|退订|退訂|取消订阅|取消訂閱|拒收|拒绝接收|拒絕接收|请勿联系|請勿聯絡|勿联系|勿聯絡|不要联系|禁止联系|禁止聯絡|不要再发|不要再發|不要再打扰|不要再打擾|配信NG|配信ng|メールNG|メールng|連絡NG|連絡ng|수신 원치|수신을 원치|메일 원치|메일을 원치|别再发|別再發|不要再联系|不要再聯絡|别再联系|別再聯絡|不要发邮件|不要發郵件|不要发送|停止发送|停止發送|勿发|勿發|勿再发|勿再發|勿扰|勿擾|勿打扰|勿打擾|勿再联系|勿再聯絡|勿联络|不想再收到|不想收到|不再接收|不再接受邮件|不需要邮件|不需要郵件|要求删除|要求刪除|送らない|送信しない|メール不要|メールは不要|案内不要|案内は不要|連絡は不要|配信は不要|削除依頼|削除希望|削除要求|보내지 마|보내지마|발송하지|메일 금지|삭제 요청|삭제요청|営業お断り|営業メールお断り|営業メール不可|メールお断り|連絡お断り|停止希望|DM不可|dm不可|DM拒否|dm拒否',
  blacklist: '블랙리스트|ブラックリスト|黑名单|黑名單',
  bounced: '반송됨|반송|バウンス|不達|退信',
  'no consent':
    '미동의|비동의|동의안함|동의 안함|동의하지않음|동의하지 않음|동의없음|同意しない|同意せず|同意なし|不同意|未同意',
  'left company':
    '退会済み|退会済|退職済み|退職済|退職|退社済|退社|已离职|离职|已退休|担当者変更|担当変更|異動済み|異動済|異動|담당자 변경|담당자변경|已離職|離職|퇴사|퇴직',
  'wrong contact': '联系人错误|联系人有误|聯絡人錯誤|担当者違い',
  deceased: '亡くなりました|亡くなられ|亡くなった|去世|过世|過世|逝世|他界|逝去|死亡|已故|사망',
  competitor: '競合',
  refused: '거부함|거부|거절|拒否|拒绝|拒絕',
  'not interested': '관심없음|관심 없음|興味なし|興味がない|没兴趣|沒興趣|不感兴趣|不感興趣',
  consent:
    'DM可否|dm可否|送付可否|送信可否|連絡可否|メール可否|수신동의|수신 동의|수신허용|수신 허용|동의함|동의|受信許可|受信可|配信許可|配信可|同意する|同意済み|同意済|同意|许可|許可|允许接收',
  newsletter:
    'ご案内メール|案内メール|お知らせメール|メールでのご案内|メール案内|뉴스레터|메일링|メールマガジン|メルマガ|ニュースレター|メール配信|配信希望|电子报|電子報|邮件订阅',
  subscribed: '구독중|구독|購読中|購読|已订阅|订阅|訂閱',
  no: '아니요|아니오|希望しない|希望せず',
  yes: '希望する',
}

const englishOfPhrase = new Map(
  Object.entries(asianPhrases).flatMap(([meaning, phrases]) =>
    phrases.split('|').map((phrase) => [withoutAccents(phrase), meaning] as const),
  ),
)
const longestFirst = [...englishOfPhrase.keys()].toSorted((a, b) => b.length - a.length)
const phrase = new RegExp(longestFirst.join('|'), 'g')
const eastAsian = /[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]/

/** Translates wording about email and consent in a text without accents to English; other words stay. */
export const translateOptOutWords = (text: string): string =>
  eastAsian.test(text)
    ? text
        .replace(phrase, (one) => ` ${englishOfPhrase.get(one) ?? one} `)
        .replace(/ {2,}/g, ' ')
        .trim()
    : text
