/**
 * Codes of the checks after `format` in Chinese.
 *
 * @module
 */

import type { CounterCheckCodes } from '../messages.ts'
import { ANOTHER, CLOCK, NEW_KEY, NO_RELIANCE, ORIGINAL, OTHER_DEVICE, UPDATE } from './actions.ts'

export const COUNTER_CODES: CounterCheckCodes = {
  'signer.unknown': { title: '签发机构未获认可' },
  'signer.list-missing': { title: '未加载签发机构列表' },
  'signer.list-stale': { title: '签发机构列表过旧' },
  'signer.evidence': { title: '尚不能充分确定密钥属于签发机构' },
  'signer.not-issued': { title: '签名者并非其所声称的身份', action: ORIGINAL },
  'signer.unsupported-authority': {
    title: '本设备无法核验由谁认证了签名者的密钥',
    action: OTHER_DEVICE,
  },
  'signature.invalid': { title: '签名与内容不符' },
  'signature.algorithm': { title: '签名类型与签发机构的密钥不符' },
  'signature.unsupported-key': { title: '本设备不支持签发机构的密钥', action: OTHER_DEVICE },
  'key-usage.not-allowed': { title: '签发机构的密钥不适用于此类证书', action: NEW_KEY },
  'key-usage.weak-key': { title: '签发机构的密钥强度过低，不足以证明任何内容', action: NEW_KEY },
  'key-usage.withdrawn': { title: '签发机构的密钥已被收回', action: NEW_KEY },
  'key-usage.country': { title: '密钥属于其他国家', action: ORIGINAL },
  'key-usage.domain': { title: '密钥用于其他证书', action: ORIGINAL },
  'validity.expired': { title: '签名期限已过' },
  'validity.not-yet': { title: '签名期限尚未开始', action: CLOCK },
  'validity.unreadable': { title: '签名期限的某个日期缺失或无法读取' },
  'validity.contradictory': { title: '签名期限的结束早于开始' },
  'validity.clock': { title: '本设备的时钟有误' },
  'validity.key-expired': { title: '签发机构密钥的使用期限已过' },
  'validity.key-not-yet': { title: '签发机构密钥的使用期限尚未开始', action: CLOCK },
  'revocation.revoked': { title: '签发机构已撤销此证书或为其签名的密钥' },
  'revocation.list-missing': { title: '未加载已撤销证书列表' },
  'revocation.list-stale': { title: '已撤销证书列表不是最新版本' },
  'revocation.list-gap': { title: '已撤销证书列表无法完整读取' },
  'revocation.not-covered': { title: '已撤销证书列表不涉及此证书' },
  'revocation.no-token': {
    title: '已撤销证书列表未为此证书预留位置',
    reason: '此证书根本无法被撤销',
  },
  'content.unsupported': { title: '签名无误，但本程序无法读取内容', action: UPDATE },
  'content.structure': { title: '证书未注明必须注明的内容', action: ANOTHER },
  'content.implausible': { title: '证书中有不可能成立的内容', action: ANOTHER },
  'content.several-entries': {
    title: '证书同时涉及多个事项或多人',
    action: '请向持有人索取各自只涉及一人一事的证书。',
  },
  'content.no-fact': {
    title: '健康卡中没有疫苗接种或检测记录',
    action: '请向持有人索取含疫苗接种或检测记录的健康卡。',
  },
  'content.fhir': { title: '健康卡中的健康记录格式有误', action: ANOTHER },
  'content.unsigned': { title: '此内容未经任何人签名', action: '请向持有人索取有签名的证书。' },
  'content.link': { title: '这是指向证书的链接，不是证书', action: '请持有人出示证书本身。' },
  'content.holder-unsigned': { title: '签名不涵盖证书持有人的身份', action: NO_RELIANCE },
  'content.ambiguous': { title: '已签名的信息可能被相互调换', action: NO_RELIANCE },
  'content.not-in-catalogue': {
    title: '产品不在目录中',
    action: '请勿作为此类证书接受。如目录过旧，请加载最新目录。',
  },
  'content.no-catalogue': { title: '没有可供查找产品的目录', action: '请加载目录后重新核验。' },
  'content.template-version': { title: '此证书的版式比已知的更新', action: UPDATE },
  'holder.mismatch': {
    title: '姓名或出生日期不属于同一人',
    headline: '不是同一人',
    action: '请查看身份证件，只核验属于面前此人的证书。',
  },
  'holder.unclear': { title: '无法确定是否为同一人', action: '请与身份证件核对，并逐份核验证书。' },
  'policy.unknown': { title: '没有已知的该目的地入境规定' },
  'policy.outdated': { title: '入境规定过旧', action: '请加载最新规定，或遵循目的地的官方说明。' },
  'policy.evidence': {
    title: '入境规定要求更可靠的密钥来源，或更新的列表',
    action: '请加载最新列表（包括规定所要求的列表）后重新核验。',
  },
  'policy.value-missing': {
    title: '入境规定需要证书未注明的信息',
    action: '请向持有人索取注明该信息的证书，或要求提供其他证明。',
  },
  'policy.not-evaluable': { title: '有一项入境规定无法判定', action: '请依据规定的官方文本决定。' },
  'policy.more-needed': { title: '还需要一份文件' },
  'policy.not-met': {
    title: '不符合入境规定的要求',
    action: '请告知持有人哪项条件未满足；如已知，并告知何时可满足。',
  },
}
